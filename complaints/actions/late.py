"""Reports past their promise are told to the unit above, once until they are closed or looked at again."""

from datetime import datetime, timedelta

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import Session

from accounts.queries import unit_on
from complaints.actions.routing import raise_flag
from complaints.actions.steps import add_step
from complaints.models import CaseFlag, Complaint, ComplaintEvent
from complaints.queries.routing import unit_above
from complaints.queries.terms import ANSWER, LOOK, find_term, promise
from complaints.workflow import PASSED, RECEIVED, REVIEWING
from core import jobs
from core.actor import SYSTEM
from core.clock import legal_date
from core.errors import NotFound

BATCH = 200


@jobs.job("complaints.tell_late", every=timedelta(hours=1))
def tell_late(session: Session, payload: dict, now: datetime) -> None:
    """Raise each late report to the unit above its own; the tracking page then says so."""
    today = legal_date(now)
    begun = select(func.max(ComplaintEvent.at)).where(
        ComplaintEvent.complaint_id == Complaint.id, ComplaintEvent.kind.in_(("filed", "disagreed"))
    )
    told = exists().where(
        CaseFlag.complaint_id == Complaint.id, CaseFlag.kind == "late", CaseFlag.at >= begun.scalar_subquery()
    )
    look = find_term(session, LOOK, today)
    oldest = now - timedelta(days=look.working_days if look else 0)
    late = or_(
        and_(Complaint.state.in_((REVIEWING, PASSED)), Complaint.promised_on < today),
        and_(Complaint.state == RECEIVED, Complaint.filed_at < oldest),
    )
    query = select(Complaint).where(late, ~told).order_by(Complaint.filed_at).limit(BATCH)
    for complaint in session.scalars(query).all():
        if _due_of(session, complaint) < today:
            _tell(session, complaint, now)


def _due_of(session: Session, complaint: Complaint):
    if complaint.state == RECEIVED:
        return promise(session, step=LOOK, filed_at=complaint.filed_at)
    return complaint.promised_on


def _tell(session: Session, complaint: Complaint, now: datetime) -> None:
    unit = unit_on(session, complaint.unit_id, legal_date(now))
    try:
        above = unit_above(session, unit, legal_date(now))
    except NotFound:
        above = unit  # nobody stands above: its own leader sees the flag
    raise_flag(session, complaint, unit_id=above.unit_id, kind="late", now=now)
    step = LOOK if complaint.state == RECEIVED else ANSWER
    add_step(session, complaint, kind="late", actor=SYSTEM, now=now, facts={"step": step, "unit": str(above.unit_id)})
