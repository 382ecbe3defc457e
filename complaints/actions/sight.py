"""What takes a report out of an officer's sight, and what opens the identity behind one."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from accounts.queries.access import needs_of
from areas.calendar import add_working_days
from complaints.actions.steps import add_step, assign, lock_case
from complaints.models import ConflictOfInterest, ContactRequest
from complaints.queries.terms import list_holidays
from core import audit, personal
from core.actor import Actor
from core.clock import legal_date
from core.errors import BadInput, Conflict, NotAllowed, NotFound
from core.i18n import lazy

YES, NO = "yes", "no"


def declare_conflict(
    session: Session, *, reason: str, actor: Actor, now: datetime, complaint_id: UUID | None = None,
    producer_id: UUID | None = None, seller: str = "",
) -> ConflictOfInterest:  # fmt: skip
    """The officer has an interest: those reports are invisible to them from now on, and one in hand is given back.

    Raises BadInput without a reason, or when it is said of nothing.
    """
    seller = " ".join(seller.replace("%", " ").replace("_", " ").split())
    if not reason.strip():
        raise BadInput(lazy("Ghi lý do có liên quan"), field="reason")
    if not (complaint_id or producer_id or len(seller) >= 3):
        raise BadInput(lazy("Ghi ít nhất 3 chữ của tên người bán, hoặc chọn cơ sở"), field="seller")
    row = ConflictOfInterest(
        user_id=actor.id, complaint_id=complaint_id, producer_id=producer_id, seller=seller, reason=reason.strip(),
        declared_at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()
    audit.append(session, stream=f"user:{actor.id}", kind="user.conflict", actor=actor, at=now, facts={"id": row.id})
    if complaint_id:
        complaint = lock_case(session, complaint_id)
        add_step(session, complaint, kind="conflict", actor=actor, now=now)
        if complaint.officer_id == actor.id:
            assign(session, complaint, unit_id=complaint.unit_id, officer_id=None, actor=actor, now=now)
    return row


def end_conflict(session: Session, *, conflict_id: UUID, actor: Actor, now: datetime) -> ConflictOfInterest:
    """A leader ends a declared conflict. Raises NotAllowed for one's own, NotFound when there is none."""
    row = session.get(ConflictOfInterest, conflict_id)
    if row is None or row.ended_at:
        raise NotFound(lazy("Không có khai báo này."))
    if row.user_id == actor.id:
        raise NotAllowed(lazy("Không tự kết thúc khai báo của mình; nhờ lãnh đạo."))
    row.ended_at = now
    facts = {"id": row.id}
    audit.append(session, stream=f"user:{row.user_id}", kind="user.conflict_ended", actor=actor, at=now, facts=facts)
    return row


def ask_identity(
    session: Session, *, complaint_id: UUID, reason: str, is_danger: bool, actor: Actor, now: datetime
) -> ContactRequest:
    """Ask to see the reporter's name. A second person decides; danger to life opens at once, looked at next day.

    Raises NotAllowed for a role that the table gives no name, NotFound when none was given, Conflict when this
    officer's earlier request still waits.
    """
    complaint = lock_case(session, complaint_id)
    if needs_of(session, "name", actor.label, legal_date(now)) is None:
        raise NotAllowed(lazy("Vai trò của bạn không xem được danh tính."))
    if not reason.strip():
        raise BadInput(lazy("Ghi lý do cần xem danh tính"), field="reason")
    if not complaint.person_id or "name" not in personal.list_fields(session, complaint.person_id):
        raise NotFound(lazy("Người phản ánh không để lại tên."))
    waiting = session.query(ContactRequest).filter_by(complaint_id=complaint_id, asked_by=actor.id, decision="")
    if waiting.first():
        raise Conflict(lazy("Đề nghị trước của bạn còn chờ duyệt."))
    today = legal_date(now)
    row = ContactRequest(
        complaint_id=complaint_id, field="name", asked_by=actor.id, reason=reason.strip(), is_danger=is_danger,
        asked_at=now, review_on=add_working_days(today, 1, list_holidays(session, today)),
    )  # fmt: skip
    session.add(row)
    session.flush()
    facts = {"field": "name", "danger": is_danger}
    add_step(session, complaint, kind="identity_asked", actor=actor, now=now, note=row.reason, facts=facts)
    return row


def decide_identity(
    session: Session, *, complaint_id: UUID, request_id: UUID, decision: str, note: str, actor: Actor, now: datetime
) -> ContactRequest:
    """The second person says yes or no; of an opening for danger, whether it was right.

    Raises NotAllowed for the officer who asked, Conflict when it is decided, BadInput for a no without reason.
    """
    complaint, row = lock_case(session, complaint_id), _get_request(session, complaint_id, request_id)
    if row.asked_by == actor.id:
        raise NotAllowed(lazy("Người duyệt phải là người khác."))
    if row.decision:
        raise Conflict(lazy("Đề nghị này đã được duyệt rồi."))
    if decision not in (YES, NO):
        raise BadInput(lazy("Chọn đồng ý hoặc không"), field="decision")
    if decision == NO and not note.strip():
        raise BadInput(lazy("Ghi lý do không đồng ý"), field="decision_note")
    row.decision, row.decision_note, row.decided_by, row.decided_at = decision, note.strip(), actor.id, now
    add_step(
        session, complaint, kind="identity_decided", actor=actor, now=now, note=row.decision_note,
        facts={"decision": decision},
    )  # fmt: skip
    return row


def show_identity(
    session: Session, *, complaint_id: UUID, request_id: UUID, actor: Actor, now: datetime
) -> str | None:
    """The name, once for each request that may be opened. The caller commits before showing it.

    Raises NotAllowed for anybody but the officer who asked or without a yes, Conflict when it was shown.
    """
    complaint, row = lock_case(session, complaint_id), _get_request(session, complaint_id, request_id)
    if row.asked_by != actor.id or row.decision == NO or not (row.decision == YES or row.is_danger):
        raise NotAllowed(lazy("Chưa có người thứ hai đồng ý."))
    if row.shown_at or complaint.person_id is None:
        raise Conflict(lazy("Đề nghị này đã dùng để xem một lần."))
    row.shown_at = now
    add_step(session, complaint, kind="revealed", actor=actor, now=now, note=row.reason, facts={"field": row.field})
    return personal.reveal(
        session, person_id=complaint.person_id, field=row.field, actor=actor, reason=row.reason, now=now
    )


def _get_request(session: Session, complaint_id: UUID, request_id: UUID) -> ContactRequest:
    row = session.get(ContactRequest, (complaint_id, request_id), populate_existing=True)
    if row is None:
        raise NotFound(lazy("Không có đề nghị này."))
    return row
