"""Where producers and sale points are, in words of today; sale points."""

from collections.abc import Iterable, Set
from datetime import date
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from areas.queries import get_unit, label, list_successors
from registry.models import SalePoint


def place_words(session: Session, commune_id: UUID) -> str:
    """The commune with its province as they are named in the row: "xã Tân Cương, tỉnh Thái Nguyên"."""
    return label(get_unit(session, commune_id))


def today_words(session: Session, commune_ids: Iterable[UUID], on: date) -> dict[UUID, str]:
    """For each commune the place of today where it lies; itself in its own words when it became several."""
    became = list_successors(session, set(commune_ids), on)
    return {
        commune_id: label(units[0]) if len(units) == 1 else place_words(session, commune_id)
        for commune_id, units in became.items()
    }


def _open_points(on: date, kind: str, commune_ids: Set[UUID] | None):
    known = (SalePoint.known_on <= on) & or_(SalePoint.closed_on.is_(None), SalePoint.closed_on > on)
    wanted = [known]
    if kind:
        wanted.append(SalePoint.kind == kind)
    if commune_ids is not None:
        wanted.append(SalePoint.commune_id.in_(commune_ids))
    return wanted


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
