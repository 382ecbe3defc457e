"""Reading units as they are on a day, and the unit for a place."""

from datetime import date
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from accounts.models import Unit, UnitArea, UnitVersion
from areas.models import AdminUnit, Authority
from areas.queries import line_ids
from core.errors import NotFound
from core.i18n import lazy


def holds(row, on: date):
    """That a dated row holds on a day; both its days are included."""
    return and_(row.valid_from <= on, or_(row.valid_to.is_(None), row.valid_to >= on))


def find_unit_by_code(session: Session, code: str) -> Unit | None:
    """The unit with this code."""
    return session.scalars(select(Unit).filter_by(code=code)).first()


def unit_on(session: Session, unit_id: UUID, on: date) -> UnitVersion:
    """What a unit is on a day. Raises NotFound."""
    row = session.scalars(select(UnitVersion).where(UnitVersion.unit_id == unit_id, holds(UnitVersion, on))).first()
    if row is None:
        raise NotFound(lazy("Đơn vị này không hoạt động vào ngày đó."))
    return row


def list_units(session: Session, on: date, *, kinds: tuple[str, ...] = ()) -> list[UnitVersion]:
    """Units as they are on a day, by name."""
    query = select(UnitVersion).where(holds(UnitVersion, on)).order_by(UnitVersion.name)
    return list(session.scalars(query.where(UnitVersion.kind.in_(kinds)) if kinds else query))


def list_units_below(session: Session, unit_id: UUID, on: date) -> set[UUID]:
    """The unit itself and all under it."""
    children: dict[UUID | None, list[UUID]] = {}
    for row in list_units(session, on):
        children.setdefault(row.parent_id, []).append(row.unit_id)
    found, waiting = set(), [unit_id]
    while waiting:
        current = waiting.pop()
        found.add(current)
        waiting += [child for child in children.get(current, []) if child not in found]
    return found


def list_unit_areas(session: Session, unit_id: UUID, on: date) -> set[UUID]:
    """The communes and provinces that a unit is responsible for."""
    rows = select(UnitArea.admin_unit_id).where(UnitArea.unit_id == unit_id, holds(UnitArea, on))
    return set(session.scalars(rows))


def unit_for(
    session: Session, *, commune_id: UUID | None = None, province_id: UUID | None = None, on: date
) -> UnitVersion:
    """The market-management unit for a place of sale: its Đội, else its Chi cục, else the default authority's.

    Raises NotFound when the installation has no such unit at all.
    """
    place = session.get(AdminUnit, commune_id) if commune_id else None
    province = place.parent_id if place else province_id
    for kind, area in (("doi", commune_id), ("chi_cuc", province), ("chi_cuc", default_province(session, on))):
        found = _unit_of(session, kind, line_ids(session, area), on) if area else None
        if found:
            return found
    anyone = list_units(session, on, kinds=("chi_cuc", "doi"))
    if not anyone:
        raise NotFound(lazy("Chưa có đơn vị tiếp nhận nào được khai báo."))
    return anyone[0]


def find_unit_of_kind(session: Session, kind: str, area_id: UUID, on: date) -> UnitVersion | None:
    """The unit of a kind, such as Sở Công Thương, that is responsible for a place."""
    return _unit_of(session, kind, line_ids(session, area_id), on)


def default_province(session: Session, on: date) -> UUID | None:
    """The province of the installation's default authority."""
    query = select(Authority.province_id).where(Authority.is_default, holds(Authority, on))
    return session.scalars(query).first()


def _unit_of(session: Session, kind: str, area_ids: set[UUID], on: date) -> UnitVersion | None:
    """The unit of a kind for a place: a place that only changed its name or kind keeps its unit."""
    query = select(UnitVersion).join(UnitArea, UnitArea.unit_id == UnitVersion.unit_id)
    query = query.where(UnitVersion.kind == kind, holds(UnitVersion, on), holds(UnitArea, on))
    return session.scalars(query.where(UnitArea.admin_unit_id.in_(area_ids))).first()
