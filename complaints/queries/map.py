"""Where the reports of a desk come from, by commune of the place of sale."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from areas.models import AdminUnit
from complaints.models import Complaint
from complaints.queries.open_cases import IS_OPEN
from complaints.queries.queue import Desk, in_queue, in_view, visible


@dataclass(frozen=True)
class Place:
    """Reports of a commune: filed since a day, open now, late now; `commune` None: those whose commune is not known."""

    commune: AdminUnit | None
    province_id: UUID | None
    total: int
    open: int
    late: int


def list_places(session: Session, desk: Desk, since: datetime) -> list[Place]:
    """Most reports first: one statement."""
    is_open, is_recent = IS_OPEN, Complaint.filed_at >= since
    grouped = (
        select(
            Complaint.commune_id, Complaint.province_id, _count(is_recent).label("total"),
            _count(is_open & in_queue(desk)).label("open"),
            _count(in_queue(desk) & in_view("late", desk)).label("late"),
        )
        .where(visible(desk), is_open | is_recent)
        .group_by(Complaint.commune_id, Complaint.province_id)
        .subquery()
    )  # fmt: skip
    query = select(AdminUnit, grouped).outerjoin(AdminUnit, AdminUnit.id == grouped.c.commune_id)
    rows = session.execute(query.select_from(grouped).order_by(grouped.c.total.desc(), AdminUnit.name))
    return [
        Place(unit, unit.parent_id if unit else province, int(total), int(still), int(late))
        for unit, _commune, province, total, still, late in rows
    ]


def _count(condition):
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)
