"""Write tables row by row; every cell is a text that no program takes for a formula."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import IO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from core.text import neutral_cell

Table = Iterable[Sequence[object]]


def write_csv(rows: Table, *, mark: bool = True) -> Iterator[bytes]:
    """CSV in UTF-8, given out as it is written.

    The mark makes Excel show Vietnamese letters; a machine would take it for part of the first heading.
    """
    held = io.StringIO()
    table = csv.writer(held)
    yield b"\xef\xbb\xbf" if mark else b""
    for row in rows:
        table.writerow([neutral_cell(cell) for cell in row])
        if held.tell() > 64 * 1024:
            yield held.getvalue().encode()
            held.seek(0)
            held.truncate()
    yield held.getvalue().encode()


def write_xlsx(sheets: Iterable[tuple[str, Table]], out: IO[bytes]) -> None:
    """A workbook with a bold first row on each sheet; rows go to the disk as they come."""
    book = Workbook(write_only=True)
    for name, rows in sheets:
        sheet = book.create_sheet(name[:31])
        sheet.freeze_panes = "A2"
        for number, row in enumerate(rows):
            sheet.append([_bold(sheet, cell) for cell in row] if number == 0 else [neutral_cell(cell) for cell in row])
    book.save(out)


def _bold(sheet, words: object) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, neutral_cell(words))
    cell.font = Font(bold=True)
    return cell
