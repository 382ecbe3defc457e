"""The time line of a lot for its producer and for officers: everything that was written, gaps beside it."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.i18n import shown_language
from registry.gap_words import gap_words
from registry.journey import judge_journey
from registry.models import Picture, TraceItem, TraceStep, TraceUnit
from registry.products import PUBLIC
from registry.queries.pictures import Owner, owners
from registry.queries.places import today_words
from registry.queries.public_journey import OTHER, PublicStep
from registry.queries.traces import (
    KnownLot,
    Recorded,
    events_of_lots,
    get_event,
    known_lots,
    list_steps,
    list_units,
    rule_steps,
    told_of,
)
from registry.tracing import amount_text


@dataclass(frozen=True)
class Goods:
    """Goods of an event in words."""

    role: str
    words: str
    amount: str
    lot_id: UUID | None


@dataclass(frozen=True)
class Entry:
    """An event as the time line shows it."""

    recorded: Recorded
    name: str
    place: str
    goods: list[Goods]
    pictures: list[Picture] = field(default_factory=list)


@dataclass(frozen=True)
class Timeline:
    """The events of a lot in order, what is missing, and the steps that may be written."""

    entries: list[Entry]
    gaps: list[str]
    is_complete: bool
    steps: list[TraceStep]


def step_name(step: TraceStep | PublicStep | TraceUnit | None) -> str:
    """The word of a step or unit in the reader's language."""
    if step is None:
        return OTHER[1] if shown_language() == "en" else OTHER[0]
    return step.name_en if shown_language() == "en" else step.name


def show_timeline(session: Session, known: KnownLot, on: date) -> Timeline:
    """The time line of a lot; the number of statements does not depend on the number of events."""
    recorded = events_of_lots(session, [known.lot.id])
    rows = list_steps(session, known.product.kind_code, on)
    units = {unit.code: unit for unit in list_units(session)}
    scales = {code: (unit.dimension, unit.factor) for code, unit in units.items()}
    journey = judge_journey(rule_steps(rows), told_of(recorded, known.lot.id, known.producer.id), scales)
    names = {row.code: step_name(row) for row in rows}
    gaps = [gap_words(gap, names) for gap in journey.gaps]
    return Timeline(list_entries(session, recorded, names, units, on), gaps, journey.is_complete, rows)


def list_entries(
    session: Session, recorded: list[Recorded], names: dict[str, str], units: dict[str, TraceUnit], on: date
) -> list[Entry]:
    """Events with their goods, places and photos in words."""
    lots = known_lots(session, {item.lot_id for row in recorded for item in row.items if item.lot_id})
    places = today_words(session, {row.event.commune_id for row in recorded if row.event.commune_id}, on)
    pictures = event_pictures(session, [row.event.id for row in recorded])
    return [
        Entry(
            row,
            names.get(row.event.step_code) or step_name(None),
            places.get(row.event.commune_id, "") if row.event.commune_id else "",
            [tell_goods(item, lots, units) for item in row.items],
            pictures.get(row.event.id, []),
        )
        for row in recorded
    ]


def tell_goods(item: TraceItem, lots: dict[UUID, KnownLot], units: dict[str, TraceUnit]) -> Goods:
    """An item in words: a lot by its number and product, else the name as written."""
    known = lots.get(item.lot_id) if item.lot_id else None
    words = f"{known.product.name} {known.lot.number}" if known else item.words or item.epc
    return Goods(item.role, words, quantity_words(item, units), item.lot_id)


def quantity_words(item: TraceItem, units: dict[str, TraceUnit]) -> str:
    """12500 thousandths of KGM -> "12,5 kg"; empty when nothing was written."""
    if item.amount is None:
        return ""
    unit = units.get(item.unit)
    name = (unit.name_en if shown_language() == "en" else unit.name) if unit else item.unit
    return f"{amount_text(item.amount)} {name}".strip()


def event_pictures(session: Session, event_ids: list[UUID]) -> dict[UUID, list[Picture]]:
    """The photos of events in their order: one statement whatever their number."""
    query = select(Picture).where(Picture.owner_kind == "trace_event", Picture.owner_id.in_(event_ids))
    found: dict[UUID, list[Picture]] = {}
    for picture in session.scalars(query.order_by(Picture.position, Picture.added_at)):
        found.setdefault(picture.owner_id, []).append(picture)
    return found


def _event_owner(session: Session, event_id: UUID) -> Owner | None:
    """Photos of a step are public with its lot's product, until the step is declared wrong."""
    found = get_event(session, event_id)
    known = known_lots(session, {found.event.lot_id} if found.event.lot_id else {
        item.lot_id for item in found.items if item.lot_id
    })  # fmt: skip
    own = [each for each in known.values() if each.producer.id == found.event.producer_id]
    if not own:
        return Owner(False, found.event.producer_id)
    is_shown = found.correction is None and own[0].product.state in PUBLIC
    return Owner(is_shown, found.event.producer_id, own[0].producer.commune_id)


owners["trace_event"] = _event_owner
