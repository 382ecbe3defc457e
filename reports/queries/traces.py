"""Openness of origin (A10): lots with every expected step, trace events recorded, recalls begun."""

from sqlalchemy import Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from registry.models import (
    Lot,
    Producer,
    Product,
    Recall,
    TraceCorrection,
    TraceEvent,
    TraceItem,
    TraceStep,
)
from registry.queries.rules import holds
from reports.counted import Counted
from reports.queries.shared import in_instants, in_period, stands_inside
from reports.scope import Scope

ABOUT = (Product.name.label("product"), Producer.name.label("producer"))


def complete_lots(scope: Scope) -> Select:
    """One row per lot whose producer had recorded every expected step of its kind of goods by the last day."""
    step = select(TraceStep).where(holds(TraceStep, scope.to_day)).subquery()
    other = step.alias()  # another reading of the list: has the kind steps of its own?
    own_list = select(other.c.id).where(other.c.kind_code == Product.kind_code).correlate(Product).exists()
    fits = and_(step.c.is_expected, step.c.kind_code == case((own_list, Product.kind_code), else_=""))
    wrong = select(TraceCorrection.id).where(TraceCorrection.event_id == TraceEvent.id).correlate(TraceEvent).exists()
    touches = (
        select(TraceItem.id).where(TraceItem.event_id == TraceEvent.id, TraceItem.lot_id == Lot.id)
        .correlate(TraceEvent, Lot).exists()
    )  # fmt: skip
    recorded = (
        select(TraceEvent.id)
        .where(TraceEvent.producer_id == Product.producer_id, TraceEvent.step_code == step.c.code, ~wrong)
        .where(or_(TraceEvent.lot_id == Lot.id, touches), TraceEvent.happened_at < scope.ends_before)
        .correlate(Product, Lot, step)
        .exists()
    )
    missing = select(step.c.id).where(fits, ~recorded).correlate(Product, Lot).exists()
    any_event = select(TraceEvent.id).where(TraceEvent.lot_id == Lot.id).correlate(Lot).exists()
    return (
        select(*ABOUT, Lot.number.label("lot"), Lot.made_on.label("made_on"))
        .join(Product, Product.id == Lot.product_id)
        .join(Producer, Producer.id == Product.producer_id)
        .where(~missing, any_event, stands_inside(scope, Producer.commune_id))
        .order_by(Product.name, Lot.number_key)
    )


def events_recorded(scope: Scope) -> Select:
    """One row per trace event recorded in the period."""
    return (
        select(
            Producer.name.label("producer"), TraceEvent.biz_step.label("step"),
            TraceEvent.happened_at.label("happened_at"), TraceEvent.recorded_at.label("recorded_at"),
        )
        .join(Producer, Producer.id == TraceEvent.producer_id)
        .where(in_instants(scope, TraceEvent.recorded_at), stands_inside(scope, Producer.commune_id))
        .order_by(TraceEvent.recorded_at)
    )  # fmt: skip


def recalls_begun(scope: Scope) -> Select:
    """One row per recall begun in the period."""
    return (
        select(*ABOUT, Lot.number.label("lot"), Recall.on.label("begun_on"), Recall.ended_on.label("ended_on"))
        .select_from(Recall)
        .join(Product, Product.id == Recall.product_id)
        .join(Producer, Producer.id == Product.producer_id)
        .outerjoin(Lot, Lot.id == Recall.lot_id)
        .where(in_period(scope, Recall.on), stands_inside(scope, Producer.commune_id))
        .order_by(Recall.on)
    )


COUNTED = {
    "A10": (complete_lots, "lô"),
    "A10.events": (events_recorded, "sự kiện"),
    "A10.recalls": (recalls_begun, "lần"),
}


def count_traces(session: Session, scope: Scope) -> list[Counted]:
    """A10 lots with a complete journey, A10.events, A10.recalls."""
    return [
        Counted(row_id, session.scalar(select(func.count()).select_from(rows(scope).subquery())) or 0, unit)
        for row_id, (rows, unit) in COUNTED.items()
    ]
