"""What is added to an inspection: reports it answers, its team, records and samples, goods by quantity."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from complaints.actions.inspections import lock_inspection
from complaints.actions.steps import add_step, lock_case
from complaints.models import Inspection, InspectionCase, InspectionGoods, InspectionRecord, InspectionTeam
from complaints.outcomes import NEEDS_NUMBER, RECORDS, RESULTS, TREATMENTS, missing_step, standing, steps_after
from core import audit
from core.actor import Actor
from core.clock import legal_date
from core.errors import BadInput, Conflict, NotFound
from core.i18n import lazy


def link_cases(
    session: Session, *, inspection_id: UUID, complaint_ids: Iterable[UUID], actor: Actor, now: datetime
) -> int:
    """Put the inspection under reports; gives how many were not under it yet."""
    inspection = lock_inspection(session, inspection_id)
    held = set(session.scalars(select(InspectionCase.complaint_id).filter_by(inspection_id=inspection_id)))
    new = sorted(set(complaint_ids) - held)
    for complaint_id in new:
        case = lock_case(session, complaint_id)
        session.add(InspectionCase(
            inspection_id=inspection_id, complaint_id=complaint_id, at=now, actor=str(actor)
        ))  # fmt: skip
        if complaint_id != inspection.complaint_id:
            add_step(
                session, case, kind="inspection", actor=actor, now=now, note=inspection.number,
                facts={"inspection": str(inspection_id)},
            )  # fmt: skip
            log(session, inspection, "linked", actor, now, {"report": str(complaint_id)})
    if inspection.complaint_id is None and new:
        inspection.complaint_id = new[0]
    session.flush()
    return len(new)


def name_team(
    session: Session, *, inspection_id: UUID, head: str, actor: Actor, now: datetime, members: str = "",
    agencies: str = "", decision_number: str = "", decided_on: date | None = None,
) -> InspectionTeam:  # fmt: skip
    """Who inspected; a later row takes the place of an earlier one.

    Raises BadInput for a team of several agencies without the decision that set it up, or one made later.
    """
    inspection = lock_inspection(session, inspection_id)
    if not head.strip():
        raise BadInput(lazy("Ghi người phụ trách"), field="head")
    if agencies.strip() and not decision_number.strip():
        raise BadInput(lazy("Đoàn liên ngành cần số quyết định thành lập"), field="decision_number")
    if decided_on and decided_on > inspection.inspected_on:
        raise BadInput(lazy("Quyết định thành lập phải có trước hoặc trong ngày kiểm tra"), field="decided_on")
    row = InspectionTeam(
        inspection_id=inspection_id, seq=_next(session, InspectionTeam, inspection_id), head=head.strip(),
        members=members.strip(), agencies=agencies.strip(), decision_number=decision_number.strip(),
        decided_on=decided_on, at=now, actor=str(actor),
    )  # fmt: skip
    session.add(row)
    session.flush()
    facts = {"seq": row.seq, "number": row.decision_number, "agencies": row.agencies}
    log(session, inspection, "team", actor, now, facts)
    return row


def add_record(
    session: Session, *, inspection_id: UUID, kind: str, on: date, actor: Actor, now: datetime, number: str = "",
    sample: str = "", body: str = "", result: str = "", note: str = "",
) -> InspectionRecord:  # fmt: skip
    """A record (biên bản) or a step of a sample, which come in their order.

    Raises BadInput for a missing number, mark or result, a day that cannot be, or a step before its time.
    """
    inspection = lock_inspection(session, inspection_id)
    _one_of(kind, RECORDS, "record_kind")
    _check_day(inspection, on, now, "record_on")
    is_sample = kind.startswith("sample_")
    if kind in NEEDS_NUMBER and not number.strip():
        raise BadInput(lazy("Ghi số của “%(kind)s”", kind=RECORDS[kind]), field="record_number")
    if is_sample and not sample.strip():
        raise BadInput(lazy("Ghi ký hiệu mẫu, như M1"), field="sample")
    if kind == "sample_result":
        _one_of(result, RESULTS, "result")
    rows = list_rows(session, InspectionRecord, inspection_id)
    before = missing_step(kind, sample.strip(), rows)
    if before:
        raise BadInput(lazy("Mẫu “%(sample)s” chưa qua bước “%(step)s”", sample=sample.strip(), step=RECORDS[before]),
                       field="record_kind")  # fmt: skip
    row = InspectionRecord(
        inspection_id=inspection_id, seq=len(rows) + 1, kind=kind, number=number.strip(), on=on,
        sample=sample.strip() if is_sample else "", body=body.strip(), note=note.strip(), at=now, actor=str(actor),
        result=result if kind == "sample_result" else "",
    )  # fmt: skip
    session.add(row)
    session.flush()
    facts = {"seq": row.seq, "record": kind, "number": row.number, "on": on, "sample": row.sample, "result": row.result}
    log(session, inspection, "record", actor, now, facts)
    return row


def take_back_record(
    session: Session, *, inspection_id: UUID, seq: int, reason: str, actor: Actor, now: datetime
) -> InspectionRecord:
    """A row that says that another was recorded wrongly. Raises Conflict when a later step rests on it."""
    inspection = lock_inspection(session, inspection_id)
    rows = list_rows(session, InspectionRecord, inspection_id)
    wrong = _standing_row(rows, seq)
    if steps_after(wrong.kind, wrong.sample, rows):
        raise Conflict(lazy("Bước sau của mẫu này còn đứng. Rút lại bước sau trước."))
    row = InspectionRecord(
        inspection_id=inspection_id, seq=len(rows) + 1, kind=wrong.kind, number=wrong.number, on=wrong.on,
        sample=wrong.sample, note=need(reason), reverses=seq, at=now, actor=str(actor),
    )  # fmt: skip
    session.add(row)
    session.flush()
    log(session, inspection, "record_reversed", actor, now, {"seq": row.seq, "reverses": seq, "reason": row.note})
    return row


def add_goods(
    session: Session, *, inspection_id: UUID, name: str, quantity: int, measure: str, treatment: str, on: date,
    actor: Actor, now: datetime,
) -> InspectionGoods:  # fmt: skip
    """Goods by quantity, in thousandths of the unit. Raises BadInput for nothing, or a day that cannot be."""
    inspection = lock_inspection(session, inspection_id)
    _one_of(treatment, TREATMENTS, "treatment")
    _check_day(inspection, on, now, "goods_on")
    if quantity <= 0:
        raise BadInput(lazy("Số lượng phải lớn hơn 0"), field="quantity")
    row = InspectionGoods(
        inspection_id=inspection_id, seq=_next(session, InspectionGoods, inspection_id), name=name.strip(),
        measure=measure.strip(), quantity=quantity, treatment=treatment, on=on, at=now, actor=str(actor),
    )  # fmt: skip
    return _keep_goods(session, inspection, row, "goods", actor, now)


def take_back_goods(
    session: Session, *, inspection_id: UUID, seq: int, reason: str, actor: Actor, now: datetime
) -> InspectionGoods:
    """The same goods once more, below zero, on the same day. Raises NotFound when they were taken back."""
    inspection = lock_inspection(session, inspection_id)
    rows = list_rows(session, InspectionGoods, inspection_id)
    wrong = _standing_row(rows, seq)
    row = InspectionGoods(
        inspection_id=inspection_id, seq=len(rows) + 1, name=wrong.name, measure=wrong.measure,
        quantity=-wrong.quantity, treatment=wrong.treatment, on=wrong.on, reverses=seq, reason=need(reason)[:300],
        at=now, actor=str(actor),
    )  # fmt: skip
    return _keep_goods(session, inspection, row, "goods_reversed", actor, now)


def list_rows(session: Session, model: type, inspection_id: UUID) -> list:
    """The rows of an inspection in one of the tables, in order."""
    return list(session.scalars(select(model).filter_by(inspection_id=inspection_id).order_by(model.seq)))


def log(session: Session, inspection: Inspection, kind: str, actor: Actor, now: datetime, facts: dict) -> None:
    """One step of the inspection in the audit."""
    stream = f"inspection:{inspection.id}"
    audit.append(session, stream=stream, kind=f"inspection.{kind}", actor=actor, at=now, facts=facts)


def need(reason: str) -> str:
    """The reason, trimmed. Raises BadInput when there is none."""
    if not reason.strip():
        raise BadInput(lazy("Ghi lý do sửa"), field="reason")
    return reason.strip()


def _keep_goods(session, inspection, row: InspectionGoods, kind: str, actor: Actor, now: datetime) -> InspectionGoods:
    session.add(row)
    session.flush()
    facts = {"seq": row.seq, "name": row.name, "quantity": row.quantity, "measure": row.measure, "on": row.on,
             "treatment": row.treatment, "reverses": row.reverses, "reason": row.reason}  # fmt: skip
    log(session, inspection, kind, actor, now, facts)
    return row


def _standing_row(rows: list, seq: int):
    found = next((row for row in standing(rows) if row.seq == seq), None)
    if found is None:
        raise NotFound(lazy("Dòng này không có, hoặc đã được rút lại."))
    return found


def _next(session: Session, model: type, inspection_id: UUID) -> int:
    return (session.scalars(select(func.max(model.seq)).filter_by(inspection_id=inspection_id)).one() or 0) + 1


def _check_day(inspection: Inspection, on: date, now: datetime, field: str) -> None:
    if on > legal_date(now):
        raise BadInput(lazy("Ngày phải là hôm nay hoặc trước đó"), field=field)
    if on < inspection.inspected_on:
        raise BadInput(lazy("Ngày này không thể trước ngày kiểm tra"), field=field)


def _one_of(value: str, known: dict, field: str) -> None:
    if value not in known:
        raise BadInput(lazy("Không có lựa chọn “%(value)s”", value=value[:40]), field=field)
