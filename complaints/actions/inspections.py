"""Inspections, decisions and money. What was recorded is never edited: a mistake gets a row that reverses it."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from areas.models import AdminUnit
from complaints.actions.numbers import INSPECTIONS, next_number
from complaints.actions.steps import add_step, lock_case
from complaints.bookkeeping import MONEY_KINDS, OUTCOMES, SOURCES
from complaints.models import (
    DecisionReversal,
    Inspection,
    InspectionCase,
    MoneyRow,
    PenaltyDecision,
    ViolationKind,
)
from complaints.outcomes import DECISION_KINDS
from core import audit
from core.actor import Actor
from core.clock import legal_date
from core.config import ROOT
from core.errors import BadInput, Conflict, NotFound
from core.i18n import lazy
from core.reference import read_rows, reference

audit.required["inspection"] = lambda session: session.scalars(select(Inspection.id))


def record_inspection(
    session: Session, *, unit_id: UUID, source: str, inspected_on: date, commune_id: UUID, outcome: str,
    actor: Actor, now: datetime, party: str = "", goods: str = "", note: str = "", ground_number: str = "",
    ground_on: date | None = None, complaint_id: UUID | None = None, is_sample: bool = False, generated: str = "",
) -> Inspection:  # fmt: skip
    """An inspection that took place, alone or because of a report.

    Raises BadInput for a day to come, a ground decided after the inspection, an unknown source, outcome or
    place; NotFound for a report that does not exist.
    """
    _refuse_later(inspected_on, now, "inspected_on")
    if ground_on and ground_on > inspected_on:
        raise BadInput(lazy("Quyết định kiểm tra phải có trước hoặc trong ngày kiểm tra"), field="ground_on")
    _one_of(source, SOURCES, "source")
    _one_of(outcome, OUTCOMES, "outcome")
    if session.get(AdminUnit, commune_id) is None:
        raise BadInput(lazy("Không có xã, phường này"), field="commune_id")
    inspection = Inspection(
        number=next_number(session, INSPECTIONS, inspected_on), complaint_id=complaint_id, unit_id=unit_id,
        source=source, ground_number=ground_number, ground_on=ground_on, inspected_on=inspected_on,
        commune_id=commune_id, party=party, goods=goods, outcome=outcome, note=note, recorded_at=now,
        actor=str(actor), is_sample=is_sample, generated=generated,
    )  # fmt: skip
    session.add(inspection)
    session.flush()
    facts = {"number": inspection.number, "source": source, "on": inspected_on, "outcome": outcome}
    _log(session, inspection, "recorded", actor, now, facts | {"complaint": complaint_id})
    if complaint_id:
        case = lock_case(session, complaint_id)
        session.add(InspectionCase(
            inspection_id=inspection.id, complaint_id=complaint_id, at=now, actor=str(actor)
        ))  # fmt: skip
        add_step(
            session, case, kind="inspection", actor=actor, now=now, note=inspection.number,
            facts={"inspection": str(inspection.id)},
        )  # fmt: skip
    return inspection


def record_outcome(
    session: Session, *, inspection_id: UUID, outcome: str, actor: Actor, now: datetime, note: str = ""
) -> Inspection:
    """What the inspection came to, once known: only one that is still being verified can be concluded.

    Raises Conflict when it was concluded before.
    """
    inspection = lock_inspection(session, inspection_id)
    if inspection.outcome != "verifying":
        raise Conflict(lazy("Vụ kiểm tra này đã có kết luận."))
    _one_of(outcome, OUTCOMES, "outcome")
    inspection.outcome = outcome
    inspection.note = "\n".join(filter(None, (inspection.note, note)))
    _log(session, inspection, "concluded", actor, now, {"outcome": outcome})
    return inspection


def record_decision(
    session: Session, *, inspection_id: UUID, decided_on: date, imposed_fine: int, actor: Actor, now: datetime,
    number: str = "", violation_code: str = "", kind: str = "fine", generated: str = "",
) -> PenaltyDecision:  # fmt: skip
    """A decision with the fine it imposes; what is paid comes later, as money rows.

    Raises BadInput for a date before the inspection or to come, or a number already recorded for this
    inspection; Conflict when the inspection did not end in a violation.
    """
    inspection = lock_inspection(session, inspection_id)
    if inspection.outcome != "violation":
        raise Conflict(lazy("Chỉ vụ có vi phạm mới có quyết định xử phạt; ghi kết luận trước."))
    _refuse_later(decided_on, now, "decided_on")
    if decided_on < inspection.inspected_on:
        raise BadInput(lazy("Ngày quyết định không thể trước ngày kiểm tra"), field="decided_on")
    _one_of(kind, DECISION_KINDS, "kind")
    if (kind == "fine") != (imposed_fine > 0):
        raise BadInput(lazy("Chỉ hình thức phạt tiền có số tiền phạt, và phải lớn hơn 0"), field="imposed_fine")
    same = select(PenaltyDecision.id).filter_by(inspection_id=inspection_id, number=number)
    same = same.where(PenaltyDecision.id.not_in(select(DecisionReversal.decision_id)))
    if number and session.scalars(same).first():
        raise BadInput(lazy("Quyết định số “%(number)s” đã được ghi", number=number), field="number")
    decision = PenaltyDecision(
        inspection_id=inspection_id, number=number, decided_on=decided_on, violation_code=violation_code, kind=kind,
        imposed_fine=imposed_fine, actor=str(actor), recorded_at=now, generated=generated,
    )  # fmt: skip
    session.add(decision)
    session.flush()
    facts = {"decision": decision.id, "number": number, "on": decided_on, "kind": violation_code, "fine": imposed_fine}
    _log(session, inspection, "decided", actor, now, facts)
    return decision


def record_money(
    session: Session, *, inspection_id: UUID, kind: str, amount: int, on: date, actor: Actor, now: datetime,
    is_estimate: bool = False, decision_id: UUID | None = None,
) -> MoneyRow:  # fmt: skip
    """Money received, or the value of goods, on its own day; `amount` in whole đồng, above 0.

    Raises BadInput for an unknown kind, nothing, a day to come or before the inspection, or a decision of
    another inspection.
    """
    inspection = lock_inspection(session, inspection_id)
    _one_of(kind, MONEY_KINDS, "kind")
    if amount <= 0:
        raise BadInput(lazy("Số tiền phải lớn hơn 0"), field="amount")
    _refuse_later(on, now, "on")
    if on < inspection.inspected_on:
        raise BadInput(lazy("Ngày này không thể trước ngày kiểm tra"), field="on")
    decision = session.get(PenaltyDecision, decision_id) if decision_id else None
    if decision_id and (decision is None or decision.inspection_id != inspection_id):
        raise BadInput(lazy("Quyết định này thuộc vụ khác"), field="decision")
    if decision_id and session.get(DecisionReversal, decision_id):
        raise BadInput(lazy("Quyết định này đã được rút lại; chọn quyết định khác"), field="decision")
    row = MoneyRow(kind=kind, amount=amount, on=on, is_estimate=is_estimate, decision_id=decision_id)
    return _add_money(session, inspection, row, "money", actor, now, {})


def reverse_money(session: Session, *, money_id: UUID, reason: str, actor: Actor, now: datetime) -> MoneyRow:
    """Take a wrongly recorded amount back: the same row once more, below zero, on the same day.

    Raises BadInput without a reason, NotFound, and Conflict when it was taken back already.
    """
    wrong = session.get(MoneyRow, money_id)
    if wrong is None or wrong.amount < 0:
        raise NotFound(lazy("Không có khoản này."))
    if not reason.strip():
        raise BadInput(lazy("Ghi lý do sửa"), field="reason")
    inspection = lock_inspection(session, wrong.inspection_id)
    if count_same(session, wrong, -wrong.amount) >= count_same(session, wrong, wrong.amount):
        raise Conflict(lazy("Khoản này đã được rút lại."))
    row = MoneyRow(
        kind=wrong.kind, amount=-wrong.amount, on=wrong.on, is_estimate=wrong.is_estimate,
        decision_id=wrong.decision_id,
    )  # fmt: skip
    return _add_money(session, inspection, row, "reversed", actor, now, {"reverses": money_id, "reason": reason})


def count_same(session: Session, row: MoneyRow, amount: int) -> int:
    """How many rows stand on the same day under the same heading with this amount."""
    same = select(func.count()).select_from(MoneyRow).where(
        MoneyRow.inspection_id == row.inspection_id, MoneyRow.kind == row.kind, MoneyRow.on == row.on,
        MoneyRow.decision_id.is_not_distinct_from(row.decision_id), MoneyRow.amount == amount,
    )  # fmt: skip
    return session.scalars(same).one()


def lock_inspection(session: Session, inspection_id: UUID) -> Inspection:
    """The inspection, held until the commit. Raises NotFound."""
    inspection = session.get(Inspection, inspection_id, with_for_update=True, populate_existing=True)
    if inspection is None:
        raise NotFound(lazy("Không có vụ kiểm tra này."))
    return inspection


@reference("complaints.violations")
def load_violation_kinds(session: Session, now: datetime) -> None:
    """Load the legal kinds of violation that ship with the product and are not there yet."""
    have = set(session.scalars(select(ViolationKind.code)))
    for row in read_rows(ROOT / "complaints" / "data" / "violation_kind.csv"):
        if row["code"] not in have:
            session.add(ViolationKind(
                code=row["code"], name=row["name"], valid_from=date.fromisoformat(row["valid_from"]),
                source=row["source"], is_confirmed=row["is_confirmed"] == "yes",
            ))  # fmt: skip


def _add_money(session, inspection, row: MoneyRow, kind: str, actor: Actor, now: datetime, facts: dict) -> MoneyRow:
    last = session.scalars(select(func.max(MoneyRow.position)).filter_by(inspection_id=inspection.id)).one()
    row.inspection_id, row.actor, row.recorded_at = inspection.id, str(actor), now
    row.position = (last or 0) + 1
    session.add(row)
    session.flush()
    told = {"row": row.id, "money": row.kind, "amount": row.amount, "on": row.on, "estimate": row.is_estimate}
    _log(session, inspection, kind, actor, now, told | facts)
    return row


def _log(session, inspection: Inspection, kind: str, actor: Actor, now: datetime, facts: dict) -> None:
    stream = f"inspection:{inspection.id}"
    audit.append(session, stream=stream, kind=f"inspection.{kind}", actor=actor, at=now, facts=facts)


def _one_of(value: str, known: dict, field: str) -> None:
    if value not in known:
        raise BadInput(lazy("Không có lựa chọn “%(value)s”", value=value[:40]), field=field)


def _refuse_later(day: date, now: datetime, field: str) -> None:
    if day > legal_date(now):
        raise BadInput(lazy("Ngày phải là hôm nay hoặc trước đó"), field=field)
