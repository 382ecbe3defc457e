"""Batches of codes: issued, printed, activated, cancelled, reported lost, blocked. Never a row per code."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import audit
from core.actor import Actor
from core.clock import legal_date
from core.db import new_id
from core.errors import BadInput, Conflict, NotFound
from core.i18n import lazy
from core.keys import current_key
from qr.models import CodeRange, RangeEvent, SerialCounter
from registry.models import Lot

MOST = 1_000_000
"""Codes in one batch."""

ALLOWED = {
    "reserved": {"printed", "active", "void", "stolen", "blocked"},
    "printed": {"active", "void", "stolen", "blocked"},
    "active": {"void", "stolen", "blocked"},
    "stolen": {"active", "void", "blocked"},
    "blocked": {"active", "void", "stolen"},
    "void": set(),
}
"""State of a range -> the states it may go to. What is cancelled stays cancelled."""


@dataclass(frozen=True)
class Span:
    """Part of a batch, by place in the counter, both ends included."""

    first: int
    last: int


def issue_codes(
    session: Session, *, lot_id: UUID, count: int, has_pin: bool = False, is_signed: bool = False,
    actor: Actor, now: datetime,
) -> CodeRange:  # fmt: skip
    """Lease `count` numbers of the counter to a lot and store them as one row.

    `has_pin` prints a scratch PIN on each label, `is_signed` a signature in each link.

    Raises NotFound for an unknown lot, BadInput for a count outside 1 .. 1,000,000.
    """
    lot = session.get(Lot, lot_id)
    if lot is None:
        raise NotFound(lazy("Không có lô này."), field="lot")
    if not 1 <= count <= MOST:
        raise BadInput(lazy("Một đợt có từ 1 đến 1.000.000 mã, không phải %(count)s.", count=count), field="count")
    generation = current_key(session, "serial").number
    first = _lease(session, generation, count)
    batch = new_id()
    row = CodeRange(
        id=batch,
        batch_id=batch,
        generation=generation,
        first_number=first,
        last_number=first + count - 1,
        product_id=lot.product_id,
        lot_id=lot.id,
        state="reserved",
        state_on=legal_date(now),
        issued_at=now,
        pin_key=current_key(session, "pin").number if has_pin else None,
        signing_key=current_key(session, "signing").number if is_signed else None,
    )
    session.add(row)
    _record(session, [row], actor=actor, now=now, reason="")
    return row


def mark_printed(session: Session, *, batch_id: UUID, actor: Actor, now: datetime) -> None:
    """The first sheet of a batch has been drawn; later prints change nothing."""
    rows = _rows_of(session, batch_id, None)
    waiting = [row for row in rows if row.state == "reserved"]
    if waiting:
        _change(session, waiting, "printed", actor=actor, now=now, reason="")


def activate_codes(session: Session, *, batch_id: UUID, actor: Actor, now: datetime, span: Span | None = None) -> int:
    """The labels are on the goods; returns how many codes are right from now on."""
    return _set_state(session, batch_id, "active", span=span, actor=actor, now=now, reason="")


def void_codes(
    session: Session, *, batch_id: UUID, reason: str, actor: Actor, now: datetime, span: Span | None = None
) -> int:
    """Cancel a batch or part of it for good; returns how many codes. A reason is needed."""
    return _with_reason(session, batch_id, "void", span=span, actor=actor, now=now, reason=reason)


def report_stolen(
    session: Session, *, batch_id: UUID, reason: str, actor: Actor, now: datetime, span: Span | None = None
) -> int:
    """The producer has lost these labels; returns how many codes."""
    return _with_reason(session, batch_id, "stolen", span=span, actor=actor, now=now, reason=reason)


def block_codes(
    session: Session, *, batch_id: UUID, reason: str, actor: Actor, now: datetime, span: Span | None = None
) -> int:
    """An authority stops these codes while it looks; `activate_codes` lifts it."""
    return _with_reason(session, batch_id, "blocked", span=span, actor=actor, now=now, reason=reason)


def _with_reason(session: Session, batch_id: UUID, state: str, *, reason: str, **how) -> int:
    if not reason.strip():
        raise BadInput(lazy("Ghi lý do, người mua sẽ đọc lý do này."), field="reason")
    return _set_state(session, batch_id, state, reason=reason.strip(), **how)


def _set_state(session: Session, batch_id: UUID, state: str, *, span: Span | None, **how) -> int:
    rows = [row for row in _rows_of(session, batch_id, span) if state in ALLOWED[row.state]]
    if not rows:
        raise Conflict(lazy("Không còn mã nào của đợt này đổi được sang trạng thái đó."))
    parts = [_cut_out(session, row, span) for row in rows]
    _change(session, parts, state, **how)
    return sum(part.last_number - part.first_number + 1 for part in parts)


def _lease(session: Session, generation: int, count: int) -> int:
    counter = session.get(SerialCounter, generation, with_for_update=True)
    if counter is None:
        counter = SerialCounter(generation=generation, next_number=0)
        session.add(counter)
    first = counter.next_number
    counter.next_number = first + count
    return first


def _rows_of(session: Session, batch_id: UUID, span: Span | None) -> list[CodeRange]:
    wanted = select(CodeRange).where(CodeRange.batch_id == batch_id).order_by(CodeRange.first_number)
    rows = session.scalars(wanted.with_for_update()).all()
    if not rows:
        raise NotFound(lazy("Không có đợt mã này."), field="batch")
    if span is None:
        return list(rows)
    touched = [row for row in rows if row.first_number <= span.last and span.first <= row.last_number]
    if not touched or span.first > span.last:
        raise BadInput(lazy("Các mã từ đầu đến cuối phải thuộc đợt này, đúng thứ tự in."), field="first")
    return touched


def _cut_out(session: Session, row: CodeRange, span: Span | None) -> CodeRange:
    """The part of the row inside the span as a row of its own; what is left over keeps its state."""
    if span is None:
        return row
    first, last = max(row.first_number, span.first), min(row.last_number, span.last)
    before, after = (row.first_number, first - 1), (last + 1, row.last_number)
    row.first_number, row.last_number = first, last
    session.flush()
    for start, end in (before, after):
        if start <= end:
            session.add(_copy(row, start, end))
    session.flush()
    return row


def _copy(row: CodeRange, first: int, last: int) -> CodeRange:
    return CodeRange(
        batch_id=row.batch_id,
        generation=row.generation,
        first_number=first,
        last_number=last,
        product_id=row.product_id,
        lot_id=row.lot_id,
        state=row.state,
        state_on=row.state_on,
        state_reason=row.state_reason,
        issued_at=row.issued_at,
        pin_key=row.pin_key,
        signing_key=row.signing_key,
    )


def _change(session: Session, rows: Iterable[CodeRange], state: str, *, actor, now, reason: str) -> None:
    rows = list(rows)
    for row in rows:
        row.state, row.state_on, row.state_reason = state, legal_date(now), reason
    _record(session, rows, actor=actor, now=now, reason=reason)


def _record(session: Session, rows: list[CodeRange], *, actor: Actor, now: datetime, reason: str) -> None:
    """One event for each range, one step of the batch's audit for each event."""
    batch = rows[0].batch_id
    seq = session.scalar(select(func.max(RangeEvent.seq)).where(RangeEvent.batch_id == batch)) or 0
    for number, row in enumerate(rows, start=seq + 1):
        span = {"generation": row.generation, "first": row.first_number, "last": row.last_number}
        session.add(
            RangeEvent(
                batch_id=batch,
                seq=number,
                state=row.state,
                first_number=row.first_number,
                last_number=row.last_number,
                at=now,
                actor=str(actor),
                reason=reason,
            )
        )
        facts = span | {"lot": str(row.lot_id), "reason": reason}
        kind = f"codes.{row.state}"
        audit.append(session, stream=f"batch:{batch}", kind=kind, actor=actor, at=now, facts=facts)
    session.flush()


audit.required["batch"] = lambda session: session.scalars(select(CodeRange.batch_id).distinct())
