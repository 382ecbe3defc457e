"""What an officer has to do today: counts and the most urgent reports."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, and_, case, exists, func, select
from sqlalchemy.orm import Session, aliased

from accounts.models import User
from areas.models import AdminUnit
from complaints.disputes import ENDED, INVITED, TAKEN
from complaints.models import CaseFlag, Complaint, ComplaintKind, ContactRequest, DisputeStep, MoneyRequest
from complaints.queries.open_cases import IS_OPEN
from complaints.queries.queue import Desk, in_queue, in_view
from complaints.queries.sight import hidden_from
from complaints.workflow import RECEIVED, REVIEWING

URGENT = 8


@dataclass(frozen=True)
class Counts:
    """Open reports of a desk by what is due (late and today's stand in `due` too), and what else waits there."""

    late: int
    today: int
    due: int
    new: int
    mine: int
    held: int
    flags: int  # raised to the unit, not yet seen
    identities: int  # requests to see an identity that wait for this second person
    disputes: int  # requests for money back that nobody took
    sessions: int  # sessions to which both sides are invited today


@dataclass(frozen=True)
class Urgent:
    """A report that is late or due next."""

    complaint: Complaint
    kind: ComplaintKind
    commune: str
    officer: str


def count_today(session: Session, desk: Desk, unit_id: UUID | None = None) -> Counts:
    """The figures of the first page: one statement. `unit_id`: the officer's own unit, to which things are raised."""
    ours = in_queue(desk)
    conditions = [and_(ours, in_view(view, desk)) for view in ("late", "today", "due", "new", "mine")]
    conditions.append(and_(Complaint.is_held, Complaint.state == RECEIVED))
    sums = [func.coalesce(func.sum(case((each, 1), else_=0)), 0) for each in conditions]
    open_ones = and_(Complaint.unit_id.in_(desk.unit_ids), ~hidden_from(desk.officer_id), IS_OPEN)
    others = [_flags(unit_id), _identities(desk), *_disputes(desk)]
    query = select(*sums, *(each.scalar_subquery() for each in others)).where(open_ones)
    return Counts(*map(int, session.execute(query).one()))


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


def _flags(unit_id: UUID | None) -> Select:
    query = select(func.count()).select_from(CaseFlag)
    return query.where(CaseFlag.unit_id == unit_id, CaseFlag.seen_at.is_(None))


def _identities(desk: Desk) -> Select:
    asked = aliased(Complaint)
    query = select(func.count()).select_from(ContactRequest).join(asked, asked.id == ContactRequest.complaint_id)
    seen = exists().where(Complaint.id == asked.id, ~hidden_from(desk.officer_id)).correlate(asked)
    query = query.where(ContactRequest.decided_at.is_(None), ContactRequest.asked_by != desk.officer_id)
    return query.where(asked.unit_id.in_(desk.unit_ids), seen)


def _disputes(desk: Desk) -> tuple[Select, Select]:
    """Requests that nobody took; sessions of today."""
    step = exists().where(DisputeStep.complaint_id == MoneyRequest.complaint_id).correlate(MoneyRequest)
    ours = select(func.count()).select_from(MoneyRequest)
    ours = ours.where(MoneyRequest.requested_at.is_not(None), MoneyRequest.unit_id.in_(desk.unit_ids))
    fresh = ours.where(~step.where(DisputeStep.kind.in_((TAKEN, ENDED))))
    return fresh, ours.where(step.where(DisputeStep.kind == INVITED, DisputeStep.happened_on == desk.today))
