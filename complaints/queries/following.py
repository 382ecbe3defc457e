"""What the pages after sending ask: terms of days, the rating, what was done about personal data."""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from complaints.models import CaseFlag, CaseTerm, Complaint, ComplaintEvent, DataStep, Inspection
from complaints.workflow import CLOSED
from core.clock import legal_date

REVIEW, ADD = "review", "add"
KEEP = {"contact": "keep_contact", "words": "keep_words", "files": "keep_files"}


def list_case_terms(session: Session, on: date) -> dict[str, int]:
    """Every term in force on a day, in days of the calendar: one statement."""
    rows = select(CaseTerm.code, CaseTerm.days).where(CaseTerm.valid_from <= on)
    rows = rows.where(or_(CaseTerm.valid_to.is_(None), CaseTerm.valid_to >= on))
    return {code: days for code, days in session.execute(rows.order_by(CaseTerm.valid_from))}  # noqa: C416


def days_of(session: Session, code: str, on: date) -> int:
    """A term in days of the calendar; 0 when there is none."""
    return list_case_terms(session, on).get(code, 0)


def last_day(session: Session, complaint: Complaint, code: str) -> date | None:
    """The last day of a term that runs from the end of a report, by the rows of that day; None while it is open."""
    if complaint.closed_at is None:
        return None
    closed_on = legal_date(complaint.closed_at)
    return closed_on + timedelta(days=days_of(session, code, closed_on))


def is_within(session: Session, complaint: Complaint, code: str, now: datetime) -> bool:
    """Whether a term has not run out yet; it has not begun while the report is open."""
    last = last_day(session, complaint, code)
    return last is None or legal_date(now) <= last


def closer_before_review(session: Session, complaint_id: UUID) -> str:
    """Who closed the report whose result the reporter did not accept: the text of an actor, "" when nobody."""
    rows = select(ComplaintEvent.kind, ComplaintEvent.to_state, ComplaintEvent.actor).filter_by(
        complaint_id=complaint_id
    )
    closer, found = "", ""
    for kind, to_state, actor in session.execute(rows.order_by(ComplaintEvent.seq)):
        closer = actor if to_state == CLOSED else closer
        found = closer if kind == "disagreed" else found
    return found


def has_told_supervisor(session: Session, complaint: Complaint) -> bool:
    """Whether somebody above has been told that this report is late."""
    rows = select(CaseFlag.seq).filter_by(complaint_id=complaint.id).where(CaseFlag.kind.in_(("late", "overdue")))
    return session.scalars(rows).first() is not None


def list_data_steps(session: Session, complaint_id: UUID) -> list[DataStep]:
    """What was asked and done about the reporter's data, in order."""
    return list(session.scalars(select(DataStep).filter_by(complaint_id=complaint_id).order_by(DataStep.seq)))


def has_inspection(session: Session, complaint_id: UUID) -> bool:
    """Whether an inspection was held because of the report: then its words are part of an official file."""
    return session.scalars(select(Inspection.id).filter_by(complaint_id=complaint_id)).first() is not None
