"""Queries of the EPCIS interface: events by their fields, a page at a time."""

import base64
import binascii
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import Session

from areas.models import AdminUnit
from core.errors import BadInput
from core.i18n import lazy
from registry.epc import parse_epc, write_epc
from registry.epcis_out import write_event
from registry.models import Lot, Product, TraceCorrection, TraceEvent, TraceItem
from registry.products import PUBLIC
from registry.queries.traces import Recorded, find_named_lot, gather_events, known_lots

ROLES = {
    "MATCH_epc": ("epc", "child"), "MATCH_epcClass": ("epc", "child"), "MATCH_parentID": ("parent",),
    "MATCH_inputEPC": ("input",), "MATCH_inputEPCClass": ("input",),
    "MATCH_outputEPC": ("output",), "MATCH_outputEPCClass": ("output",),
    "MATCH_anyEPC": ("epc", "child", "parent", "input", "output"),
    "MATCH_anyEPCClass": ("epc", "child", "parent", "input", "output"),
}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """What a query asks; empty fields ask nothing."""

    kinds: tuple[str, ...] = ()
    equal: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # column -> values
    epcs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # MATCH_... -> EPCs
    spans: tuple[tuple[str, str, datetime], ...] = ()  # (column, ge or lt, instant)
    most: int = 30
    after: tuple[datetime, UUID] | None = None


def find_events(session: Session, asked: Asked, producer_id: UUID | None) -> tuple[list[Recorded], str]:
    """A page of events in the order of recording, and the token of the next page.

    `producer_id` sees its own events whole, everybody the public ones.
    """
    query = select(TraceEvent).where(_visible(producer_id))
    if asked.kinds:
        query = query.where(TraceEvent.kind.in_(asked.kinds))
    for column, values in asked.equal.items():
        query = query.where(getattr(TraceEvent, column).in_(values))
    for column, side, instant in asked.spans:
        value = getattr(TraceEvent, column)
        query = query.where(value >= instant if side == "ge" else value < instant)
    for name, epcs in asked.epcs.items():
        query = query.where(_matches(session, ROLES[name], epcs, producer_id))
    if asked.after:
        at, last = asked.after
        later = and_(TraceEvent.recorded_at == at, TraceEvent.id > last)
        query = query.where(or_(TraceEvent.recorded_at > at, later))
    query = query.order_by(TraceEvent.recorded_at, TraceEvent.id).limit(asked.most + 1)
    found = gather_events(session, query)
    page = found[: asked.most]
    return page, make_token(page[-1].event) if len(found) > asked.most else ""


def find_event(session: Session, event_id: str, producer_id: UUID | None) -> Recorded | None:
    """The event of this id that the asker may see."""
    found = gather_events(session, select(TraceEvent).where(TraceEvent.event_id == event_id, _visible(producer_id)))
    return found[0] if found else None


def write_events(
    session: Session, rows: list[Recorded], *, base: str, on: date, producer_id: UUID | None = None,
    whole: bool = False,
) -> list[dict[str, Any]]:
    """The events as JSON: whole for their recorder (or where `whole`), else their public part."""
    ids = {item.lot_id for row in rows for item in row.items} | {row.event.lot_id for row in rows}
    lots = known_lots(session, ids - {None})
    names = {
        lot_id: write_epc(base, gtin=each.gtin, code=each.product.code, lot=each.lot.number)
        for lot_id, each in lots.items()
    }
    codes = _commune_codes(session, {row.event.commune_id for row in rows} - {None})
    public = {
        row.event.id: {
            lot_id for lot_id, each in lots.items()
            if each.producer.id == row.event.producer_id and each.product.state in PUBLIC
        } for row in rows
    }  # fmt: skip
    return [
        write_event(
            row, names, place=f"{base}/products?place={codes[row.event.commune_id]}" if row.event.commune_id else "",
            shown=None if whole or row.event.producer_id == producer_id else public[row.event.id],
        ) for row in rows
    ]  # fmt: skip


def make_token(event: TraceEvent) -> str:
    """Where a page ended, for nextPageToken."""
    return base64.urlsafe_b64encode(f"{event.recorded_at.isoformat()}|{event.id}".encode()).decode().rstrip("=")


def read_token(text: str) -> tuple[datetime, UUID]:
    """The end of the page before. Raises BadInput."""
    try:
        at, _bar, event_id = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode().partition("|")
        instant = datetime.fromisoformat(at)
        if instant.tzinfo is None:
            raise ValueError(text)
        return instant, UUID(event_id)
    except (ValueError, binascii.Error):
        raise BadInput(lazy("nextPageToken không đúng"), field="nextPageToken") from None


def _visible(producer_id: UUID | None):
    """Own events, and those of others that stand, about their own lots of a public product."""
    own_item = (
        select(TraceItem.id).join(Lot, Lot.id == TraceItem.lot_id).join(Product, Product.id == Lot.product_id)
        .where(TraceItem.event_id == TraceEvent.id, *_own_public()).exists()
    )  # fmt: skip
    own_journey = (
        select(Lot.id).join(Product, Product.id == Lot.product_id)
        .where(Lot.id == TraceEvent.lot_id, *_own_public()).exists()
    )  # fmt: skip
    stands = ~exists().where(TraceCorrection.event_id == TraceEvent.id)
    public = and_(stands, or_(own_item, own_journey))
    return public if producer_id is None else or_(TraceEvent.producer_id == producer_id, public)


def _own_public() -> tuple:
    return (Product.producer_id == TraceEvent.producer_id, Product.state.in_(PUBLIC))


def _matches(session: Session, roles: Collection[str], epcs: Collection[str], producer_id: UUID | None):
    """Events with one of the goods in one of the roles; others' goods are matched in own events alone."""
    named = [found for epc in epcs if (found := parse_epc(epc))]
    lots = {lot.id for each in named if (lot := find_named_lot(session, each))}
    item = exists().where(
        TraceItem.event_id == TraceEvent.id, TraceItem.role.in_(roles),
        or_(TraceItem.lot_id.in_(lots), TraceItem.epc.in_(epcs)),
    )  # fmt: skip
    own_lot = (
        select(TraceItem.id).join(Lot, Lot.id == TraceItem.lot_id).join(Product, Product.id == Lot.product_id)
        .where(TraceItem.event_id == TraceEvent.id, TraceItem.role.in_(roles), TraceItem.lot_id.in_(lots))
        .where(*_own_public()).exists()
    )  # fmt: skip
    return own_lot if producer_id is None else or_(own_lot, and_(item, TraceEvent.producer_id == producer_id))


def _commune_codes(session: Session, ids: Collection[UUID]) -> dict[UUID, str]:
    query = select(AdminUnit.id, AdminUnit.code).where(AdminUnit.id.in_(ids))
    return dict(session.execute(query).all())
