"""A file of penalty decisions: its columns, and one line read into what can be recorded. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from complaints.bookkeeping import MONEY_KINDS, SOURCES
from complaints.outcomes import DECISION_KINDS
from core.errors import BadInput
from core.fields import parse_day
from core.i18n import lazy
from core.sheets import BadCell, Row, Sheet
from core.text import fold, parse_money

MOST_LINES = 500
COLUMNS = {
    "number": lazy("Số quyết định"),
    "decided_on": lazy("Ngày quyết định"),
    "inspected_on": lazy("Ngày kiểm tra"),
    "source": lazy("Căn cứ kiểm tra"),
    "ground_number": lazy("Số quyết định kiểm tra"),
    "ground_on": lazy("Ngày quyết định kiểm tra"),
    "commune": lazy("Xã, phường"),
    "party": lazy("Cơ sở được kiểm tra"),
    "goods": lazy("Hàng hóa"),
    "violation": lazy("Mã hành vi"),
    "kind": lazy("Hình thức"),
    "fine": lazy("Tiền phạt theo quyết định"),
    "money_on": lazy("Ngày thu hoặc ngày xử lý"),
} | MONEY_KINDS
NEEDED = ("number", "decided_on", "inspected_on", "source", "commune", "violation")
LENGTHS = {"number": 80, "ground_number": 80, "party": 200, "goods": 300}
DAYS = ("decided_on", "inspected_on", "ground_on", "money_on")
Words = dict[str, str]


@dataclass(frozen=True)
class Known:
    """What the words of a line can stand for: communes of the unit by folded name, codes of violations."""

    communes: Mapping[str, UUID]
    violations: frozenset[str]


@dataclass
class DecisionLine:
    """A line that can be recorded, or `faults` by column that say why not."""

    words: Words
    days: dict[str, date] = field(default_factory=dict)
    source: str = ""
    commune_id: UUID | None = None
    kind: str = "fine"
    fine: int = 0
    money: dict[str, int] = field(default_factory=dict)
    faults: dict[str, object] = field(default_factory=dict)


def read_lines(sheet: Sheet) -> list[tuple[int, Words]]:
    """The lines of a sheet whose first line names the columns in any order, with their numbers.

    Raises BadInput (field "file") for a missing column, no line, or more than 500.
    """
    rows = (row for row in sheet.read() if not row.is_empty)
    head = next(rows, None)
    known = {fold(str(label)): name for name, label in COLUMNS.items()}
    places = {known[fold(cell)]: at for at, cell in enumerate(head.cells if head else []) if fold(cell) in known}
    for name in NEEDED:
        if name not in places:
            raise BadInput(lazy("Dòng đầu của tệp thiếu cột “%(label)s”", label=COLUMNS[name]), field="file")
    lines = []
    for row in rows:
        lines.append((row.number, _words(row, places)))
        if len(lines) > MOST_LINES:
            raise BadInput(lazy("Tệp dài hơn %(most)s dòng; chia thành nhiều tệp", most=MOST_LINES), field="file")
    if not lines:
        raise BadInput(lazy("Tệp không có dòng nào dưới dòng đầu"), field="file")
    return lines


def read_line(words: Words, known: Known) -> DecisionLine:
    """What the words of one line say."""
    line = DecisionLine({name: words.get(name, "") for name in COLUMNS})
    for name in NEEDED:
        if not line.words[name]:
            line.faults[name] = lazy("để trống")
    for name, most in LENGTHS.items():
        if len(line.words[name]) > most:
            line.faults[name] = lazy("dài %(long)s ký tự, tối đa %(most)s", long=len(line.words[name]), most=most)
    _read_days(line)
    _read_choices(line, known)
    _read_money(line)
    return line


def _words(row: Row, places: dict[str, int]) -> Words:
    cells = {name: row.cells[at] if at < len(row.cells) else "" for name, at in places.items()}
    return {name: "\ufffd" if isinstance(cell, BadCell) else str(cell) for name, cell in cells.items()}


def _read_days(line: DecisionLine) -> None:
    for name in DAYS:
        sent = line.words[name]
        try:
            if sent:
                line.days[name] = parse_day(sent)
        except ValueError:
            line.faults[name] = lazy("cần là ngày như 05/03/2026, không phải “%(sent)s”", sent=sent[:40])


def _read_choices(line: DecisionLine, known: Known) -> None:
    sources = {fold(str(label)): name for name, label in SOURCES.items()} | {name: name for name in SOURCES}
    kinds = {fold(str(label)): name for name, label in DECISION_KINDS.items()} | {name: name for name in DECISION_KINDS}
    line.source = _choose(line, "source", sources)
    line.kind = _choose(line, "kind", kinds) or "fine"
    line.commune_id = known.communes.get(fold(line.words["commune"]))
    if line.words["commune"] and line.commune_id is None:
        line.faults["commune"] = lazy("không thuộc địa bàn của đơn vị: “%(sent)s”", sent=line.words["commune"][:40])
    if line.words["violation"] and line.words["violation"] not in known.violations:
        line.faults["violation"] = lazy("không có mã “%(sent)s” trong danh mục", sent=line.words["violation"][:40])


def _choose(line: DecisionLine, name: str, choices: dict[str, str]) -> str:
    sent = line.words[name]
    found = choices.get(fold(sent), "")
    if sent and not found:
        line.faults[name] = lazy("không có lựa chọn “%(sent)s”", sent=sent[:40])
    return found


def _read_money(line: DecisionLine) -> None:
    for name in ("fine", *MONEY_KINDS):
        sent = line.words[name]
        try:
            amount = parse_money(sent) if sent else 0
        except (ValueError, ArithmeticError):
            line.faults[name] = lazy("cần là số tiền, không phải “%(sent)s”", sent=sent[:40])
            continue
        if name == "fine":
            line.fine = amount
        elif sent:
            line.money[name] = amount
    if (line.kind == "fine") != (line.fine > 0) and "fine" not in line.faults:
        line.faults["fine"] = lazy("chỉ hình thức phạt tiền có số tiền, và phải lớn hơn 0")
    if any(line.money.values()) and not line.words["money_on"]:
        line.faults["money_on"] = lazy("để trống, mà dòng có tiền thu hoặc trị giá")
