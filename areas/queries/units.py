"""Units by id, by code and day, by place on the map."""

from datetime import date
from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from areas.models import COMMUNE, PROVINCE, AdminUnit
from areas.names import written
from areas.queries.lines import line_ids, stands
from core import clock
from core.errors import NotFound
from core.i18n import lazy
from core.text import sort_key

EARTH_KM = 6371.0
NEAR_DEGREES = 0.5


class Nearby(NamedTuple):
    """A commune and how far its centre is, in kilometres."""

    unit: AdminUnit
    km: float


def get_unit(session: Session, unit_id: UUID) -> AdminUnit:
    """The unit with this id, or NotFound."""
    unit = session.get(AdminUnit, unit_id)
    if unit is None:
        raise NotFound(lazy("Không có địa bàn này"))
    return unit


def get_unit_by_code(session: Session, code: str, on: date) -> AdminUnit:
    """The unit that had this code on a day: two digits a province, three a district, five a commune."""
    unit = session.scalar(select(AdminUnit).where(AdminUnit.code == code, stands(on)))
    if unit is None:
        raise NotFound(lazy("Không có địa bàn mã %(code)s vào ngày %(day)s", code=code, day=f"{on:%d/%m/%Y}"))
    return unit


def find_place(session: Session, code: str, on: date) -> AdminUnit | None:
    """The unit of this code on a day, else the last one that had it before: a place may be a former one."""
    query = select(AdminUnit).where(AdminUnit.code == code, AdminUnit.valid_from <= on)
    return session.scalar(query.order_by(AdminUnit.valid_from.desc()).limit(1))


def list_provinces(session: Session, on: date | None = None) -> list[AdminUnit]:
    """The provinces of a day (today) in the order of the Vietnamese alphabet."""
    query = select(AdminUnit).where(AdminUnit.level == PROVINCE, stands(on or clock.today()))
    return sorted(session.scalars(query), key=lambda unit: sort_key(unit.name))


def list_communes(session: Session, province_id: UUID, on: date | None = None) -> list[AdminUnit]:
    """The communes of a province on a day (today) in the order of the Vietnamese alphabet."""
    on = on or clock.today()
    line = line_ids(session, province_id)
    districts = select(AdminUnit.id).where(AdminUnit.parent_id.in_(line), stands(on))
    is_below = AdminUnit.parent_id.in_(line) | AdminUnit.parent_id.in_(districts)
    query = select(AdminUnit).where(AdminUnit.level == COMMUNE, stands(on), is_below)
    return sorted(session.scalars(query), key=lambda unit: sort_key(unit.name))


def label(unit: AdminUnit) -> str:
    """The unit with what it belongs to: "xã Tân Cương, tỉnh Thái Nguyên"."""
    names = []
    each: AdminUnit | None = unit
    while each is not None:
        names.append(written(each.kind, each.name))
        each = each.parent
    return ", ".join(names)


def nearest_communes(session: Session, lat: float, lon: float, limit: int = 3, on: date | None = None) -> list[Nearby]:
    """The communes of a day (today) whose centres are nearest, for a person to choose from.

    Degrees in WGS 84. Without boundaries a point cannot decide alone.
    """
    query = select(AdminUnit).where(AdminUnit.level == COMMUNE, stands(on or clock.today()), AdminUnit.lat.is_not(None))
    near = query.where(
        AdminUnit.lat.between(lat - NEAR_DEGREES, lat + NEAR_DEGREES),
        AdminUnit.lon.between(lon - NEAR_DEGREES, lon + NEAR_DEGREES),
    )
    units = session.scalars(near.options(joinedload(AdminUnit.parent))).all()
    if len(units) < limit:
        units = session.scalars(query.options(joinedload(AdminUnit.parent))).all()
    nearby = [Nearby(unit, distance_km(lat, lon, unit.lat, unit.lon)) for unit in units]
    return sorted(nearby, key=lambda each: each.km)[:limit]


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """The distance over the ground between two points, by the haversine formula."""
    a, b, c, d = map(radians, (lat1, lon1, lat2, lon2))
    half = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))
