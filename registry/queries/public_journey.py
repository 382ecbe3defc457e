"""What everybody may read of a journey: steps, communes, days and photos. No partners, quantities or prices."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from registry.journey import Journey, day_of, judge_journey
from registry.models import Lot, TraceStep
from registry.queries.places import today_words
from registry.queries.traces import (
    Recorded,
    events_of_lots,
    list_steps,
    rule_steps,
    told_of,
    unit_scales,
)

OTHER = ("Bước khác", "Other step")


@dataclass(frozen=True)
class PublicStep:
    """One step as a buyer reads it."""

    event_id: UUID
    code: str
    name: str
    name_en: str
    on: date
    place: str


@dataclass(frozen=True)
class PublicJourney:
    """The steps of a lot in order, and the gaps that a buyer may know of."""

    steps: list[PublicStep]
    journey: Journey


def public_journeys(
    session: Session, lots: Collection[Lot], *, producer_id: UUID, kind_code: str, on: date
) -> dict[UUID, PublicJourney]:
    """The journeys of lots of one product, as their own producer recorded them."""
    if not lots:
        return {}
    recorded = events_of_lots(session, [lot.id for lot in lots], limit=None)
    recorded = [row for row in recorded if is_public(row, producer_id)]
    rows = list_steps(session, kind_code, on)
    scales = unit_scales(session)
    places = today_words(session, {row.event.commune_id for row in recorded if row.event.commune_id}, on)
    names = {row.code: row for row in rows}
    return {
        lot.id: PublicJourney(
            [public_step(row, names, places) for row in recorded if row.touches(lot.id)],
            judge_journey(rule_steps(rows), told_of(recorded, lot.id, producer_id), scales),
        )
        for lot in lots
    }  # fmt: skip


def is_public(row: Recorded, producer_id: UUID) -> bool:
    """An event of the lot's own producer that nobody declared wrong."""
    return row.correction is None and row.event.producer_id == producer_id


def public_step(row: Recorded, names: dict[str, TraceStep], places: dict[UUID, str]) -> PublicStep:
    """The event without anything that is for officers."""
    event, step = row.event, names.get(row.event.step_code)
    name, name_en = (step.name, step.name_en) if step else OTHER
    place = places.get(event.commune_id, "") if event.commune_id else ""
    return PublicStep(event.id, event.step_code, name, name_en, day_of(event.happened_at, event.zone_offset), place)
