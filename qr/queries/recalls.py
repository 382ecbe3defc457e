"""How far a recall reaches: codes, scans, who has the goods, where they are sold, the lots made of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from core.db import whole_sum
from core.errors import NotFound
from core.i18n import lazy
from qr.models import CodeRange, ScanDay
from registry.models import Lot, Producer, Product, Recall, TraceCorrection, TraceEvent, TraceItem, TraceParty
from registry.queries.listings import list_listings
from registry.queries.outlets import Outlet, list_where
from registry.queries.recalls import select_lots
from registry.queries.traces import KnownLot, known_lots
from registry.queries.walking import walk_on_from

MOST_PARTNERS = 200


@dataclass(frozen=True)
class Reach:
    """Codes by state, scans by province code ("" where unknown), who has the goods, lots made of them.

    `places`: to whom they were handed over; `holders`: producers who wrote that they had them; `outlets`: where
    buyers find them; `claimed`: listings that nobody has checked yet. `is_cut`: lots beyond the walk's bounds.
    """

    codes: dict[str, int]
    scans: dict[str, int]
    places: list[TraceParty]
    holders: list[Producer]
    outlets: list[Outlet]
    claimed: list[str]
    made: list[tuple[KnownLot, int]]
    is_cut: bool = False


def find_reach(
    session: Session, product_id: UUID, lot_id: UUID | None, on: date, commune_ids: Collection[UUID]
) -> Reach:
    """What would be reached by calling back a lot, or every lot of a product where `lot_id` is None.

    A constant number of statements whatever the lots. Partners of lots made of the goods are told of producers in
    the communes alone.
    """
    lots = select_lots(product_id, lot_id)
    walk = walk_on_from(session, lots)
    known = known_lots(session, walk.depths.keys())
    inside = [each.lot.id for each in known.values() if each.producer.commune_id in commune_ids]
    size = whole_sum(CodeRange.last_number - CodeRange.first_number + 1)
    codes = select(CodeRange.state, size).where(CodeRange.lot_id.in_(lots)).group_by(CodeRange.state)
    scans = select(ScanDay.province_code, whole_sum(ScanDay.count)).group_by(ScanDay.province_code)
    where = ScanDay.lot_id == lot_id if lot_id else ScanDay.product_id == product_id
    claimed = list_listings(session, product_ids=[product_id], state="claimed")
    return Reach(
        {row[0]: row[1] for row in session.execute(codes)},
        {row[0] or "": row[1] for row in session.execute(scans.where(where))},
        list_destinations(session, lots, inside),
        list_holders(session, lots, product_id),
        list_where(session, product_id, None, on),
        [f"{place.name}, {place.address}" if place else row.outlet for row, _product, _producer, place in claimed],
        sorted(((each, walk.depths[made]) for made, each in known.items()), key=lambda pair: pair[1]),
        walk.is_cut,
    )


def list_destinations(session: Session, lots: Select, more: Collection[UUID] = ()) -> list[TraceParty]:
    """To whom the lots were handed over, as their producers wrote it down; 200 at most."""
    is_there = or_(TraceItem.lot_id.in_(lots), TraceItem.lot_id.in_(more))
    query = select(TraceParty).where(TraceParty.role == "destination", TraceParty.event_id.in_(_events(is_there)))
    return list(session.scalars(query.order_by(TraceParty.name, TraceParty.id).limit(MOST_PARTNERS)))


def list_holders(session: Session, lots: Select, product_id: UUID) -> list[Producer]:
    """Other producers who wrote that they received or used the lots, by name; 200 at most."""
    owner = select(Product.producer_id).where(Product.id == product_id).scalar_subquery()
    recorded = select(TraceEvent.producer_id).where(TraceEvent.id.in_(_events(TraceItem.lot_id.in_(lots))))
    query = select(Producer).where(Producer.id.in_(recorded), Producer.id != owner)
    return list(session.scalars(query.order_by(Producer.folded, Producer.id).limit(MOST_PARTNERS)))


def list_recalls(session: Session, commune_ids: Collection[UUID]) -> list[tuple[Recall, Product, Lot | None]]:
    """Recalls of producers in the communes, open ones first, newest first."""
    query = (
        select(Recall, Product, Lot)
        .join(Product, Product.id == Recall.product_id)
        .join(Producer, Producer.id == Product.producer_id)
        .outerjoin(Lot, Lot.id == Recall.lot_id)
        .where(Producer.commune_id.in_(commune_ids))
        .order_by(Recall.ended_on.is_not(None), Recall.at.desc())
        .limit(200)
    )
    return [(row[0], row[1], row[2]) for row in session.execute(query)]


def get_recall(session: Session, recall_id: UUID) -> Recall:
    """The recall. Raises NotFound."""
    found = session.get(Recall, recall_id)
    if found is None:
        raise NotFound(lazy("Không có lần thu hồi này."))
    return found


def _events(is_there) -> Select:
    """The ids of events about some goods that nobody declared wrong."""
    wrong = select(TraceCorrection.id).where(TraceCorrection.event_id == TraceItem.event_id).exists()
    return select(TraceItem.event_id).where(is_there, ~wrong)
