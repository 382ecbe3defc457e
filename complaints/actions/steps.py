"""One step of a report: its event row, its audit row, and the columns that repeat where it stands.

Every action on a report goes through here, so that the three are always written together.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from complaints.models import Assignment, Complaint, ComplaintEvent
from complaints.queries.clocks import promised_by_log
from complaints.queries.following import closer_before_review
from complaints.queries.trail import mark_event
from complaints.workflow import CLOSED, check_hand, find_change
from core import audit
from core.actor import Actor
from core.errors import Conflict, NotFound
from core.i18n import lazy


class CaseChanged(Conflict):
    """Somebody else changed the report after this page was opened."""


def lock_case(session: Session, complaint_id: UUID, *, version: int | None = None) -> Complaint:
    """The report, held until the commit. Raises NotFound, and CaseChanged when it is no longer at `version`."""
    complaint = session.get(Complaint, complaint_id, with_for_update=True, populate_existing=True)
    if complaint is None:
        raise NotFound(lazy("Không có phản ánh này."))
    if version is not None and complaint.version != version:
        raise CaseChanged(lazy("Phản ánh này vừa được người khác thay đổi."))
    return complaint


def add_step(
    session: Session, complaint: Complaint, *, kind: str, actor: Actor, now: datetime, to_state: str = "",
    note: str = "", public: str = "", facts: dict | None = None,
) -> ComplaintEvent:  # fmt: skip
    """Add an event and its audit row; with `to_state` the state changes along the table.

    `note` is for officers, `public` for the tracking page; neither is copied into the audit, each is marked there.
    Raises Conflict when the table does not allow the change.
    """
    before = complaint.state
    if to_state:
        _change_state(session, complaint, to_state, actor, now)
    event = ComplaintEvent(
        complaint_id=complaint.id, seq=_next_seq(session, ComplaintEvent, complaint.id), kind=kind,
        from_state=before if to_state else "", to_state=to_state, at=now, actor=str(actor), note=note, public=public,
    )  # fmt: skip
    session.add(event)
    if to_state:
        set_promise(session, complaint)
    step = {"seq": event.seq, "from": event.from_state, "to": to_state} | (facts or {}) | mark_event(session, event)
    audit.append(
        session, stream=f"case:{complaint.id}", kind=f"complaint.{kind}", actor=actor, at=now, facts=step
    )  # fmt: skip
    return event


def assign(
    session: Session, complaint: Complaint, *, unit_id: UUID, officer_id: UUID | None, actor: Actor, now: datetime,
    reason: str = "",
) -> None:  # fmt: skip
    """Give the report to a unit and perhaps an officer: a row, and the two columns that repeat it."""
    seq = _next_seq(session, Assignment, complaint.id)
    session.add(Assignment(
        complaint_id=complaint.id, seq=seq, unit_id=unit_id, officer_id=officer_id, at=now, actor=str(actor),
        reason=reason,
    ))  # fmt: skip
    complaint.unit_id, complaint.officer_id = unit_id, officer_id


def set_promise(session: Session, complaint: Complaint) -> bool:
    """Write the promised date anew from the steps of the report; whether it moved."""
    session.flush()
    promised = promised_by_log(session, complaint)
    moved = promised is not None and promised != complaint.promised_on
    if promised is not None and moved:
        complaint.promised_on = promised
    return moved


def refuse_same_hand(session: Session, complaint_id: UUID, actor: Actor) -> None:
    """Raises Conflict when the officer closed the report whose result was not accepted."""
    if closer_before_review(session, complaint_id) == str(actor):
        raise Conflict(lazy("Người phản ánh đề nghị xem lại: cần cán bộ khác, không phải người đã đóng."))


def _change_state(session: Session, complaint: Complaint, to_state: str, actor: Actor, now: datetime) -> None:
    check_hand(find_change(complaint.state, to_state), actor.kind)
    if find_change(complaint.state, to_state).is_other_hand:
        refuse_same_hand(session, complaint.id, actor)
    complaint.state = to_state
    complaint.closed_at = now if to_state == CLOSED else None


def _next_seq(session: Session, model: type, complaint_id: UUID) -> int:
    last = session.scalars(select(func.max(model.seq)).filter_by(complaint_id=complaint_id)).one()
    return (last or 0) + 1
