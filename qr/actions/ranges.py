"""What every change of a batch is made of: its rows, a part cut out of them, the change written down."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import audit
from core.actor import Actor
from core.clock import legal_date
from core.errors import BadInput, NotFound
from core.i18n import lazy
from qr.code_states import hand_of
from qr.models import CodeRange, RangeEvent

KEPT = (
    "batch_id", "generation", "product_id", "lot_id", "state", "state_on", "state_reason", "state_authority",
    "request_id", "issued_at", "pin_key", "signing_key",
)  # fmt: skip
"""What the pieces of a range have in common."""


@dataclass(frozen=True)
class Span:
    """Part of a batch, by place in the counter, both ends included."""

    first: int
    last: int


def list_rows(session: Session, batch_id: UUID, span: Span | None) -> list[CodeRange]:
    """The ranges of a batch that the span touches, held until the commit. Raises NotFound, BadInput."""
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


def cut_out(session: Session, row: CodeRange, span: Span | None) -> CodeRange:
    """The part of the row inside the span as a row of its own; what is left over keeps its state."""
    if span is None:
        return row
    first, last = max(row.first_number, span.first), min(row.last_number, span.last)
    before, after = (row.first_number, first - 1), (last + 1, row.last_number)
    row.first_number, row.last_number = first, last
    session.flush()
    shared = {name: getattr(row, name) for name in KEPT}
    for start, end in (before, after):
        if start <= end:
            session.add(CodeRange(first_number=start, last_number=end, **shared))
    session.flush()
    return row


def change_rows(
    session: Session, rows: Iterable[CodeRange], state: str, *, reason: str, authority: str = "",
    actor: Actor, now: datetime, undoes: dict[UUID, int] | None = None,
) -> int:  # fmt: skip
    """Put the rows into a state and write it down; returns how many codes. `undoes`: row -> step taken back."""
    rows = list(rows)
    for row in rows:
        row.state, row.state_on, row.state_reason, row.state_authority = state, legal_date(now), reason, authority
    record_rows(session, rows, actor=actor, now=now, reason=reason, undoes=undoes)
    return sum(row.last_number - row.first_number + 1 for row in rows)


def record_rows(
    session: Session, rows: list[CodeRange], *, actor: Actor, now: datetime, reason: str,
    undoes: dict[UUID, int] | None = None,
) -> None:  # fmt: skip
    """One event for each range, one step of the batch's audit for each event."""
    batch = rows[0].batch_id
    seq = session.scalar(select(func.max(RangeEvent.seq)).where(RangeEvent.batch_id == batch)) or 0
    for number, row in enumerate(rows, start=seq + 1):
        undone = (undoes or {}).get(row.id)
        session.add(
            RangeEvent(
                batch_id=batch, seq=number, state=row.state, first_number=row.first_number,
                last_number=row.last_number, at=now, actor=str(actor), hand=hand_of(actor), reason=reason,
                authority=row.state_authority, undoes=undone,
            )
        )  # fmt: skip
        facts = {"generation": row.generation, "first": row.first_number, "last": row.last_number}
        facts |= {"lot": str(row.lot_id), "reason": reason} | ({"undoes": undone} if undone else {})
        kind = "codes.undone" if undone else f"codes.{row.state}"
        audit.append(session, stream=f"batch:{batch}", kind=kind, actor=actor, at=now, facts=facts)
    session.flush()


audit.required["batch"] = lambda session: session.scalars(select(CodeRange.batch_id).distinct())
