"""Words between the reporter and the desk, by the tracking code: both sides."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from complaints.actions.handling import refuse_leftovers, tell_reporter
from complaints.actions.marking import ask_marks
from complaints.actions.photos import add_evidence
from complaints.actions.reviews import hand_to_another
from complaints.actions.steps import add_step, lock_case
from complaints.drafts import Photo
from complaints.models import Complaint, ComplaintEvent, Message
from complaints.queries.following import ADD, REVIEW, is_within, last_day
from complaints.tracking import hash_form_key
from complaints.workflow import CLOSED, REVIEWING, WAITING
from core.actor import CITIZEN, Actor
from core.errors import BadInput, Conflict
from core.i18n import lazy
from core.keys import current_key
from core.text import format_date

MOST_LETTERS = 2000
NOT_ENOUGH = "not_enough"


def ask_reporter(
    session: Session, *, complaint_id: UUID, text: str, actor: Actor, now: datetime, version: int | None = None
) -> Message:
    """A question to the reporter: the report then waits, and so does the service promise.

    Raises BadInput without text or with left-over template marks, Conflict when the state does not allow it.
    """
    complaint = lock_case(session, complaint_id, version=version)
    text = text.strip()
    if not text:
        raise BadInput(lazy("Ghi câu hỏi cho người phản ánh"), field="text")
    refuse_leftovers(text, "text")
    to_state = WAITING if complaint.state != WAITING else ""
    add_step(session, complaint, kind="asked", actor=actor, now=now, to_state=to_state)
    message = _say(session, complaint, text, actor, now, is_from_desk=True, is_question=True)
    tell_reporter(session, complaint, now)
    return message


def reply_as_reporter(
    session: Session, *, complaint_id: UUID, text: str, now: datetime, photos: tuple[Photo, ...] = (),
    form_key: str = "", disagrees: bool = False, actor: Actor = CITIZEN,
) -> Complaint:  # fmt: skip
    """What the reporter adds: words, photos, or that it be looked at again (once, in a term).

    An open question is answered by it, a report stopped for want of facts goes on, and a second look goes to
    another officer. The same form key twice adds nothing. Raises BadInput when there
    is nothing to add or a sixth photo, Conflict when the report was closed too long ago.
    """
    complaint = lock_case(session, complaint_id)
    mark = hash_form_key(current_key(session, "intake").secret, form_key) if form_key else ""
    if mark and _was_said(session, complaint_id, mark):
        return complaint
    _check_reply(session, complaint, text, photos, disagrees, now)
    added = add_evidence(session, complaint_id=complaint_id, photos=photos, now=now)
    kind, to_state = "replied", REVIEWING if complaint.state == WAITING else ""
    if disagrees:
        kind, to_state = "disagreed", REVIEWING
    elif complaint.state == CLOSED and complaint.outcome == NOT_ENOUGH:
        to_state = REVIEWING
    add_step(session, complaint, kind=kind, actor=actor, now=now, to_state=to_state, facts={"photos": added})
    if complaint.outcome and to_state:
        complaint.outcome = complaint.answer = ""
    if disagrees:
        hand_to_another(session, complaint, now)
    _say(session, complaint, text.strip(), actor, now, form_key=mark)
    if added:
        ask_marks(session, complaint, now)
    return complaint


def can_add(session: Session, complaint: Complaint, now: datetime) -> bool:
    """Whether the reporter may still add something: while it is open, and some days after."""
    return is_within(session, complaint, ADD, now)


def refuse_addition(session: Session, complaint: Complaint, now: datetime) -> None:
    """Raises Conflict when the report was closed too long ago to add anything."""
    if not can_add(session, complaint, now):
        last = format_date(last_day(session, complaint, ADD))
        raise Conflict(lazy("Chỉ gửi thêm được đến %(day)s. Hãy gửi phản ánh mới.", day=last))


def can_disagree(session: Session, complaint: Complaint, now: datetime) -> bool:
    """Whether the reporter may ask for a second look: once, some days after the end."""
    is_open = complaint.state == CLOSED and is_within(session, complaint, REVIEW, now)
    return is_open and not has_disagreed(session, complaint.id)


def has_disagreed(session: Session, complaint_id: UUID) -> bool:
    """Whether the reporter has used the one disagreement."""
    rows = select(ComplaintEvent.seq).filter_by(complaint_id=complaint_id, kind="disagreed")
    return session.scalars(rows).first() is not None


def _check_reply(session, complaint, text, photos, disagrees, now) -> None:
    if len(text) > MOST_LETTERS:
        raise BadInput(
            lazy("Nội dung dài %(long)s ký tự, tối đa %(most)s", long=len(text), most=MOST_LETTERS), field="text"
        )
    if not text.strip() and not photos:
        raise BadInput(lazy("Ghi nội dung hoặc thêm ảnh"), field="text")
    refuse_addition(session, complaint, now)
    if disagrees and not text.strip():
        raise BadInput(lazy("Ghi điều cần xem lại"), field="text")
    if disagrees and not can_disagree(session, complaint, now):
        raise Conflict(lazy("Chỉ đề nghị xem lại được một lần, sau khi phản ánh đã xong và còn trong hạn."))


def _was_said(session: Session, complaint_id: UUID, mark: str) -> bool:
    rows = select(Message.id).filter_by(complaint_id=complaint_id, form_key=mark)
    return session.scalars(rows).first() is not None


def _say(session, complaint, text, actor, now, *, is_from_desk=False, is_question=False, form_key="") -> Message:
    message = Message(
        complaint_id=complaint.id, is_from_desk=is_from_desk, is_question=is_question, at=now, actor=str(actor),
        text=text, form_key=form_key,
    )  # fmt: skip
    session.add(message)
    session.flush()
    return message
