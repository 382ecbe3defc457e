"""Batches of codes: issued, printed, activated, in trade, cancelled, lost, blocked. Never a row per code."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from core.actor import Actor
from core.clock import legal_date
from core.db import new_id
from core.errors import BadInput, Conflict, NotAllowed, NotFound
from core.i18n import lazy
from core.keys import current_key, refresh_keys
from qr.actions.ranges import Span, change_rows, cut_out, list_rows, record_rows
from qr.code_states import ALLOWED, NEEDS_REASON, hand_of, may_change
from qr.models import CodeRange, SerialCounter
from registry.models import Lot

__all__ = ["ALLOWED", "MOST", "Span", "activate_codes", "block_codes", "change_codes", "issue_codes", "mark_printed",
           "report_stolen", "void_codes"]  # fmt: skip

MOST = 1_000_000
"""Codes in one batch."""


def issue_codes(
    session: Session, *, lot_id: UUID, count: int, has_pin: bool = False, is_signed: bool = False,
    request_id: UUID | None = None, actor: Actor, now: datetime,
) -> CodeRange:  # fmt: skip
    """Lease `count` numbers of the counter to a lot and store them as one row.

    `has_pin` prints a scratch PIN on each label, `is_signed` a signature in each link; `request_id` is what
    the producer had asked for.

    Raises NotFound for an unknown lot, BadInput for a count outside 1 .. 1,000,000.
    """
    lot = session.get(Lot, lot_id)
    if lot is None:
        raise NotFound(lazy("Không có lô này."), field="lot")
    if not 1 <= count <= MOST:
        raise BadInput(lazy("Một đợt có từ 1 đến 1.000.000 mã, không phải %(count)s.", count=count), field="count")
    refresh_keys(session)
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
        state_authority="",
        request_id=request_id,
        issued_at=now,
        pin_key=current_key(session, "pin").number if has_pin else None,
        signing_key=current_key(session, "signing").number if is_signed else None,
    )
    session.add(row)
    record_rows(session, [row], actor=actor, now=now, reason="")
    return row


def mark_printed(session: Session, *, batch_id: UUID, actor: Actor, now: datetime) -> None:
    """The first sheet of a batch has been drawn; later prints change nothing."""
    rows = list_rows(session, batch_id, None)
    waiting = [row for row in rows if row.state == "reserved"]
    if waiting:
        change_rows(session, waiting, "printed", actor=actor, now=now, reason="")


def activate_codes(
    session: Session, *, batch_id: UUID, actor: Actor, now: datetime, span: Span | None = None, reason: str = ""
) -> int:
    """The labels are on the goods; returns how many codes are right from now on."""
    return change_codes(
        session, batch_id=batch_id, state="active", span=span, actor=actor, now=now, reason=reason
    )


def void_codes(
    session: Session, *, batch_id: UUID, reason: str, actor: Actor, now: datetime, span: Span | None = None
) -> int:
    """Cancel a batch or part of it for good; returns how many codes. A reason is needed."""
    return change_codes(session, batch_id=batch_id, state="void", span=span, actor=actor, now=now, reason=reason)


def report_stolen(
    session: Session, *, batch_id: UUID, reason: str, actor: Actor, now: datetime, span: Span | None = None
) -> int:
    """The producer has lost these labels; returns how many codes."""
    return change_codes(session, batch_id=batch_id, state="stolen", span=span, actor=actor, now=now, reason=reason)


def block_codes(
    session: Session, *, batch_id: UUID, reason: str, authority: str = "", actor: Actor, now: datetime,
    span: Span | None = None,
) -> int:  # fmt: skip
    """An authority stops these codes while it looks; taking the block back is `undoing.undo_change`."""
    return change_codes(
        session, batch_id=batch_id, state="blocked", span=span, actor=actor, now=now, reason=reason, authority=authority
    )


def change_codes(
    session: Session, *, batch_id: UUID, state: str, span: Span | None = None, reason: str = "", authority: str = "",
    actor: Actor, now: datetime,
) -> int:  # fmt: skip
    """Bring a batch, or the part in the span, into a state; codes that may not go there stay. Returns how many went.

    Raises BadInput without a reason that buyers would read, Conflict when no code can go there, NotAllowed when
    some could but not by this hand.
    """
    if state in NEEDS_REASON and not reason.strip():
        raise BadInput(lazy("Ghi lý do, người mua sẽ đọc lý do này."), field="reason")
    touched = list_rows(session, batch_id, span)
    rows = [row for row in touched if may_change(row.state, state, hand_of(actor))]
    if not rows and any(state in ALLOWED[row.state] for row in touched):
        raise NotAllowed(lazy("Các mã này chỉ cơ quan quản lý mới đổi được sang trạng thái đó."), field="first")
    if not rows:
        raise Conflict(lazy("Không còn mã nào của đợt này đổi được sang trạng thái đó."), field="first")
    parts = [cut_out(session, row, span) for row in rows]
    return change_rows(session, parts, state, reason=reason.strip(), authority=authority, actor=actor, now=now)


def _lease(session: Session, generation: int, count: int) -> int:
    counter = session.get(SerialCounter, generation, with_for_update=True)
    if counter is None:
        counter = SerialCounter(generation=generation, next_number=0)
        session.add(counter)
    first = counter.next_number
    counter.next_number = first + count
    return first
