"""Which units take part in the campaign in a province."""

from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from accounts.models import RoleRight, UnitArea, UnitVersion
from accounts.queries import holds, list_unit_areas
from areas.models import AdminUnit
from areas.queries import list_provinces

RECORDS = "campaign.record"


def home_province(session: Session, unit_id: UUID, on: date) -> AdminUnit:
    """The province that a unit works in; of the first where it covers several, or the first of the country."""
    areas = select(AdminUnit).where(AdminUnit.id.in_(list_unit_areas(session, unit_id, on)))
    for place in session.scalars(areas.order_by(AdminUnit.code)):
        return place if place.parent_id is None else session.get_one(AdminUnit, place.parent_id)
    return list_provinces(session)[0]


def list_reporting_units(session: Session, province_id: UUID, on: date) -> list[UnitVersion]:
    """The units of a province that write down activities, by name."""
    kinds = select(RoleRight.unit_kind).where(RoleRight.action == RECORDS, holds(RoleRight, on))
    inside = select(AdminUnit.id).where(or_(AdminUnit.id == province_id, AdminUnit.parent_id == province_id))
    there = select(UnitArea.unit_id).where(UnitArea.admin_unit_id.in_(inside), holds(UnitArea, on))
    query = select(UnitVersion).where(
        holds(UnitVersion, on), UnitVersion.kind.in_(kinds), UnitVersion.unit_id.in_(there)
    )
    return list(session.scalars(query.order_by(UnitVersion.name)))


def list_unit_names(session: Session, unit_ids: set[UUID], on: date) -> dict[UUID, str]:
    """The names of units on a day; one that has ended keeps its last name."""
    query = select(UnitVersion.unit_id, UnitVersion.name).where(UnitVersion.unit_id.in_(unit_ids))
    query = query.where(UnitVersion.valid_from <= on).order_by(UnitVersion.valid_from)
    return {unit_id: name for unit_id, name in session.execute(query)}  # noqa: C416 - rows are no pairs
