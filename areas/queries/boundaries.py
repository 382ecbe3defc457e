"""Outlines that were imported: which commune a point lies in, what a map is drawn from."""

from datetime import date
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, joinedload

from areas.models import COMMUNE, PROVINCE, AdminUnit, AreaBoundary
from areas.queries.lines import stands
from areas.shapes import decode_rings, surrounds
from core import clock

Outline = tuple[AdminUnit, AreaBoundary]


def holds_boundary(on: date):
    """The condition that an outline is valid on a day, both its days included."""
    return and_(AreaBoundary.valid_from <= on, or_(AreaBoundary.valid_to.is_(None), AreaBoundary.valid_to >= on))


def find_commune_at(session: Session, lat: float, lon: float, on: date | None = None) -> AdminUnit | None:
    """The commune of a day (today) whose outline surrounds the point; None where none was imported there."""
    on = on or clock.today()
    query = _outlines(COMMUNE, on).where(
        AreaBoundary.west <= lon, AreaBoundary.east >= lon, AreaBoundary.south <= lat, AreaBoundary.north >= lat
    )
    for unit, boundary in session.execute(query.options(joinedload(AdminUnit.parent))):
        if surrounds(decode_rings(boundary.shape), lon, lat):
            return unit
    return None


def list_outlines(session: Session, *, province_id: UUID | None = None, on: date | None = None) -> list[Outline]:
    """The provinces of a day (today) with their outlines, or the communes of one province, by code."""
    query = _outlines(PROVINCE if province_id is None else COMMUNE, on or clock.today())
    if province_id is not None:
        query = query.where(AdminUnit.parent_id == province_id)
    return [(unit, boundary) for unit, boundary in session.execute(query.order_by(AdminUnit.code))]


def _outlines(level: int, on: date):
    joined = select(AdminUnit, AreaBoundary).join(AreaBoundary, AreaBoundary.unit_id == AdminUnit.id)
    return joined.where(AdminUnit.level == level, stands(on), holds_boundary(on))
