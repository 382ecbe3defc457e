"""One code as officers look at it: its batch, its mark, everything that was done to it, its scans."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.clock import legal_date
from core.errors import NotFound
from core.i18n import lazy
from qr.code_states import Hand, find_undo
from qr.models import CodeClaim, CodeMark, CodeRange, Scan
from qr.queries.batches import find_range, open_typed, write_serial
from qr.queries.histories import list_code_events, list_range_events, state_of, steps_of, undo_rules_on
from qr.serials import Opened


@dataclass(frozen=True)
class Line:
    """One step of the history. `of`: range, code, or pin."""

    at: datetime
    of: str
    state: str
    actor: str
    reason: str
    authority: str = ""
    is_undo: bool = False


@dataclass(frozen=True)
class Single:
    """One issued code. `state` is its mark, or its batch's where it has none."""

    code: Opened
    serial: str
    row: CodeRange
    mark: CodeMark | None
    claim: CodeClaim | None
    state: str
    lines: list[Line]
    scans: int
    last_scan: datetime | None


def get_single(session: Session, serial: str) -> Single:
    """The code behind a typed serial. Raises NotFound for what was never issued."""
    code = open_typed(session, serial)
    row = find_range(session, code) if code else None
    if code is None or row is None:
        raise NotFound(lazy("Mã này chưa từng được cấp."), field="serial")
    mark, claim = session.get(CodeMark, code), session.get(CodeClaim, code)
    met = select(func.count(), func.max(Scan.minute)).where(
        Scan.generation == code.generation, Scan.number == code.number
    )
    count, last = session.execute(met).one()
    return Single(code, write_serial(session, code), row, mark, claim, state_of(row, mark),
                  _lines(session, code, row, claim), count, last)  # fmt: skip


def may_unmark(session: Session, code: Opened, hand: Hand, now: datetime) -> bool:
    """Whether this hand may take the last mark back now."""
    steps = steps_of(list_code_events(session, code))
    return find_undo(steps, undo_rules_on(session, legal_date(now)), hand, now) is not None


def _lines(session: Session, code: Opened, row: CodeRange, claim: CodeClaim | None) -> list[Line]:
    """Everything that happened to the code, oldest first."""
    steps = [(event, "range") for event in list_range_events(session, row)]
    steps += [(event, "code") for event in list_code_events(session, code) if event.seq > 1]
    lines = [
        Line(event.at, of, event.state, event.actor, event.reason, event.authority, event.undoes is not None)
        for event, of in steps
    ]
    if claim:
        lines.append(Line(claim.at, "pin", "claimed", "citizen", ""))
    return sorted(lines, key=lambda line: line.at)
