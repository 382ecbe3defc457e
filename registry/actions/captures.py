"""Events that programs of producers send, all of a document or none; and the keys that they send with."""

import hashlib
import json
import secrets
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.actor import Actor
from core.errors import BadInput, DomainError, NotFound
from core.fields import clean_text
from core.i18n import lazy
from registry.actions.traces import correct_event, record_event, refresh_passports
from registry.epc import parse_epc
from registry.epcis import read_event
from registry.models import TraceCapture, TraceCorrection, TraceEvent, TraceKey
from registry.queries.traces import find_named_lot
from registry.tracing import REASONS, EventDraft

MOST_KEYS = 5


class CaptureRefusedError(DomainError):
    """Some events of a document cannot be recorded, so none is; the caller's commit fails and `faults` say why."""

    status = 422

    def __init__(self, faults: list[dict]) -> None:
        super().__init__(lazy("Có %(count)s sự kiện không nhận được", count=len(faults)))
        self.faults = faults


def capture_events(
    session: Session, *, producer_id: UUID, events: list[dict], actor: Actor, now: datetime
) -> TraceCapture:
    """Record every event of a document. Raises CaptureRefusedError with all that is wrong."""
    by = {"producer_id": producer_id, "actor": actor, "now": now}
    faults: list[dict] = []
    touched: set[UUID] = set()
    recorded: list[tuple[int, dict, TraceEvent]] = []
    for place, sent in enumerate(events):
        try:
            event, lots = _record(session, sent, **by)
        except DomainError as refused:
            faults.append(_fault(place, refused))
            continue
        touched |= lots
        recorded.append((place, sent, event))
    for place, sent, event in recorded:  # afterwards: the event that puts one right may stand behind it
        try:
            _declare(session, event, sent.get("errorDeclaration"), **by)
        except DomainError as refused:
            faults.append(_fault(place, refused))
    if faults:
        raise CaptureRefusedError(faults)
    refresh_passports(session, touched, producer_id, now)
    return note_capture(session, producer_id=producer_id, events=len(events), faults=[], now=now)


def note_capture(
    session: Session, *, producer_id: UUID, events: int, faults: list[dict], now: datetime
) -> TraceCapture:
    """What became of a document, kept for its sender to ask."""
    row = TraceCapture(
        producer_id=producer_id, at=now, events=events, is_success=not faults,
        faults=json.dumps(faults, ensure_ascii=False) if faults else "",
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def capture_event(
    session: Session, *, producer_id: UUID, sent: dict, actor: Actor, now: datetime
) -> tuple[TraceEvent, set[UUID]]:
    """One event with its goods found in the register, and the lots it touches. Raises BadInput and others.

    An event that carries an errorDeclaration declares the one that stands under its id wrong.
    """
    event, lots = _record(session, sent, producer_id=producer_id, actor=actor, now=now)
    _declare(session, event, sent.get("errorDeclaration"), producer_id=producer_id, actor=actor, now=now)
    return event, lots


def make_key(session: Session, *, producer_id: UUID, label: str, actor: Actor, now: datetime) -> str:
    """A new key, told once; only its hash is kept. Raises Conflict when the producer has many already."""
    if len(list_keys(session, producer_id)) >= MOST_KEYS:
        raise BadInput(lazy("Đã có %(most)s khóa đang dùng; bỏ bớt một khóa", most=MOST_KEYS), field="label")
    secret = secrets.token_urlsafe(32)
    row = TraceKey(
        producer_id=producer_id, label=clean_text(label), hint=secret[:6], key_hash=hash_key(secret), made_at=now
    )
    session.add(row)
    session.flush()
    _record_key(session, row, "trace_key.made", actor, now)
    return secret


def end_key(session: Session, *, key_id: UUID, producer_id: UUID, actor: Actor, now: datetime) -> None:
    """The key opens nothing from now on. Raises NotFound for another's key."""
    row = session.get(TraceKey, key_id)
    if row is None or row.producer_id != producer_id or row.ended_at is not None:
        raise NotFound(lazy("Không có khóa này."))
    row.ended_at = now
    _record_key(session, row, "trace_key.ended", actor, now)


def list_keys(session: Session, producer_id: UUID) -> list[TraceKey]:
    """The keys of a producer that open today, oldest first."""
    query = select(TraceKey).filter_by(producer_id=producer_id, ended_at=None)
    return list(session.scalars(query.order_by(TraceKey.id)))


def find_key(session: Session, secret: str) -> TraceKey | None:
    """The key that was sent, while it opens; found by its hash, so the time tells nothing."""
    return session.scalar(select(TraceKey).filter_by(key_hash=hash_key(secret), ended_at=None))


def hash_key(secret: str) -> str:
    """SHA-256: the key has 256 random bits, so a slow hash would add nothing."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _record(
    session: Session, sent: dict, *, producer_id: UUID, actor: Actor, now: datetime
) -> tuple[TraceEvent, set[UUID]]:
    draft = _resolved(session, read_event(sent))
    event, _is_new = record_event(session, producer_id=producer_id, draft=draft, actor=actor, now=now)
    return event, {item.lot_id for item in draft.items if item.lot_id}


def _fault(place: int, refused: DomainError) -> dict:
    return {"event": place, "field": refused.field or "", "title": str(refused)}


def _resolved(session: Session, draft: EventDraft) -> EventDraft:
    items = []
    for item in draft.items:
        named = parse_epc(item.epc)
        lot = find_named_lot(session, named) if named else None
        serial = named.serial[:20] if lot is not None and named else ""
        items.append(replace(item, lot_id=lot.id if lot else None, serial=serial))
    return replace(draft, items=tuple(items))


def _declare(
    session: Session, event: TraceEvent, declared: dict | None, *, producer_id: UUID, actor: Actor, now: datetime
) -> None:
    """An errorDeclaration, where there is one; the same again is the same, another one is a Conflict."""
    if declared is None:
        return
    reason = str(declared.get("reason", "")).rsplit("-", 1)[-1].rsplit(":", 1)[-1]
    if reason not in REASONS:
        raise BadInput(lazy("Cần did_not_occur hoặc incorrect_data"), field="errorDeclaration.reason")
    right = _corrective(session, declared.get("correctiveEventIDs", []), producer_id)
    held = session.scalar(select(TraceCorrection).filter_by(event_id=event.id))
    if held is not None and (held.reason, held.corrected_by) == (reason, right):
        return
    correct_event(
        session, event_id=event.id, producer_id=producer_id, reason=reason, corrected_by=right, actor=actor, now=now
    )


def _corrective(session: Session, ids: list[str], producer_id: UUID) -> UUID | None:
    """The event that puts a wrong one right: an own one, recorded before or in the same document."""
    field = "errorDeclaration.correctiveEventIDs"
    if len(ids) > 1:
        raise BadInput(lazy("Mỗi sự kiện sai có một sự kiện sửa; gộp các mã hàng vào một sự kiện"), field=field)
    if not ids:
        return None
    right = session.scalar(select(TraceEvent.id).filter_by(event_id=ids[0], producer_id=producer_id))
    if right is None:
        raise BadInput(lazy("Cơ sở chưa gửi sự kiện “%(sent)s”; gửi nó trước", sent=ids[0][:80]), field=field)
    return right


def _record_key(session: Session, row: TraceKey, kind: str, actor: Actor, now: datetime) -> None:
    audit.append(
        session, stream=f"producer:{row.producer_id}", kind=kind, actor=actor, at=now, facts={"key": row.hint}
    )
