"""Reading trace events: steps by kind of goods, the events of lots, whom a name of goods means."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from core.errors import BadInput, NotFound
from core.i18n import lazy
from registry.epc import Named
from registry.journey import Line, Step, Told
from registry.models import (
    Lot,
    Producer,
    Product,
    ProductGtin,
    TraceCorrection,
    TraceEvent,
    TraceItem,
    TraceParty,
    TraceStep,
    TraceUnit,
)
from registry.queries.rules import holds

MOST = 500  # events of one screen


@dataclass(frozen=True)
class Recorded:
    """An event with its goods, its parties and whether it was declared wrong; `corrective`: id of the right one."""

    event: TraceEvent
    items: list[TraceItem] = field(default_factory=list)
    parties: list[TraceParty] = field(default_factory=list)
    correction: TraceCorrection | None = None
    corrective: str = ""

    def touches(self, lot_id: UUID) -> bool:
        """Whether the lot is written in the event or the event in its journey."""
        return self.event.lot_id == lot_id or any(item.lot_id == lot_id for item in self.items)


@dataclass(frozen=True)
class KnownLot:
    """A lot with its product and producer."""

    lot: Lot
    product: Product
    producer: Producer
    gtin: str | None = None


def steps_by_kind(session: Session, on: date) -> dict[str, list[TraceStep]]:
    """The steps in force on a day by kind of goods, in order; those of "" hold for kinds without their own."""
    found: dict[str, list[TraceStep]] = defaultdict(list)
    for row in session.scalars(select(TraceStep).where(holds(TraceStep, on)).order_by(TraceStep.position)):
        found[row.kind_code].append(row)
    return found


def list_steps(session: Session, kind_code: str, on: date) -> list[TraceStep]:
    """The steps that goods of a kind go through, in order."""
    by_kind = steps_by_kind(session, on)
    return by_kind.get(kind_code) or by_kind[""]


def get_step(session: Session, kind_code: str, code: str, on: date) -> TraceStep:
    """One step of the list of a kind. Raises BadInput."""
    step = next((row for row in list_steps(session, kind_code, on) if row.code == code), None)
    if step is None:
        raise BadInput(lazy("Không có bước “%(sent)s”; chọn một bước trong danh sách", sent=code[:40]), field="step")
    return step


def rule_steps(rows: list[TraceStep]) -> list[Step]:
    """The rows as the rules of journeys take them."""
    return [Step(row.code, row.position, row.is_expected, row.shape) for row in rows]


def list_units(session: Session) -> list[TraceUnit]:
    """Units of quantity, the usual ones first."""
    return list(session.scalars(select(TraceUnit).order_by(TraceUnit.position)))


def unit_scales(session: Session) -> dict[str, tuple[str, int]]:
    """Code of a unit -> its dimension and how many of the base unit it holds."""
    return {row.code: (row.dimension, row.factor) for row in list_units(session)}


def events_of_lots(session: Session, lot_ids: Collection[UUID], limit: int | None = MOST) -> list[Recorded]:
    """The events of some lots in the order of happening, in four statements, at most `limit`."""
    within = select(TraceItem.event_id).where(TraceItem.lot_id.in_(lot_ids))
    query = select(TraceEvent).where(or_(TraceEvent.lot_id.in_(lot_ids), TraceEvent.id.in_(within)))
    return gather_events(session, query.order_by(TraceEvent.happened_at, TraceEvent.id).limit(limit))


def gather_events(session: Session, query: Select) -> list[Recorded]:
    """The events that a query selects with everything that belongs to them, in three more statements."""
    found = {event.id: Recorded(event) for event in session.scalars(query)}
    if not found:
        return []
    items = select(TraceItem).where(TraceItem.event_id.in_(found)).order_by(TraceItem.position)
    for item in session.scalars(items):
        found[item.event_id].items.append(item)
    for party in session.scalars(select(TraceParty).where(TraceParty.event_id.in_(found)).order_by(TraceParty.id)):
        found[party.event_id].parties.append(party)
    wrong = select(TraceCorrection, TraceEvent.event_id).where(TraceCorrection.event_id.in_(found))
    wrong = wrong.outerjoin(TraceEvent, TraceEvent.id == TraceCorrection.corrected_by)
    for row, right in session.execute(wrong):
        found[row.event_id] = replace(found[row.event_id], correction=row, corrective=right or "")
    return list(found.values())


def told_of(recorded: list[Recorded], lot_id: UUID, producer_id: UUID) -> list[Told]:
    """The events of a lot as the rules read them; those declared wrong are left out."""
    return [
        Told(
            row.event.step_code, row.event.happened_at,
            tuple(Line(item.role, item.amount, item.unit, item.lot_id == lot_id) for item in row.items),
            row.event.producer_id == producer_id,
        )
        for row in recorded if row.correction is None and row.touches(lot_id)
    ]  # fmt: skip


def get_event(session: Session, event_id: UUID) -> Recorded:
    """One event by our own id. Raises NotFound."""
    found = gather_events(session, select(TraceEvent).where(TraceEvent.id == event_id))
    if not found:
        raise NotFound(lazy("Không có bước này."))
    return found[0]


def known_lots(session: Session, lot_ids: Collection[UUID]) -> dict[UUID, KnownLot]:
    """Lots with product, producer and the GTIN in force, in two statements."""
    query = (
        select(Lot, Product, Producer)
        .join(Product, Product.id == Lot.product_id)
        .join(Producer, Producer.id == Product.producer_id)
        .where(Lot.id.in_(lot_ids))
    )
    rows = session.execute(query).all()
    gtins = current_gtins(session, {row[1].id for row in rows})
    return {lot.id: KnownLot(lot, product, producer, gtins.get(product.id)) for lot, product, producer in rows}


def current_gtins(session: Session, product_ids: Collection[UUID]) -> dict[UUID, str]:
    """Product -> the GTIN that names it today."""
    query = select(ProductGtin.product_id, ProductGtin.gtin).where(
        ProductGtin.product_id.in_(product_ids), ProductGtin.valid_to.is_(None)
    )
    return dict(session.execute(query).all())


def find_named_lot(session: Session, named: Named) -> Lot | None:
    """The registered lot that an EPC names."""
    if not named.lot:
        return None
    query = select(Lot).where(Lot.number_key == named.lot.lower())
    if named.gtin:
        query = query.join(ProductGtin, ProductGtin.product_id == Lot.product_id)
        return session.scalars(query.where(ProductGtin.gtin == named.gtin)).first()
    return session.scalars(query.join(Product, Product.id == Lot.product_id).where(Product.code == named.code)).first()
