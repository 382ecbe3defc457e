"""Which communes an officer's unit answers for."""

from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from accounts.models import UnitArea
from accounts.queries import holds
from areas.models import AdminUnit, AdminUnitChange
from areas.queries import get_unit, list_successors, units_inside
from core.errors import NotFound
from core.i18n import lazy
from registry.models import Producer, Product
from registry.products import PUBLIC


def communes_of_unit(session: Session, unit_id: UUID, on: date) -> set[UUID]:
    """The communes of a unit's areas with those that they were made of: one statement once they are known.

    Kept by the process for as long as the areas of the unit and the number of places and changes stay the same.
    """
    query = select(UnitArea.admin_unit_id, _count(AdminUnit), _count(AdminUnitChange))
    rows = session.execute(query.where(UnitArea.unit_id == unit_id, holds(UnitArea, on))).all()
    key = (frozenset(row[0] for row in rows), *(rows[0][1:] if rows else ()))
    if key not in _known:
        if len(_known) >= MOST_KNOWN:
            _known.clear()
        areas = [get_unit(session, area_id) for area_id in key[0]]
        _known[key] = frozenset().union(*(units_inside(session, area) for area in areas))
    return set(_known[key])


def _count(model: type):
    return select(func.count()).select_from(model).scalar_subquery()


MOST_KNOWN = 200
_known: dict[tuple, frozenset[UUID]] = {}


def get_product_inside(session: Session, product_id: UUID, commune_ids: set[UUID]) -> tuple[Product, Producer]:
    """A product whose producer is in the communes. Raises NotFound for others, as if there were none."""
    query = select(Product, Producer).join(Producer, Producer.id == Product.producer_id)
    found = session.execute(query.where(Product.id == product_id, Producer.commune_id.in_(commune_ids))).first()
    if found is None:
        raise NotFound(lazy("Không có sản phẩm này trong địa bàn của đơn vị bạn."))
    return found[0], found[1]


def list_places(session: Session, on: date) -> list[AdminUnit]:
    """The provinces of today from which public products come, by name."""
    query = select(Producer.commune_id).join(Product, Product.producer_id == Producer.id)
    communes = session.scalars(query.where(Product.state.in_(PUBLIC)).distinct()).all()
    became = [unit for units in list_successors(session, communes, on).values() for unit in units]
    provinces = {unit.parent.id: unit.parent for unit in became if unit.parent}
    return sorted(provinces.values(), key=lambda unit: unit.folded)
