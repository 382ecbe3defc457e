"""Places, outlines and listings for tests."""

import itertools
import json
from datetime import date

from sqlalchemy.orm import Session

from core import clock
from core.actor import SYSTEM
from registry.actions.listings import list_product
from registry.actions.places import open_sale_point
from registry.models import Listing, Product, SalePoint
from tests.factories.registry import commune_id

_numbers = itertools.count(1)
SINCE = date(2024, 1, 1)


def by() -> dict:
    """Who acts and when."""
    return {"actor": SYSTEM, "now": clock.now()}


def make_place(session: Session, *, kind: str = "craft_village", commune: str = "05503", **values) -> SalePoint:
    """A craft village in Tân Cương unless told otherwise."""
    values = {"name": f"Nơi mẫu {next(_numbers)}", "address": "xóm Mẫu", "known_on": SINCE} | values
    values.setdefault("commune_id", commune_id(session, commune))
    return open_sale_point(session, kind=kind, **values, **by())


def make_listing(session: Session, product: Product, place: SalePoint | None = None, **values) -> Listing:
    """A verified listing since 2025."""
    values = {"from_day": date(2025, 1, 1), "verified": True} | values
    return list_product(session, product_id=product.id, place_id=place.id if place else None, **values, **by())


def square(west: float, south: float, side: float = 0.2) -> list[list[float]]:
    """A closed ring around a square."""
    east, north = west + side, south + side
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def geojson(shapes: dict[str, list]) -> bytes:
    """A file of polygons, each a list of rings, by unit code."""
    features = [
        {"type": "Feature", "properties": {"code": code}, "geometry": {"type": "Polygon", "coordinates": rings}}
        for code, rings in shapes.items()
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()
