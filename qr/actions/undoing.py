"""Taking a change of a batch back: by who made it, in the time of the rule, never what was cancelled or lost."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from core.actor import Actor
from core.clock import legal_date
from core.errors import BadInput, Conflict
from core.i18n import lazy
from qr.actions.ranges import Span, change_rows, cut_out, list_rows
from qr.code_states import find_undo, hand_of
from qr.models import CodeRange
from qr.queries.histories import list_range_events, steps_of, undo_rules_on


def undo_change(
    session: Session, *, batch_id: UUID, state: str, reason: str, span: Span | None = None, actor: Actor, now: datetime
) -> int:
    """Put codes in `state` back to what they were before; the step stays in the history. Returns how many codes.

    Raises BadInput without a reason, Conflict when nothing there may be taken back by this hand any more.
    """
    if not reason.strip():
        raise BadInput(lazy("Ghi lý do hoàn tác."), field="reason")
    rows = [row for row in list_rows(session, batch_id, span) if row.state == state]
    rules, hand = undo_rules_on(session, legal_date(now)), hand_of(actor)
    found = [(row, find_undo(steps_of(list_range_events(session, row)), rules, hand, now)) for row in rows]
    backs = [(row, undo) for row, undo in found if undo is not None]
    if not backs:
        raise Conflict(
            lazy("Không hoàn tác được: chỉ nơi đã đổi mới hoàn tác, trong thời hạn; mã đã hủy, đã báo mất thì không."),
            field="first",
        )
    return sum(_take_back(session, row, span, undo, reason.strip(), actor, now) for row, undo in backs)


def _take_back(session: Session, row: CodeRange, span: Span | None, undo, reason: str, actor: Actor, now) -> int:
    last, before = undo
    part = cut_out(session, row, span)
    count = change_rows(session, [part], before.state, reason=reason, actor=actor, now=now, undoes={part.id: last.seq})
    # Buyers read the day and the reason of the state that holds again, not those of the taking back.
    part.state_on, part.state_reason = legal_date(before.at), before.reason
    part.state_authority = before.authority
    session.flush()
    return count
