"""A lot traced both ways for officers: linked lots by distance, their events, and what weighs against what."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from registry.queries.timeline import Entry, Timeline, list_entries, show_timeline, step_name
from registry.queries.traces import KnownLot, events_of_lots, known_lots, list_units, steps_by_kind
from registry.queries.walking import walk_back, walk_on


@dataclass(frozen=True)
class Linked:
    """A lot on the way, `depth` transformations away; outside the unit's communes only its public facts."""

    known: KnownLot
    depth: int
    is_inside: bool


@dataclass(frozen=True)
class Trace:
    """Everything of one screen."""

    timeline: Timeline
    before: list[Linked]
    after: list[Linked]
    entries: list[Entry]  # of the lot and of linked lots inside
    is_cut: bool


def trace_lot(session: Session, known: KnownLot, commune_ids: Collection[UUID], on: date) -> Trace:
    """Back and forward from a lot: two recursive statements, and a constant number of others."""
    back, forward = walk_back(session, known.lot.id), walk_on(session, known.lot.id)
    lots = known_lots(session, back.depths.keys() | forward.depths.keys())
    before, after = (_linked(lots, walk.depths, commune_ids) for walk in (back, forward))
    inside = {row.known.lot.id for row in (*before, *after) if row.is_inside} | {known.lot.id}
    producers = {row.known.producer.id for row in (*before, *after) if row.is_inside} | {known.producer.id}
    recorded = [row for row in events_of_lots(session, inside) if row.event.producer_id in producers]
    names = {row.code: step_name(row) for rows in steps_by_kind(session, on).values() for row in rows}
    units = {unit.code: unit for unit in list_units(session)}
    entries = list_entries(session, recorded, names, units, on)
    return Trace(show_timeline(session, known, on), before, after, entries, back.is_cut or forward.is_cut)


def _linked(lots: dict[UUID, KnownLot], depths: dict[UUID, int], commune_ids: Collection[UUID]) -> list[Linked]:
    return [
        Linked(lots[lot_id], depth, lots[lot_id].producer.commune_id in commune_ids)
        for lot_id, depth in depths.items() if lot_id in lots
    ]  # fmt: skip
