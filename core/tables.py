"""A table as the answer to a request: CSV or XLSX, written to the disk and given out piece by piece."""

import tempfile
from collections.abc import Collection, Iterator
from typing import IO

from flask import Response

from core.errors import NotFound
from core.i18n import lazy
from core.sheets import write_csv, write_xlsx

TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
PIECE = 64 * 1024


def named_table(name: str, kinds: Collection[str]) -> tuple[str, str]:
    """ "products.csv" -> ("products", "csv"). Raises NotFound for other kinds and forms."""
    kind, _dot, form = name.partition(".")
    if kind not in kinds or form not in TYPES:
        raise NotFound(lazy("Không có tệp này."))
    return kind, form


def send_table(name: str, form: str, sheets: list) -> Response:
    """The sheets as a file to keep; a CSV holds the first of them. Memory stays bounded whatever the rows."""
    out = tempfile.TemporaryFile()  # noqa: SIM115 - closed when the last piece has been given out
    if form == "csv":
        out.writelines(write_csv(sheets[0][1]))
    else:
        write_xlsx(sheets, out)
    answer = Response(_pieces(out), content_type=TYPES[form])
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return answer


def _pieces(out: IO[bytes]) -> Iterator[bytes]:
    with out:
        out.seek(0)
        while piece := out.read(PIECE):
            yield piece
