"""Lists that leave the house as CSV: cells that a spreadsheet would run as a formula are made plain. Pure."""

import csv
from collections.abc import Iterable
from io import StringIO

RUN_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_csv(head: Iterable[object], rows: Iterable[Iterable[object]]) -> str:
    """The rows as CSV with a byte order mark, so that spreadsheets read Vietnamese."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([plain(cell) for cell in head])
    writer.writerows([plain(cell) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()


def plain(cell: object) -> str:
    """A cell as text; an apostrophe before what a spreadsheet would run."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(RUN_AS_FORMULA) else text
