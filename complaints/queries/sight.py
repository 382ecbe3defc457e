"""Which reports an officer may not see although they lie with the unit: an own interest, or keyed in by oneself."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session

from accounts.models import Membership, User
from complaints.models import Complaint, ComplaintEvent, ConflictOfInterest, ContactRequest, Inspection
from registry.models import Producer, Product


@dataclass(frozen=True)
class Declared:
    """A declared conflict with the words to show it by."""

    row: ConflictOfInterest
    who: str
    about: str


def hidden_from(officer_id: UUID) -> ColumnElement[bool]:
    """The condition on a report that makes it invisible to this officer."""
    of_producer = (
        exists()
        .where(Product.id == Complaint.product_id, Product.producer_id == ConflictOfInterest.producer_id)
        .correlate(Complaint, ConflictOfInterest)  # said, because inside a subquery SQLAlchemy would not find out
    )
    of_seller = and_(ConflictOfInterest.seller != "", Complaint.seller.contains(ConflictOfInterest.seller))
    interest = exists().where(
        ConflictOfInterest.user_id == officer_id, ConflictOfInterest.ended_at.is_(None),
        or_(ConflictOfInterest.complaint_id == Complaint.id, of_producer, of_seller),
    )  # fmt: skip
    keyed_in = exists().where(
        ComplaintEvent.complaint_id == Complaint.id, ComplaintEvent.seq == 1,
        ComplaintEvent.actor == f"officer:{officer_id}",
    )  # fmt: skip
    return or_(interest, keyed_in)


def is_hidden(session: Session, complaint_id: UUID, officer_id: UUID) -> bool:
    """Whether this report is invisible to the officer: one statement."""
    query = select(Complaint.id).where(Complaint.id == complaint_id, hidden_from(officer_id))
    return session.scalars(query).first() is not None


def is_inspection_hidden(session: Session, inspection_id: UUID, officer_id: UUID) -> bool:
    """Whether an inspection belongs to a report that is invisible to the officer."""
    query = select(Inspection.id).join(Complaint, Complaint.id == Inspection.complaint_id)
    return session.scalars(query.where(Inspection.id == inspection_id, hidden_from(officer_id))).first() is not None


def list_conflicts(session: Session, *, user_id: UUID | None = None, unit_ids: set[UUID] | None = None):
    """Declared conflicts that stand: of one person, or of the people of some units. One statement."""
    query = select(ConflictOfInterest, User.display_name, Complaint.number, Producer.name)
    query = query.join(User, User.id == ConflictOfInterest.user_id)
    query = query.outerjoin(Complaint, Complaint.id == ConflictOfInterest.complaint_id)
    query = query.outerjoin(Producer, Producer.id == ConflictOfInterest.producer_id)
    query = query.where(ConflictOfInterest.ended_at.is_(None)).order_by(ConflictOfInterest.declared_at)
    if user_id:
        query = query.where(ConflictOfInterest.user_id == user_id)
    if unit_ids is not None:
        inside = select(Membership.user_id).where(Membership.unit_id.in_(unit_ids))
        query = query.where(ConflictOfInterest.user_id.in_(inside))
    return [
        Declared(row, who, number or producer or row.seller) for row, who, number, producer in session.execute(query)
    ]


def list_requests(session: Session, complaint_id: UUID) -> list[tuple[ContactRequest, str]]:
    """Requests to see the identity behind a report, with who asked, the newest first."""
    query = select(ContactRequest, User.display_name).join(User, User.id == ContactRequest.asked_by)
    query = query.where(ContactRequest.complaint_id == complaint_id).order_by(ContactRequest.asked_at.desc())
    return [(row[0], row[1]) for row in session.execute(query)]


def list_open_requests(session: Session, unit_ids: set[UUID], officer_id: UUID) -> list[tuple]:
    """Requests that wait for a second person, in the reports of some units: (request, who asked, number)."""
    query = select(ContactRequest, User.display_name, Complaint.number)
    query = query.join(User, User.id == ContactRequest.asked_by)
    query = query.join(Complaint, Complaint.id == ContactRequest.complaint_id)
    query = query.where(ContactRequest.decided_at.is_(None), ContactRequest.asked_by != officer_id)
    query = query.where(Complaint.unit_id.in_(unit_ids), ~hidden_from(officer_id))
    return [tuple(row) for row in session.execute(query.order_by(ContactRequest.asked_at).limit(200))]
