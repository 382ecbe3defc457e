"""What stands beside the state of a report: its legal kind, whether news left, who may read of it, words to use."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from complaints.models import Complaint, Inspection, InspectionEffect, ReplyText
from complaints.queries.routing import find_route, list_violations
from notifications.models import OutboxMessage
from notifications.queries import find_last_message
from registry.queries.warnings import list_shown_among

DESK, REPORTER, ALL = "desk", "reporter", "all"


@dataclass(frozen=True)
class Standing:
    """`violation` is the officer's choice, "" while there is none; `seen_by` is one of DESK, REPORTER, ALL."""

    violation: str
    message: OutboxMessage | None
    seen_by: str


def find_standing(session: Session, complaint: Complaint, inspections: list[Inspection], on: date) -> Standing:
    """Three things that are not the state: they change each by its own act."""
    route = find_route(session, complaint.id)
    names = {kind.code: f"{kind.code}: {kind.name}" for kind in list_violations(session, on)}
    code = route.violation_code if route else ""
    message = find_last_message(session, complaint.id) if complaint.person_id else None
    return Standing(names.get(code, code), message, _seen_by(session, complaint, inspections))


def list_reply_texts(session: Session, on: date) -> list[ReplyText]:
    """The words to start from on a day: the newest row of each."""
    rows = select(ReplyText).where(ReplyText.valid_from <= on)
    rows = rows.where(or_(ReplyText.valid_to.is_(None), ReplyText.valid_to >= on)).order_by(ReplyText.valid_from)
    return list({row.code: row for row in session.scalars(rows)}.values())


def _seen_by(session: Session, complaint: Complaint, inspections: list[Inspection]) -> str:
    """Everybody once a warning from its inspection is public; else the reporter, once there is an answer."""
    made = select(InspectionEffect.target_id).filter_by(kind="warn")
    made = made.where(InspectionEffect.inspection_id.in_([row.id for row in inspections]))
    warnings = set(session.scalars(made)) if inspections else set()
    if warnings and list_shown_among(session, warnings):
        return ALL
    return REPORTER if complaint.answer else DESK
