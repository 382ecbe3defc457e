"""Words between the reporter and the desk, by the tracking code: both sides."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from complaints.actions.handling import refuse_leftovers, tell_reporter
from complaints.actions.photos import add_evidence
from complaints.actions.steps import add_step, lock_case
from complaints.drafts import Photo
from complaints.models import Complaint, ComplaintEvent, Message
from complaints.queries.terms import ANSWER, promise
from complaints.tracking import hash_form_key
from complaints.workflow import CLOSED, REVIEWING, WAITING
from core.actor import CITIZEN, Actor
from core.errors import BadInput, Conflict
from core.i18n import lazy
from core.keys import current_key

ADD_WITHIN = timedelta(days=30)
MOST_LETTERS = 2000


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
    """What the reporter adds: words, photos, or that they do not agree with the result (once, within 30 days).

    An open question is answered by it. The same form key twice adds nothing. Raises BadInput when there
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
    add_step(session, complaint, kind=kind, actor=actor, now=now, to_state=to_state, facts={"photos": added})
    if disagrees:
        complaint.outcome = complaint.answer = ""
        complaint.promised_on = promise(session, step=ANSWER, filed_at=now)
    _say(session, complaint, text.strip(), actor, now, form_key=mark)
    return complaint


def can_add(complaint: Complaint, now: datetime) -> bool:
    """Whether the reporter may still add something."""
    return complaint.closed_at is None or now - complaint.closed_at <= ADD_WITHIN


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
    if not can_add(complaint, now):
        raise Conflict(lazy("Phản ánh này đã xong quá 30 ngày nên không thêm được nữa. Hãy gửi phản ánh mới."))
    if disagrees and not text.strip():
        raise BadInput(lazy("Ghi điều bạn chưa đồng ý"), field="text")
    if disagrees and (complaint.state != CLOSED or has_disagreed(session, complaint.id)):
        raise Conflict(lazy("Ý kiến về kết quả chỉ gửi được một lần, sau khi phản ánh đã xong."))


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
