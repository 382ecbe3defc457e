"""How far a recall reaches: codes, places, scans, and the lots made of the goods."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.db import whole_sum
from core.errors import NotFound
from core.i18n import lazy
from qr.models import CodeRange, ScanDay
from registry.models import Lot, Producer, Product, Recall, TraceCorrection, TraceEvent, TraceItem, TraceParty
from registry.queries.traces import KnownLot, known_lots
from registry.queries.walking import walk_on


@dataclass(frozen=True)
class Reach:
    """Codes by state, scans by province code ("" where unknown), named places, lots made of the goods."""

    codes: dict[str, int]
    scans: dict[str, int]
    places: list[TraceParty]
    made: list[tuple[KnownLot, int]]


def find_reach(session: Session, product_id: UUID, lot_id: UUID | None) -> Reach:
    """What would be reached by calling back a lot, or every lot of a product where `lot_id` is None."""
    lots = {lot_id} if lot_id else set(session.scalars(select(Lot.id).filter_by(product_id=product_id)))
    size = whole_sum(CodeRange.last_number - CodeRange.first_number + 1)
    codes = select(CodeRange.state, size).where(CodeRange.lot_id.in_(lots)).group_by(CodeRange.state)
    scans = select(ScanDay.province_code, whole_sum(ScanDay.count)).group_by(ScanDay.province_code)
    where = ScanDay.lot_id == lot_id if lot_id else ScanDay.product_id == product_id
    depths: dict[UUID, int] = {}
    for each in list(lots)[:50]:
        for made, depth in walk_on(session, each).depths.items():
            depths[made] = min(depth, depths.get(made, depth))
    known = known_lots(session, depths.keys() - lots)
    return Reach(
        {row[0]: row[1] for row in session.execute(codes)},
        {row[0] or "": row[1] for row in session.execute(scans.where(where))},
        list_destinations(session, lots | known.keys()),
        sorted(((each, depths[made]) for made, each in known.items()), key=lambda pair: pair[1]),
    )


def list_destinations(session: Session, lot_ids: Collection[UUID]) -> list[TraceParty]:
    """To whom the lots were handed over, as their producers wrote it down."""
    wrong = select(TraceCorrection.event_id)
    query = (
        select(TraceParty)
        .join(TraceEvent, TraceEvent.id == TraceParty.event_id)
        .join(TraceItem, TraceItem.event_id == TraceEvent.id)
        .where(TraceParty.role == "destination", TraceItem.lot_id.in_(lot_ids), TraceEvent.id.not_in(wrong))
        .order_by(TraceParty.name)
        .limit(200)
    )
    return list(session.scalars(query).unique())


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
