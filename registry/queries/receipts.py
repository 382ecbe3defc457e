"""What a producer wrote down as received from others, outside the journey of any own lot."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.models import TraceCorrection, TraceEvent
from registry.queries.timeline import quantity_words
from registry.queries.traces import KnownLot, Recorded, gather_events, known_lots, list_units

MOST = 100


def list_receipts(session: Session, producer_id: UUID) -> list[tuple[Recorded, KnownLot, str]]:
    """The newest receipts that stand, with the lot and its quantity in words; in a fixed number of statements."""
    wrong = select(TraceCorrection.id).where(TraceCorrection.event_id == TraceEvent.id).exists()
    query = select(TraceEvent).where(
        TraceEvent.producer_id == producer_id, TraceEvent.lot_id.is_(None), TraceEvent.biz_step == "receiving", ~wrong
    )
    rows = gather_events(session, query.order_by(TraceEvent.happened_at.desc(), TraceEvent.id).limit(MOST))
    lots = known_lots(session, {item.lot_id for row in rows for item in row.items if item.lot_id})
    units = {unit.code: unit for unit in list_units(session)}
    return [
        (row, lots[item.lot_id], quantity_words(item, units))
        for row in rows for item in row.items if item.lot_id in lots
    ]  # fmt: skip
