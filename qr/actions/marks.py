"""Single codes that are unlike their batch: sold, cancelled, lost, blocked by an officer; and marks taken back."""

from datetime import datetime

from sqlalchemy.orm import Session

from core import audit
from core.actor import SYSTEM, Actor
from core.clock import legal_date
from core.errors import BadInput, Conflict, NotAllowed, NotFound
from core.i18n import lazy
from qr.code_states import ALLOWED, SINGLE, Hand, find_undo, hand_of, may_change
from qr.models import CodeEvent, CodeMark, CodeRange
from qr.queries.batches import find_range, open_typed
from qr.queries.histories import CLEARED, list_code_events, state_of, steps_of, undo_rules_on
from qr.serials import Opened


def mark_code(
    session: Session, *, serial: str, state: str, reason: str, actor: Actor, now: datetime, authority: str = ""
) -> CodeMark:
    """Mark one issued code. `authority` is who stopped it, shown to buyers of a blocked code.

    Raises NotFound for a serial that was never issued, BadInput for another state or no reason, Conflict and
    NotAllowed for a change that is not in the table.
    """
    if state not in SINGLE or not reason.strip():
        raise BadInput(lazy("Chọn trạng thái của mã và ghi lý do."), field="reason")
    code, row = _find(session, serial)
    mark = session.get(CodeMark, code, with_for_update=True)
    old = state_of(row, mark)
    if state not in ALLOWED[old]:
        raise Conflict(lazy("Mã này không đổi được sang trạng thái đó."), field="state")
    if not may_change(old, state, hand_of(actor)):
        raise NotAllowed(lazy("Mã này chỉ cơ quan quản lý mới đổi được sang trạng thái đó."), field="state")
    if mark is None:
        mark = CodeMark(generation=code.generation, number=code.number)
        _append(session, code, 1, row.state, actor=SYSTEM, now=row.issued_at)
    seq = len(list_code_events(session, code)) + 1
    _append(session, code, seq, state, actor=actor, now=now, reason=reason.strip(), authority=authority)
    _write(mark, state, reason.strip(), authority, actor, now)
    session.add(mark)
    _record(session, row, code, f"code.{state}", mark.reason, actor, now)
    return mark


def unmark_code(session: Session, *, serial: str, reason: str, actor: Actor, now: datetime) -> CodeMark:
    """Take the last mark of a code back, by the hand that made it and in the time of the rule.

    Raises NotFound, BadInput without a reason, Conflict when it may not be taken back.
    """
    if not reason.strip():
        raise BadInput(lazy("Ghi lý do hoàn tác."), field="reason")
    code, row = _find(session, serial)
    mark = session.get(CodeMark, code, with_for_update=True)
    events = list_code_events(session, code)
    undo = find_undo(steps_of(events), undo_rules_on(session, legal_date(now)), hand_of(actor), now)
    if mark is None or undo is None:
        raise Conflict(
            lazy("Không hoàn tác được: chỉ nơi đã đổi mới hoàn tác, trong thời hạn; mã đã hủy, đã báo mất thì không."),
            field="reason",
        )
    last, before = undo
    state = CLEARED if before.seq == 1 else before.state
    _append(session, code, len(events) + 1, before.state, actor=actor, now=now, reason=reason.strip(), undoes=last.seq)
    _write(mark, state, before.reason, before.authority, actor, now if state == CLEARED else before.at)
    _record(session, row, code, "code.undone", reason.strip(), actor, now)
    return mark


def _find(session: Session, serial: str) -> tuple[Opened, CodeRange]:
    opened = open_typed(session, serial)
    row = find_range(session, opened) if opened else None
    if opened is None or row is None:
        raise NotFound(lazy("Mã này chưa từng được cấp."), field="serial")
    return opened, row


def _append(
    session: Session, code: Opened, seq: int, state: str, *, actor: Actor, now: datetime, reason: str = "",
    authority: str = "", undoes: int | None = None,
) -> None:  # fmt: skip
    hand = hand_of(actor) if seq > 1 else Hand.SYSTEM
    session.add(
        CodeEvent(generation=code.generation, number=code.number, seq=seq, state=state, at=now, actor=str(actor),
                  hand=hand, authority=authority, reason=reason, undoes=undoes)
    )  # fmt: skip
    session.flush()


def _write(mark: CodeMark, state: str, reason: str, authority: str, actor: Actor, at: datetime) -> None:
    mark.state, mark.reason, mark.authority = state, reason, authority
    mark.marked_on, mark.actor, mark.at = legal_date(at), str(actor), at


def _record(
    session: Session, row: CodeRange, code: Opened, kind: str, reason: str, actor: Actor, now: datetime
) -> None:
    facts = {"generation": code.generation, "number": code.number, "reason": reason}
    audit.append(session, stream=f"batch:{row.batch_id}", kind=kind, actor=actor, at=now, facts=facts)
