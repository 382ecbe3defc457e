"""From a spreadsheet to lines of a kind: the heading row is found, every cell is named. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from marshmallow import ValidationError

from core.errors import DomainError
from core.i18n import Kept, keep, lazy
from core.sheets import BadCell, Row, Sheet
from core.sheets.rows import cell_name, refuse
from registry.imports.columns import COLUMNS, Column, find_columns, headings, lacking

LOOKED_AT = 20
HIDDEN = "••••••••••••"
PERSON = lazy("Số định danh 12 chữ số của một người không nhập bằng tệp được; để trống rồi ghi ở trang cơ sở")
MOST_LINES = 200_000


@dataclass
class Line:
    """One line of a file on its way: `given` words by field, `values` what they mean, `faults` what is wrong.

    A fault is (field, words sent, sentence as `keep` makes it); a change is (field, old words, new words).
    """

    number: int
    given: dict[str, str]
    values: dict[str, Any] = field(default_factory=dict)
    faults: list[tuple[str, str, Kept]] = field(default_factory=list)
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    target: Any = None
    match: str = ""
    number_match: str = ""

    def wrong(self, name: str, sentence: object) -> None:
        """Something is wrong with a cell."""
        said = sentence.message if isinstance(sentence, DomainError) else sentence
        self.faults.append((name, self.given.get(name, "")[:80], keep(said)))

    @property
    def verdict(self) -> str:
        if self.faults:
            return "wrong"
        if self.target is None:
            return "new"
        return "changed" if self.changes else "same"


@dataclass(frozen=True)
class Table:
    """The sheet of a file that holds the kind: where its headings stand and what its columns are."""

    sheet: Sheet
    heading_row: int
    columns: dict[int, Column]


def find_table(kind: str, sheets: list[Sheet]) -> Table:
    """The one sheet with the needed headings within its first rows. Raises BadInput for none and for several."""
    found = [table for table in (_table(kind, sheet) for sheet in sheets) if table]
    if len(found) > 1:
        names = ", ".join(f"“{table.sheet.name}”" for table in found)
        raise refuse(lazy("Có %(count)s trang tính cùng có tiêu đề cột: %(names)s; giữ lại một trang",
                          count=len(found), names=names))  # fmt: skip
    if found:
        return found[0]
    best = max((_best_row(kind, sheet) for sheet in sheets), key=len)
    raise refuse(
        lazy("Không thấy dòng tiêu đề đủ các cột cần có: %(needed)s. Thiếu: %(lacking)s. Tải mẫu để xem",
             needed=", ".join(headings(kind, needed_only=True)), lacking=", ".join(lacking(kind, best)))
    )  # fmt: skip


def _table(kind: str, sheet: Sheet) -> Table | None:
    for row in _first_rows(sheet):
        columns = find_columns(kind, row.cells)
        if not lacking(kind, columns):
            return Table(sheet, row.number, columns)
    return None


def _best_row(kind: str, sheet: Sheet) -> dict[int, Column]:
    return max((find_columns(kind, row.cells) for row in _first_rows(sheet)), key=len, default={})


def _first_rows(sheet: Sheet) -> Iterator[Row]:
    for count, row in enumerate(sheet.read()):
        if count >= LOOKED_AT:
            return
        yield row


def read_lines(table: Table) -> Iterator[Line]:
    """The lines under the headings, their words by field; cells that cannot be taken are faults already."""
    count = 0
    for row in table.sheet.read():
        if row.number <= table.heading_row or row.is_empty:
            continue
        count += 1
        if count > MOST_LINES:
            raise refuse(lazy("Tệp có hơn %(most)s dòng; chia thành nhiều tệp", most=MOST_LINES))
        line = Line(row.number, {})
        for place, column in table.columns.items():
            words = row.cells[place] if place < len(row.cells) else ""
            if isinstance(words, BadCell):
                sentence = lazy("%(cell)s: %(why)s", cell=cell_name(row.number, place), why=words.why)
                line.faults.append((column.field, str(words), keep(sentence)))
            elif words and is_person_number(column.field, words):
                line.faults.append((column.field, HIDDEN, keep(PERSON)))
            elif words:
                line.given[column.field] = words
        yield line


def is_person_number(name: str, words: str) -> bool:
    """Whether a cell holds the number of a person: it may not be kept among the lines of a file."""
    digits = words.replace(" ", "").replace(".", "")
    return name in ("tax_code", "producer_tax_code") and len(digits) == 12 and digits.isdigit()


def read_values(kind: str, line: Line) -> None:
    """What the words mean; each cell that cannot be read becomes a fault."""
    told = {name for name, _sent, _sentence in line.faults}
    for column in COLUMNS[kind]:
        words = line.given.get(column.field, "")
        if column.field in told:
            continue
        if not words:
            if column.is_needed:
                line.wrong(column.field, lazy("Ghi “%(label)s”", label=column.heading))
            continue
        try:
            line.values[column.field] = column.kind.deserialize(words)
        except ValidationError as refused:
            line.wrong(column.field, refused.messages[0])
