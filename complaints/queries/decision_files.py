"""A file of decisions against what is recorded: what is new, changed, the same, or cannot be."""

import json
from collections import defaultdict
from collections.abc import Set
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from complaints.decision_rows import COLUMNS, DecisionLine, Known, read_line
from complaints.models import DecisionFile, DecisionReversal, Inspection, MoneyRow, PenaltyDecision
from complaints.queries.inspections import list_communes, list_violations
from core.errors import NotFound
from core.i18n import lazy
from core.text import fold

NEW, CHANGED, SAME, WRONG = "new", "changed", "same", "wrong"
STATES = {NEW: lazy("Mới"), CHANGED: lazy("Đổi"), SAME: lazy("Đã có"), WRONG: lazy("Sai")}


@dataclass
class Held:
    """A recorded decision with its inspection and, by class, its money."""

    decision: PenaltyDecision
    inspection: Inspection
    money: dict[str, int] = field(default_factory=dict)


@dataclass
class Judged:
    """One line of the file: where it stands, and why in words."""

    number: int
    line: DecisionLine
    state: str = NEW
    held: Held | None = None
    why: list[object] = field(default_factory=list)


def get_file(session: Session, file_id: UUID, unit_ids: Set[UUID]) -> DecisionFile:
    """A file of one of the units. Raises NotFound."""
    found = session.get(DecisionFile, file_id)
    if found is None or found.unit_id not in unit_ids:
        raise NotFound(lazy("Không có tệp này."))
    return found


def list_files(session: Session, unit_ids: Set[UUID]) -> list[DecisionFile]:
    """The last files of the units."""
    query = select(DecisionFile).where(DecisionFile.unit_id.in_(unit_ids))
    return list(session.scalars(query.order_by(DecisionFile.at.desc()).limit(20)))


def judge_file(session: Session, file: DecisionFile, unit_ids: Set[UUID], on: date) -> list[Judged]:
    """Every line of the file as it stands now: five statements, whatever its length."""
    known = find_known(session, unit_ids, on)
    lines = [(number, read_line(words, known)) for number, words in json.loads(file.body)]
    held = _list_held(session, {line.words["number"] for _number, line in lines}, unit_ids)
    seen: set[str] = set()
    judged = []
    for number, line in lines:
        judged.append(_judge(Judged(number, line, held=held.get(line.words["number"])), seen, on))
        seen.add(line.words["number"])
    return judged


def find_known(session: Session, unit_ids: Set[UUID], on: date) -> Known:
    """What a line may name: communes of the units, with and without their kind before them, and violations."""
    communes: dict[str, UUID] = {}
    for commune in list_communes(session, unit_ids, on):
        communes |= {fold(commune.name): commune.id, fold(commune.full_name): commune.id, commune.code: commune.id}
    return Known(communes, frozenset(each.code for each in list_violations(session, on)))


def _list_held(session: Session, numbers: set[str], unit_ids: Set[UUID]) -> dict[str, Held]:
    query = select(PenaltyDecision, Inspection).join(Inspection, Inspection.id == PenaltyDecision.inspection_id)
    query = query.where(PenaltyDecision.number.in_(numbers - {""}), Inspection.unit_id.in_(unit_ids))
    rows = [(row[0], row[1]) for row in session.execute(query)]
    gone = set(session.scalars(select(DecisionReversal.decision_id).where(
        DecisionReversal.decision_id.in_([decision.id for decision, _inspection in rows])
    )))  # fmt: skip
    held = {each.number: Held(each, inspection) for each, inspection in rows if each.id not in gone}
    number_of = {each.id: (each.number, each.inspection_id) for each, _inspection in rows}
    sums: dict[tuple, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    money = select(MoneyRow).where(MoneyRow.decision_id.in_(list(number_of)))
    for row in session.scalars(money):
        sums[number_of[row.decision_id]][row.kind] += row.amount
    for number, each in held.items():
        each.money = dict(sums[number, each.inspection.id])
    return held


def _judge(judged: Judged, seen: set[str], on: date) -> Judged:
    line, held = judged.line, judged.held
    judged.why = [lazy("“%(label)s” %(why)s", label=COLUMNS[name], why=why) for name, why in line.faults.items()]
    judged.why += [] if line.faults else _order_faults(line, on)
    if line.words["number"] in seen:
        judged.why.append(lazy("Số quyết định đã có ở dòng trên của tệp"))
    if held and not judged.why:
        judged.why += _other_inspection(line, held)
    if judged.why:
        judged.state = WRONG
    elif held:
        judged.why = [*decision_changes(line, held), *money_changes(line, held)]
        judged.state = CHANGED if judged.why else SAME
    return judged


def _order_faults(line: DecisionLine, on: date) -> list[object]:
    days, faults = line.days, []
    if max(days.values()) > on:
        faults.append(lazy("Có ngày chưa tới"))
    if days["decided_on"] < days["inspected_on"]:
        faults.append(lazy("Ngày quyết định không thể trước ngày kiểm tra"))
    if "ground_on" in days and days["ground_on"] > days["inspected_on"]:
        faults.append(lazy("Quyết định kiểm tra phải có trước hoặc trong ngày kiểm tra"))
    if "money_on" in days and days["money_on"] < days["inspected_on"]:
        faults.append(lazy("Ngày này không thể trước ngày kiểm tra"))
    return faults


def _other_inspection(line: DecisionLine, held: Held) -> list[object]:
    """A decision that stands under an inspection of another day or place is not changed from a file."""
    inspection = held.inspection
    if (line.days["inspected_on"], line.commune_id) == (inspection.inspected_on, inspection.commune_id):
        return []
    return [lazy("Quyết định này đã ghi ở vụ %(number)s, khác ngày hoặc nơi kiểm tra", number=inspection.number)]


def decision_changes(line: DecisionLine, held: Held) -> list[object]:
    """What the file says otherwise of the decision itself."""
    decision = held.decision
    pairs = (
        ("decided_on", decision.decided_on, line.days["decided_on"]),
        ("violation", decision.violation_code, line.words["violation"]),
        ("kind", decision.kind, line.kind),
        ("fine", decision.imposed_fine, line.fine),
    )
    return [_change(name, old, new) for name, old, new in pairs if old != new]


def money_changes(line: DecisionLine, held: Held) -> list[object]:
    """What the file says otherwise of its money; an empty cell says nothing."""
    return [
        _change(kind, held.money.get(kind, 0), amount)
        for kind, amount in line.money.items() if amount != held.money.get(kind, 0)
    ]  # fmt: skip


def _change(name: str, old: object, new: object) -> object:
    return lazy("“%(label)s”: %(old)s → %(new)s", label=COLUMNS[name], old=old, new=new)
