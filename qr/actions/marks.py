"""Single codes that are unlike their batch: cancelled, lost, blocked by an officer."""

from datetime import datetime

from sqlalchemy.orm import Session

from core import audit
from core.actor import Actor
from core.clock import legal_date
from core.errors import BadInput, NotFound
from core.i18n import lazy
from core.keys import keys_of
from qr.models import CodeMark
from qr.queries.batches import find_range
from qr.serials import normalize_serial, open_serial

STATES = ("void", "stolen", "blocked", "cleared")
"""What a mark may say; "cleared" takes an earlier mark back and leaves its history in the audit."""


def mark_code(
    session: Session,
    *,
    serial: str,
    state: str,
    reason: str,
    actor: Actor,
    now: datetime,
    authority: str = "",
) -> CodeMark:
    """Mark one issued code. `authority` is who stopped it, shown to buyers of a blocked code.

    Raises NotFound for a serial that was never issued, BadInput for another state or no reason.
    """
    if state not in STATES or not reason.strip():
        raise BadInput(lazy("Chọn trạng thái của mã và ghi lý do."), field="reason")
    keys = {number: key.secret for number, key in keys_of(session, "serial").items()}
    opened = open_serial(keys, normalize_serial(serial))
    row = find_range(session, opened) if opened else None
    if opened is None or row is None:
        raise NotFound(lazy("Mã này chưa từng được cấp."), field="serial")
    mark = session.get(CodeMark, opened, with_for_update=True)
    if mark is None:
        mark = CodeMark(generation=opened.generation, number=opened.number)
        session.add(mark)
    mark.state, mark.reason, mark.authority = state, reason.strip(), authority
    mark.marked_on, mark.actor, mark.at = legal_date(now), str(actor), now
    facts = {"generation": opened.generation, "number": opened.number, "reason": mark.reason}
    stream = f"batch:{row.batch_id}"
    audit.append(session, stream=stream, kind=f"code.{state}", actor=actor, at=now, facts=facts)
    return mark
