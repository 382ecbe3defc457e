"""A list of places as a file, CSV or XLSX: its first row names the columns, each next row is a place. Pure."""

from typing import IO

from core.errors import BadInput
from core.i18n import lazy
from core.sheets import BadCell, open_sheets
from core.text import fold
from registry.place_rows import COLUMNS

NEEDED = ("kind", "name")


def read_place_file(data: IO[bytes], name: str) -> list[dict[str, str]]:
    """Cells by column; columns are known by code or Vietnamese heading, others are left aside. Raises BadInput."""
    sheet = open_sheets(data, name)[0]
    rows = [row for row in sheet.read() if any(row.cells)]
    known = {fold(str(word)): column for column, heading in COLUMNS.items() for word in (column, heading)}
    headings = [fold(cell) for cell in rows[0].cells] if rows else []
    places = {index: known[heading] for index, heading in enumerate(headings) if heading in known}
    lacking = [str(COLUMNS[column]) for column in NEEDED if column not in places.values()]
    if lacking:
        raise BadInput(lazy("Dòng đầu của tệp thiếu cột %(columns)s", columns=", ".join(lacking)), field="file")
    for row in rows[1:]:
        for cell in row.cells:
            if isinstance(cell, BadCell):
                told = lazy("Dòng %(line)s, ô “%(sent)s”: %(why)s", line=row.number, sent=str(cell)[:40], why=cell.why)
                raise BadInput(told, field="file")
    return [
        {column: row.cells[index] for index, column in places.items() if index < len(row.cells)} for row in rows[1:]
    ]
