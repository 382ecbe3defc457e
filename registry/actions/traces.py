"""Recording trace events. Nothing is edited: a mistake is declared by a later row, with the event that mends it."""

import hashlib
import json
from dataclasses import asdict
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit, personal
from core.actor import Actor
from core.clock import legal_date
from core.errors import BadInput, Conflict, NotAllowed, NotFound
from core.fields import clean_text
from core.i18n import lazy
from registry.actions.passports import rewrite_passports
from registry.models import (
    Producer,
    Product,
    TraceCorrection,
    TraceEvent,
    TraceItem,
    TraceParty,
)
from registry.queries.traces import get_event, known_lots, list_steps
from registry.tracing import EVENT_TYPES, REASONS, EventDraft, PartyDraft, has_personal_number

SKEW = timedelta(minutes=10)  # clocks of others
SEEN_ONLY = {"epc", "input", "child"}  # what may be said of somebody else's lot


def record_event(
    session: Session, *, producer_id: UUID, draft: EventDraft, actor: Actor, now: datetime
) -> tuple[TraceEvent, bool]:
    """The event as the producer recorded it, and whether it is new: the same event sent again is the same row.

    Raises BadInput for an event in the future, without goods or with a personal number in it, NotAllowed for
    making or ending somebody else's lot, Conflict for another event under an id that stands already.
    """
    _check(draft, now)
    digest = content_hash(draft)
    event_id = draft.event_id or f"urn:uuid:{uuid5(NAMESPACE_URL, f'{producer_id}:{digest}')}"
    held = session.scalar(select(TraceEvent).filter_by(event_id=event_id))
    if held is not None:
        if (held.content_hash, held.producer_id) != (digest, producer_id):
            raise Conflict(lazy("Đã có một bước khác mang mã “%(sent)s”.", sent=event_id[:80]), field="eventID")
        return held, False
    _check_owners(session, producer_id, draft)
    event = _row(draft, event_id, digest, producer_id, actor, now)
    event.step_code = draft.step_code or _find_step(session, draft, now)
    event.is_sample = session.get_one(Producer, producer_id).is_sample
    session.add(event)
    session.flush()
    for position, item in enumerate(draft.items):
        session.add(TraceItem(event_id=event.id, position=position, **asdict(item)))
    for party in draft.parties:
        session.add(_party(session, event, party, now))
    session.flush()
    facts = {"event": event_id, "hash": digest, "kind": event.kind, "producer": str(producer_id)}
    audit.append(session, stream=f"trace_event:{event.id}", kind="trace.recorded", actor=actor, at=now, facts=facts)
    return event, True


def correct_event(
    session: Session, *, event_id: UUID, producer_id: UUID, reason: str, words: str = "",
    corrected_by: UUID | None = None, actor: Actor, now: datetime,
) -> TraceCorrection:  # fmt: skip
    """Declare an event wrong: it did not occur, or its data are incorrect and `corrected_by` says it right.

    Raises NotFound for another's event, Conflict when it was declared wrong before.
    """
    found = get_event(session, event_id)
    if found.event.producer_id != producer_id:
        raise NotFound(lazy("Không có bước này."))
    if found.correction is not None:
        raise Conflict(lazy("Bước này đã được ghi là sai rồi."))
    if reason not in REASONS:
        raise BadInput(lazy("Chọn “Sai thế nào”"), field="reason")
    row = TraceCorrection(
        event_id=event_id, declared_at=now, reason=reason, words=_plain(words, "words")[:500],
        corrected_by=corrected_by, actor=str(actor)[:60],
    )  # fmt: skip
    session.add(row)
    session.flush()
    facts = {"reason": reason, "by": corrected_by and str(corrected_by)}
    audit.append(session, stream=f"trace_event:{event_id}", kind="trace.corrected", actor=actor, at=now, facts=facts)
    return row


def refresh_passports(session: Session, lot_ids: set[UUID], producer_id: UUID, now: datetime) -> None:
    """Write the passports of the producer's own lots anew, once a product: what scans read has the journey in it."""
    products: dict[UUID, Product] = {
        known.product.id: known.product
        for known in known_lots(session, lot_ids).values()
        if known.producer.id == producer_id
    }
    for product in products.values():
        rewrite_passports(session, product, now, only=lot_ids)


