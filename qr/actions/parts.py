"""A change of a batch or of the part of it that somebody named by serials or by count."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from core.actor import Actor
from qr.actions.codes import change_codes
from qr.actions.ranges import Span
from qr.actions.undoing import undo_change
from qr.queries.outlook import read_part


def change_part(
    session: Session, *, batch_id: UUID, state: str, is_undo: bool = False, first: str = "", last: str = "",
    count: int | None = None, reason: str = "", authority: str = "", actor: Actor, now: datetime,
) -> int:  # fmt: skip
    """Bring the part into `state`, or with `is_undo` back out of it. Returns how many codes changed."""
    ends = read_part(session, batch_id, first=first, last=last, count=count)
    how = {"batch_id": batch_id, "state": state, "span": Span(*ends) if ends else None, "reason": reason}
    how |= {"actor": actor, "now": now}
    return undo_change(session, **how) if is_undo else change_codes(session, authority=authority, **how)
