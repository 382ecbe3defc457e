"""Places on the map: by layer, by province, near a point, of one product."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from areas.models import AdminUnit
from areas.queries import label, list_successors
from areas.queries.units import distance_km
from core.text import fold
from registry.models import Listing, PlaceKind, SalePoint
from registry.places import Box, Directions, box_around, directions
from registry.queries.listings import in_force

NEAR_KM = 60
MOST = 1000
_ESCAPED = str.maketrans({"%": r"\%", "_": r"\_", "\\": r"\\"})


@dataclass(frozen=True)
class Sought:
    """What is looked for; an empty field asks nothing. `near` is latitude and longitude."""

    layers: tuple[str, ...] = ()
    words: str = ""
    commune_ids: Set[UUID] | None = None
    near: tuple[float, float] | None = None
    product_id: UUID | None = None


@dataclass(frozen=True)
class Spot:
    """A place as the map and its list show it. Without a point of its own it stands at its commune's centre."""

    id: UUID
    slug: str
    name: str
    layer: str
    kind: str
    kind_en: str
    address: str
    trade: str
    commune_id: UUID
    lat: float | None
    lon: float | None
    is_exact: bool
    is_sample: bool
    place: str = ""
    province: str = ""
    km: float | None = None

    @property
    def way(self) -> Directions | None:
        """Links that lead there."""
        return None if self.lat is None or self.lon is None else directions(self.lat, self.lon, self.name)


def find_spots(session: Session, sought: Sought, on: date) -> list[Spot]:
    """The places that stand on a day and fit: nearest first when a point is given, else by name.

    Near a point: those within 60 km, or all that fit where there are none so near; the shops of one product always
    all.
    """
    query = _fitting(sought, on)
    rows = []
    if sought.near and sought.product_id is None:
        rows = session.execute(_within(query, box_around(*sought.near, NEAR_KM)).limit(MOST)).all()
    rows = rows or session.execute(query.order_by(SalePoint.folded, SalePoint.id).limit(MOST)).all()
    spots = _placed(session, rows, sought.near, on)
    return sorted(spots, key=lambda spot: (spot.km is None, spot.km)) if sought.near else spots


def count_layers(session: Session, sought: Sought, on: date) -> dict[str, int]:
    """How many places of each layer fit, whichever layers are shown."""
    found = _fitting(Sought(commune_ids=sought.commune_ids, words=sought.words, product_id=sought.product_id), on)
    found = found.subquery()
    rows = session.execute(select(found.c.layer, func.count()).group_by(found.c.layer))
    return dict(rows.all())


def _fitting(sought: Sought, on: date) -> Select:
    home = aliased(AdminUnit)
    kind_holds = and_(
        PlaceKind.code == SalePoint.kind, PlaceKind.valid_from <= on,
        or_(PlaceKind.valid_to.is_(None), PlaceKind.valid_to >= on),
    )  # fmt: skip
    query = (
        select(
            SalePoint.id, SalePoint.slug, SalePoint.name, PlaceKind.layer, PlaceKind.name.label("kind"),
            PlaceKind.name_en.label("kind_en"), SalePoint.address, SalePoint.trade, SalePoint.commune_id,
            func.coalesce(SalePoint.lat, home.lat).label("lat"), func.coalesce(SalePoint.lon, home.lon).label("lon"),
            SalePoint.lat.is_not(None).label("is_exact"), SalePoint.is_sample,
        )
        .join(PlaceKind, kind_holds)
        .join(home, home.id == SalePoint.commune_id)
        .where(SalePoint.known_on <= on, or_(SalePoint.closed_on.is_(None), SalePoint.closed_on > on))
    )  # fmt: skip
    if sought.layers:
        query = query.where(PlaceKind.layer.in_(sought.layers))
    if sought.commune_ids is not None:
        query = query.where(SalePoint.commune_id.in_(sought.commune_ids))
    for word in fold(sought.words).split()[:8]:
        query = query.where(SalePoint.folded.like(f"%{word.translate(_ESCAPED)}%", escape="\\"))
    if sought.product_id is not None:
        query = query.where(_sells(sought.product_id, on))
    return query


def _sells(product_id: UUID, on: date):
    """A place that a listing names, or any place of a chain that a listing names."""
    mine = select(Listing.id).where(Listing.product_id == product_id, in_force(on))
    here = mine.where(Listing.place_id == SalePoint.id)
    chain = mine.where(Listing.place_id.is_(None), Listing.outlet_key == SalePoint.chain_key)
    return or_(here.exists(), and_(SalePoint.chain_key != "", chain.exists()))


def _within(query: Select, box: Box) -> Select:
    found = query.subquery()
    inside = (found.c.lat.between(box.south, box.north), found.c.lon.between(box.west, box.east))
    return select(found).where(*inside).order_by(found.c.name, found.c.id)


def _placed(session: Session, rows, near: tuple[float, float] | None, on: date) -> list[Spot]:
    """With the commune and province of today, and how far it is."""
    became = list_successors(session, {row.commune_id for row in rows}, on)
    return [_spot(row, became[row.commune_id], near) for row in rows]


def _spot(row, units: list[AdminUnit], near: tuple[float, float] | None) -> Spot:
    km = None
    if near and row.lat is not None:
        km = round(distance_km(*near, row.lat, row.lon), 2)
    unit = units[0] if units else None
    province = unit.parent.code if unit is not None and unit.parent is not None else ""
    words = label(unit) if province else ""
    values = dict(row._mapping) | {"is_exact": bool(row.is_exact)}
    return Spot(**values, place=words, province=province, km=km)
