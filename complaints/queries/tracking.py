"""What a reporter sees by the tracking code: nothing that could warn a seller or name an officer."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.queries import unit_on
from complaints.models import CaseRating, Complaint, ComplaintEvent, Evidence, Message
from complaints.queries.following import ADD, REVIEW, has_told_supervisor, last_day
from complaints.queries.terms import LOOK, promise
from complaints.tracking import CodeFault, hash_code, read_code
from complaints.workflow import CLOSED, PASSED, RECEIVED, WAITING, stage_of
from core.clock import legal_date
from core.keys import keys_of


@dataclass(frozen=True)
class News:
    """A sentence for the citizen and when it was said."""

    at: datetime
    text: str


@dataclass(frozen=True)
class TrackedCase:
    """A report as its reporter may see it. `days_late` is 0 while the promise stands."""

    complaint: Complaint
    stage: str
    unit_name: str
    look_by: date
    days_late: int
    questions: int
    passed_to: str
    news: list[News]
    messages: list[Message]
    photos: list[Evidence]
    was_closed: bool
    rating: CaseRating | None
    is_told: bool  # the unit above knows that it is late
    add_until: date | None  # the last day to add something, once it is done
    review_until: date | None  # the last day to ask for a second look; None when there is none to ask for


def find_by_code(session: Session, text: str) -> Complaint | CodeFault | None:
    """The report of a code as typed; what is wrong with the code; None when no report has it.

    The slow hash is made in every case, so that the time of the answer tells nothing.
    """
    code = read_code(text)
    tried = text[:40] if isinstance(code, CodeFault) else code
    hashes = [hash_code(key.secret, tried) for key in keys_of(session, "pepper").values()]
    found = session.scalars(select(Complaint).where(Complaint.tracking_hash.in_(hashes))).first()
    return code if isinstance(code, CodeFault) else found


def track(session: Session, complaint: Complaint, now: datetime) -> TrackedCase:
    """Everything the tracking page and the receipt show."""
    events = _list(session, ComplaintEvent, complaint, ComplaintEvent.seq)
    messages = _list(session, Message, complaint, Message.at)
    was_closed = any(event.to_state == CLOSED for event in events)
    look_by = promise(session, step=LOOK, filed_at=complaint.filed_at)
    passed = [event.public for event in events if event.to_state == PASSED]
    return TrackedCase(
        complaint,
        stage_of(complaint.state, complaint.outcome, was_closed=was_closed),
        unit_on(session, complaint.unit_id, legal_date(now)).name,
        look_by,
        _days_late(complaint, look_by, legal_date(now)),
        _count_open_questions(messages) if complaint.state == WAITING else 0,
        passed[-1] if passed else "",
        [News(event.at, event.public) for event in reversed(events) if event.public],
        messages,
        _list(session, Evidence, complaint, Evidence.position),
        was_closed,
        session.get(CaseRating, complaint.id),
        has_told_supervisor(session, complaint),
        last_day(session, complaint, ADD),
        None if any(event.kind == "disagreed" for event in events) else last_day(session, complaint, REVIEW),
    )


def _list(session: Session, model: type, complaint: Complaint, order) -> list:
    return list(session.scalars(select(model).filter_by(complaint_id=complaint.id).order_by(order)))


def _days_late(complaint: Complaint, look_by: date, today: date) -> int:
    if complaint.state in (CLOSED, WAITING):
        return 0
    due = look_by if complaint.state == RECEIVED else complaint.promised_on
    return max((today - due).days, 0)


def _count_open_questions(messages: list[Message]) -> int:
    """Questions since the reporter last said something."""
    count = 0
    for message in messages:
        count = count + message.is_question if message.is_from_desk else 0
    return count
