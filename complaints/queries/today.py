"""What an officer has to do today: counts and the most urgent reports."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session

from accounts.models import User
from areas.models import AdminUnit
from complaints.models import CaseFlag, Complaint, ComplaintKind, ContactRequest, DisputeStep, MoneyRequest
from complaints.queries.open_cases import IS_OPEN
from complaints.queries.queue import Desk, in_queue, in_view
from complaints.queries.sight import hidden_from
from complaints.workflow import RECEIVED, REVIEWING

URGENT = 8


@dataclass(frozen=True)
class Counts:
    """Open reports of a desk: past their promise, due today, due soon (late and today with them), new, one's own."""

    late: int
    today: int
    due: int
    new: int
    mine: int
    held: int


@dataclass(frozen=True)
class Urgent:
    """A report that is late or due next."""

    complaint: Complaint
    kind: ComplaintKind
    commune: str
    officer: str


def count_today(session: Session, desk: Desk) -> Counts:
    """The figures of the first page: one statement."""
    ours = in_queue(desk)
    conditions = [and_(ours, in_view(view, desk)) for view in ("late", "today", "due", "new", "mine")]
    conditions.append(and_(Complaint.is_held, Complaint.state == RECEIVED))
    sums = [func.coalesce(func.sum(case((each, 1), else_=0)), 0) for each in conditions]
    open_ones = and_(Complaint.unit_id.in_(desk.unit_ids), ~hidden_from(desk.officer_id), IS_OPEN)
    return Counts(*map(int, session.execute(select(*sums).where(open_ones)).one()))


def list_urgent(session: Session, desk: Desk) -> list[Urgent]:
    """The reports in hand whose promise is nearest or past, one's own first among equals: one statement."""
    own_first = case((Complaint.officer_id == desk.officer_id, 0), else_=1)
    query = (
        select(Complaint, ComplaintKind, AdminUnit.full_name, User.display_name)
        .join(ComplaintKind, ComplaintKind.code == Complaint.kind_code)
        .outerjoin(AdminUnit, AdminUnit.id == Complaint.commune_id)
        .outerjoin(User, User.id == Complaint.officer_id)
        .where(in_queue(desk), IS_OPEN, Complaint.state.in_((RECEIVED, REVIEWING)))
        .order_by(Complaint.promised_on, own_first, Complaint.filed_at)
        .limit(URGENT)
    )
    return [Urgent(case_, kind, where or "", who or "") for case_, kind, where, who in session.execute(query)]


def count_flags(session: Session, unit_id: UUID) -> int:
    """What was raised to a unit and nobody there has seen."""
    query = select(func.count()).select_from(CaseFlag)
    return session.scalar(query.where(CaseFlag.unit_id == unit_id, CaseFlag.seen_at.is_(None)))


def count_identity_requests(session: Session, unit_ids: Set[UUID], officer_id: UUID) -> int:
    """Requests to see an identity that wait for this second person."""
    query = select(func.count()).select_from(ContactRequest)
    query = query.join(Complaint, Complaint.id == ContactRequest.complaint_id)
    query = query.where(ContactRequest.decided_at.is_(None), ContactRequest.asked_by != officer_id)
    return session.scalar(query.where(Complaint.unit_id.in_(unit_ids), ~hidden_from(officer_id)))


def count_disputes(session: Session, unit_ids: Set[UUID], on: date) -> tuple[int, int]:
    """Requests for money back that nobody took, and sessions to which both sides are invited on a day."""
    taken = select(DisputeStep.seq).where(
        DisputeStep.complaint_id == MoneyRequest.complaint_id, DisputeStep.kind.in_(("taken", "ended"))
    )  # fmt: skip
    invited = select(DisputeStep.seq).where(
        DisputeStep.complaint_id == MoneyRequest.complaint_id, DisputeStep.kind == "invited",
        DisputeStep.happened_on == on,
    )  # fmt: skip
    sums = [func.coalesce(func.sum(case((each, 1), else_=0)), 0) for each in (~taken.exists(), invited.exists())]
    query = select(*sums).where(MoneyRequest.requested_at.is_not(None), MoneyRequest.unit_id.in_(unit_ids))
    found = session.execute(query).one()
    return int(found[0]), int(found[1])
