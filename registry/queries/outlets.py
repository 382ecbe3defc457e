"""Where a product is sold, as buyers read it: places and chains, nearest first."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from registry.models import Listing
from registry.queries.listings import list_outlets
from registry.queries.map import Sought, Spot, find_spots
from registry.queries.places import find_commune_today, list_place_kinds


@dataclass(frozen=True)
class Outlet:
    """A place, or a chain or shop without one; `since` is the first day of the listing, None for a chain's branch."""

    name: str
    kind: str
    kind_en: str
    spot: Spot | None
    since: date | None
    verified_on: date | None


def list_where(session: Session, product_id: UUID, near: tuple[float, float] | None, on: date) -> list[Outlet]:
    """Places that sell a product with branches of listed chains, nearest first, then what is only named."""
    listed = list_outlets(session, product_id, on)
    if not listed:
        return []
    listings = {place.id: row for row, place in listed if place is not None}
    named = [row for row, place in listed if place is None]
    spots = find_spots(session, Sought(product_id=product_id, near=near), on)
    kinds = {kind.code: kind for kind in list_place_kinds(session, on)}
    found = [_at(spot, listings.get(spot.id)) for spot in spots]
    return found + [_named(row, kinds.get(row.kind)) for row in named]


def _at(spot: Spot, row: Listing | None) -> Outlet:
    return Outlet(spot.name, spot.kind, spot.kind_en, spot, row.from_day if row else None, _day(row))


def _named(row: Listing, kind) -> Outlet:
    return Outlet(row.outlet, kind.name if kind else "", kind.name_en if kind else "", None, row.from_day, _day(row))


def _day(row: Listing | None) -> date | None:
    return row.verified_at.date() if row and row.verified_at else None


def list_where_made(session: Session, product_id: UUID, commune_id: UUID, on: date) -> list[Outlet]:
    """The same as a product's page tells it before anybody says where they are: those nearest to its producer first."""
    home = find_commune_today(session, commune_id, on)
    near = (home.lat, home.lon) if home is not None and home.lat is not None and home.lon is not None else None
    return list_where(session, product_id, near, on)
