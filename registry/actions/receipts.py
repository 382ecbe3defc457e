"""Receiving a registered lot of another producer, written on a phone: one step back for the receiver."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from core.actor import Actor
from core.clock import legal_date
from core.errors import BadInput, NotFound
from core.i18n import lazy
from registry.actions.trace_steps import check_unit
from registry.actions.traces import correct_event, record_event
from registry.models import Producer, TraceEvent
from registry.products import PERSONS, SEEN
from registry.queries.traces import get_event, get_step, known_lots
from registry.tracing import EventDraft, ItemDraft, PartyDraft


def record_receipt(
    session: Session, *, producer_id: UUID, lot_id: UUID, happened_at: datetime, amount: int | None = None,
    unit: str = "", party: PartyDraft | None = None, commune_id: UUID | None = None, place_words: str = "",
    note: str = "", event_id: str = "", actor: Actor, now: datetime,
) -> TraceEvent:  # fmt: skip
    """The producer received another's lot; without `party` it came from whoever made it.

    Raises NotFound for a lot that was never public, BadInput for an own lot or naming the field.
    """
    known = known_lots(session, [lot_id]).get(lot_id)
    if known is None or known.product.state not in SEEN:
        raise NotFound(lazy("Không có lô hàng này."))
    if known.producer.id == producer_id:
        raise BadInput(lazy("Lô này của cơ sở bạn; ghi ở hành trình của lô"), field="goods")
    check_unit(session, amount, unit, "unit")
    step = get_step(session, "", "nhan", legal_date(now))
    is_named = party is not None and bool(party.name or party.phone or party.tax_code)
    receiver = session.get_one(Producer, producer_id)
    draft = EventDraft(
        kind=step.event_type, action=step.action, biz_step=step.biz_step, disposition=step.disposition,
        step_code=step.code, happened_at=happened_at, commune_id=commune_id or receiver.commune_id,
        place_words=place_words, note=note, event_id=event_id,
        items=(ItemDraft("epc", lot_id=lot_id, amount=amount, unit=unit if amount else ""),),
        parties=(party if is_named and party else _maker(known.producer),),
    )  # fmt: skip
    return record_event(session, producer_id=producer_id, draft=draft, actor=actor, now=now)[0]


def withdraw_receipt(session: Session, *, producer_id: UUID, event_id: UUID, actor: Actor, now: datetime) -> None:
    """It was never received: declared so by a later row. Raises NotFound for another's and for other steps."""
    event = get_event(session, event_id).event
    if event.lot_id is not None or event.biz_step != "receiving":
        raise NotFound(lazy("Không có bước này."))
    correct_event(
        session, event_id=event_id, producer_id=producer_id, reason="did_not_occur", actor=actor, now=now
    )


def _maker(producer: Producer) -> PartyDraft:
    tax_code = "" if producer.kind in PERSONS else producer.tax_code or ""
    return PartyDraft("source", name=producer.name, address=producer.address or "", tax_code=tax_code)
