"""Where producers and sale points are, in words of today; sale points."""

from collections.abc import Iterable, Set
from datetime import date
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, joinedload

from areas.models import AdminUnit
from areas.queries import get_unit, label, list_successors
from core.errors import NotFound
from core.i18n import lazy
from registry.models import MarketChange, MarketWork, PlaceKind, SalePoint, ShareSurvey


def place_words(session: Session, commune_id: UUID) -> str:
    """The commune with its province as they are named in the row: "xã Tân Cương, tỉnh Thái Nguyên"."""
    return label(get_unit(session, commune_id))


def today_words(session: Session, commune_ids: Iterable[UUID], on: date) -> dict[UUID, str]:
    """For each commune the place of today where it lies; itself in its own words when it became several."""
    became = list_successors(session, set(commune_ids), on)
    divided = [commune_id for commune_id, units in became.items() if len(units) != 1]
    own = {unit.id: unit for unit in _own_rows(session, divided)}
    return {
        commune_id: label(units[0] if len(units) == 1 else own[commune_id]) for commune_id, units in became.items()
    }


def _own_rows(session: Session, commune_ids: list[UUID]) -> list[AdminUnit]:
    """These communes with the districts and provinces they lay in, in one statement."""
    if not commune_ids:
        return []
    above = joinedload(AdminUnit.parent).joinedload(AdminUnit.parent)
    return list(session.scalars(select(AdminUnit).where(AdminUnit.id.in_(commune_ids)).options(above)))


def _open_points(on: date, kind: str, commune_ids: Set[UUID] | None):
    known = (SalePoint.known_on <= on) & or_(SalePoint.closed_on.is_(None), SalePoint.closed_on > on)
    wanted = [known]
    if kind:
        wanted.append(SalePoint.kind == kind)
    if commune_ids is not None:
        wanted.append(SalePoint.commune_id.in_(commune_ids))
    return wanted


def get_place(session: Session, place_id: UUID, *, is_locked: bool = False) -> SalePoint:
    """The place; `is_locked` reads it anew and holds it until the commit. Raises NotFound."""
    place = session.get(SalePoint, place_id, with_for_update=is_locked or None, populate_existing=is_locked)
    if place is None:
        raise NotFound(lazy("Không có nơi này."))
    return place


def list_place_kinds(session: Session, on: date) -> list[PlaceKind]:
    """Kinds of places in force on a day, in the order of the layers."""
    is_open = or_(PlaceKind.valid_to.is_(None), PlaceKind.valid_to >= on)
    query = select(PlaceKind).where(PlaceKind.valid_from <= on, is_open)
    return list(session.scalars(query.order_by(PlaceKind.position)))


def find_place_kind(session: Session, code: str, on: date) -> PlaceKind | None:
    """The kind of this code on a day."""
    return next((kind for kind in list_place_kinds(session, on) if kind.code == code), None)


def list_sale_points(
    session: Session, on: date, *, kind: str = "", commune_ids: Set[UUID] | None = None
) -> list[SalePoint]:
    """Sale points known and not closed on a day, by name."""
    query = select(SalePoint).where(*_open_points(on, kind, commune_ids))
    return list(session.scalars(query.order_by(SalePoint.name, SalePoint.id)))


def count_sale_points(session: Session, on: date, *, kind: str = "", commune_ids: Set[UUID] | None = None) -> int:
    """How many there are on a day."""
    query = select(func.count()).select_from(SalePoint).where(*_open_points(on, kind, commune_ids))
    return session.scalar(query) or 0


def find_commune_today(session: Session, commune_id: UUID, on: date) -> AdminUnit | None:
    """The commune of a day in which a commune of any time lies; the first of several."""
    units = list_successors(session, [commune_id], on)[commune_id]
    return units[0] if units else None


def list_facts(session: Session, place_id: UUID) -> dict[str, list]:
    """Surveys, works and changes of management of a place, newest first."""
    sources = {
        "surveys": (ShareSurvey, ShareSurvey.surveyed_on), "works_done": (MarketWork, MarketWork.done_on),
        "changes": (MarketChange, MarketChange.changed_on),
    }  # fmt: skip
    return {
        name: list(session.scalars(select(model).where(model.place_id == place_id).order_by(day.desc())))
        for name, (model, day) in sources.items()
    }
