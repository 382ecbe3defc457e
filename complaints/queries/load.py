"""Who works at a desk and how much each of them has open: one statement."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import Session

from accounts.models import Membership, User
from complaints.models import Complaint
from complaints.queries.open_cases import IS_OPEN
from complaints.workflow import WAITING


@dataclass(frozen=True)
class Load:
    """An officer with open reports in all, and those past their promise."""

    officer_id: UUID
    name: str
    open: int
    late: int


def list_load(session: Session, unit_ids: Set[UUID], on: date, roles: Set[str]) -> list[Load]:
    """The officers of some units who handle reports, the least busy first."""
    late = and_(Complaint.promised_on < on, Complaint.state != WAITING)
    held = and_(Complaint.officer_id == User.id, IS_OPEN, Complaint.unit_id.in_(unit_ids))
    inside = select(Membership.user_id).where(
        Membership.unit_id.in_(unit_ids), Membership.role.in_(roles), Membership.valid_from <= on,
        or_(Membership.valid_to.is_(None), Membership.valid_to >= on),
    )  # fmt: skip
    query = select(
        User.id, User.display_name, func.count(Complaint.id), func.coalesce(func.sum(case((late, 1), else_=0)), 0)
    )
    query = query.outerjoin(Complaint, held).where(User.id.in_(inside)).group_by(User.id, User.display_name)
    rows = session.execute(query.order_by(func.count(Complaint.id), User.display_name))
    return [Load(officer_id, name, number, int(late_ones)) for officer_id, name, number, late_ones in rows]
