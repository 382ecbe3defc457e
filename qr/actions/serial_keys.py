"""A new generation of the key of serials. Codes printed under older ones are opened for ever."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import audit
from core.actor import Actor
from core.errors import Conflict
from core.i18n import lazy
from core.keys import KeyRow, add_key
from qr.serials import GENERATIONS


def add_generation(session: Session, *, actor: Actor, now: datetime) -> int:
    """From now on codes are issued under a new key; returns its generation, the first character of serials.

    Raises Conflict when all generations that one character can name are used.
    """
    last = session.scalars(select(KeyRow).filter_by(kind="serial").order_by(KeyRow.number.desc()).limit(1)).first()
    if last is not None and last.number + 1 >= GENERATIONS:
        raise Conflict(lazy("Đã dùng hết %(count)s đời khóa của mã.", count=GENERATIONS))
    if last is not None:
        last.valid_to = now
    row = add_key(session, kind="serial", now=now)
    facts = {"generation": row.number}
    audit.append(session, stream="keys:serial", kind="key.added", actor=actor, at=now, facts=facts)
    return row.number