def content_hash(draft: EventDraft) -> str:
    """SHA-256 of what the event says, whoever sends it and whenever."""
    text = json.dumps(asdict(draft) | {"event_id": ""}, default=str, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _check(draft: EventDraft, now: datetime) -> None:
    if draft.kind not in EVENT_TYPES:
        raise BadInput(lazy("Không có loại sự kiện “%(sent)s”.", sent=draft.kind[:40]), field="type")
    if draft.happened_at > now + SKEW:
        raise BadInput(lazy("Lúc xảy ra chưa tới; ghi việc đã làm xong"), field="happened")
    if draft.happened_at.year < 2000:
        raise BadInput(lazy("Lúc xảy ra trước năm 2000; xem lại ngày"), field="happened")
    if not draft.items:
        raise BadInput(lazy("Bước này chưa có hàng nào"), field="items")
    for field, text in (("note", draft.note), ("place_words", draft.place_words), ("extra", draft.extra)):
        _plain(text, field)
    for item in draft.items:
        _plain(f"{item.words} {item.serial}", "items")


def _plain(text: str, field: str) -> str:
    """The text, unless it holds a personal number: such numbers never go into a journey."""
    if has_personal_number(text):
        raise BadInput(
            lazy("Có dãy 12 chữ số giống số định danh cá nhân; bỏ số đó đi rồi gửi lại"), field=field
        )
    return clean_text(text)


def _check_owners(session: Session, producer_id: UUID, draft: EventDraft) -> None:
    named = {item.lot_id for item in draft.items if item.lot_id} | ({draft.lot_id} if draft.lot_id else set())
    known = known_lots(session, named)
    if draft.lot_id and (draft.lot_id not in known or known[draft.lot_id].producer.id != producer_id):
        raise NotFound(lazy("Không có lô hàng này."))
    for item in draft.items:
        is_own = item.lot_id in known and known[item.lot_id].producer.id == producer_id
        if item.lot_id is None or is_own:
            continue
        if item.role not in SEEN_ONLY or draft.action not in ("", "OBSERVE"):
            raise NotAllowed(
                lazy("Lô này của cơ sở khác: chỉ ghi được là đã nhận, đã dùng hoặc đã giao."), field="items"
            )


def _row(draft: EventDraft, event_id: str, digest: str, producer_id: UUID, actor: Actor, now: datetime) -> TraceEvent:
    return TraceEvent(
        event_id=event_id, content_hash=digest, producer_id=producer_id, lot_id=draft.lot_id, kind=draft.kind,
        action=draft.action, biz_step=draft.biz_step, disposition=draft.disposition, happened_at=draft.happened_at,
        zone_offset=draft.zone_offset, recorded_at=now, commune_id=draft.commune_id,
        place_words=clean_text(draft.place_words), read_point=draft.read_point, biz_location=draft.biz_location,
        note=clean_text(draft.note), extra=draft.extra, actor=str(actor)[:60],
    )  # fmt: skip


def _find_step(session: Session, draft: EventDraft, now: datetime) -> str:
    """The plain word for an event that came with its business step alone: by the goods that it makes or names."""
    ids = [draft.lot_id] + [item.lot_id for item in sorted(draft.items, key=lambda item: item.role != "output")]
    lot_id = next((each for each in ids if each), None)
    known = known_lots(session, [lot_id]).get(lot_id) if lot_id else None
    rows = list_steps(session, known.product.kind_code if known else "", legal_date(now))
    same = [row for row in rows if row.biz_step == draft.biz_step]
    best = [row for row in same if row.event_type == draft.kind and row.is_expected] or same
    return best[0].code if best else ""


def _party(session: Session, event: TraceEvent, party: PartyDraft, now: datetime) -> TraceParty:
    for field, text in (("party_name", party.name), ("party_address", party.address), ("party_tax", party.tax_code)):
        _plain(text, field)
    tax_code = party.tax_code.replace(" ", "").replace("-", "")[:14]
    known = session.scalar(select(Producer).filter_by(tax_code=tax_code)) if tax_code else None
    person_id = personal.store_person(session, values={"phone": party.phone}, now=now) if party.phone else None
    return TraceParty(
        event_id=event.id, role=party.role, kind=party.kind, name=clean_text(party.name),
        address=clean_text(party.address), tax_code=tax_code, party_uri=party.party_uri,
        producer_id=known.id if known else None, person_id=person_id,
    )  # fmt: skip


audit.required["trace_event"] = lambda session: session.scalars(select(TraceEvent.id))
