"""The calendar of offices, the marks of units, the authorities."""

from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from areas.models import AdminUnitFlag, Authority, Holiday


def get_calendar(session: Session) -> dict[date, str]:
    """All days that are out of the ordinary, as `areas.calendar` takes them."""
    return dict(session.execute(select(Holiday.on_date, Holiday.kind)).all())


def list_flags(session: Session, unit_id: UUID, on: date) -> list[str]:
    """The marks a unit carries on a day."""
    is_open = or_(AdminUnitFlag.valid_to.is_(None), AdminUnitFlag.valid_to >= on)
    query = select(AdminUnitFlag.flag).where(AdminUnitFlag.unit_id == unit_id, AdminUnitFlag.valid_from <= on, is_open)
    return sorted(session.scalars(query))


def find_authority(session: Session, province_id: UUID | None, on: date) -> Authority | None:
    """Who stands behind the site for a province on a day: its own authority, else the default one."""
    is_open = or_(Authority.valid_to.is_(None), Authority.valid_to >= on)
    query = select(Authority).where(Authority.valid_from <= on, is_open)
    own = session.scalar(query.where(Authority.province_id == province_id)) if province_id else None
    return own or session.scalar(query.where(Authority.is_default))
