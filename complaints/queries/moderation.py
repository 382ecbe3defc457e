"""What waits for a look, and floods folded into one line."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from complaints.models import BlockedWord, CasePrint, Complaint, ComplaintKind, HeldReason
from complaints.queries.open_cases import IS_OPEN
from complaints.queries.sight import hidden_from

PAGE = 50
FLOOD_WITHIN = timedelta(hours=24)


@dataclass(frozen=True)
class HeldReport:
    """A report that waits, with the reasons and how many identical ones lie under it."""

    complaint: Complaint
    kind: ComplaintKind
    reasons: list[HeldReason]
    folded: int


def list_blocked_words(session: Session, on: date) -> list[str]:
    """The folded words in force on a day."""
    rows = select(BlockedWord.words).where(BlockedWord.valid_from <= on)
    return list(session.scalars(rows.where(or_(BlockedWord.valid_to.is_(None), BlockedWord.valid_to >= on))))


def find_leader(session: Session, digest: str, now: datetime) -> UUID | None:
    """The first report of the last day that says exactly the same."""
    rows = select(CasePrint.complaint_id).where(
        CasePrint.digest == digest, CasePrint.leader_id.is_(None), CasePrint.at >= now - FLOOD_WITHIN
    )
    return session.scalars(rows.order_by(CasePrint.at)).first()


def list_held(session: Session, unit_ids: Set[UUID], officer_id: UUID) -> list[HeldReport]:
    """Reports of some units that wait for a look, the oldest first: two statements."""
    folded = select(func.count()).where(CasePrint.leader_id == Complaint.id).scalar_subquery()
    query = select(Complaint, ComplaintKind, folded).join(ComplaintKind, ComplaintKind.code == Complaint.kind_code)
    query = query.where(Complaint.unit_id.in_(unit_ids), IS_OPEN, ~hidden_from(officer_id))
    query = query.where(or_(Complaint.is_held, folded > 0), ~is_folded())
    rows = session.execute(query.order_by(Complaint.filed_at).limit(PAGE)).all()
    found = select(HeldReason).where(HeldReason.complaint_id.in_([row[0].id for row in rows])).order_by(HeldReason.kind)
    marks: dict[UUID, list[HeldReason]] = {}
    for mark in session.scalars(found):
        marks.setdefault(mark.complaint_id, []).append(mark)
    return [HeldReport(case, kind, marks.get(case.id, []), count) for case, kind, count in rows]


def is_folded() -> ColumnElement[bool]:
    """The condition on a report that it lies under an open one of the same unit that says exactly the same."""
    leader = aliased(Complaint)
    under = exists().where(
        CasePrint.complaint_id == Complaint.id, leader.id == CasePrint.leader_id, leader.closed_at.is_(None),
        leader.unit_id == Complaint.unit_id,
    )  # fmt: skip
    return under.correlate(Complaint)


def list_folded_under(session: Session, leader_id: UUID) -> list[Complaint]:
    """The reports that lie under one."""
    query = select(Complaint).join(CasePrint, CasePrint.complaint_id == Complaint.id)
    return list(session.scalars(query.where(CasePrint.leader_id == leader_id).order_by(Complaint.filed_at)))
