"""What a change of codes would do, asked before it is done: how many codes, which were scanned, which stay."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from core.clock import legal_date
from core.errors import BadInput, NotFound
from core.i18n import lazy
from core.text import format_number
from qr.code_states import STATES, Hand, find_undo, may_change
from qr.models import CodeClaim, CodeRange, RangeEvent, Scan
from qr.queries.batches import find_range, open_typed, write_serial
from qr.queries.histories import steps_of, undo_rules_on
from qr.serials import Opened

SHOWN = 20

Ends = tuple[int, int]


@dataclass
class Outlook:
    """Codes that would change and codes that stay, by their present state; of the former, those met by people."""

    going: dict[str, int] = field(default_factory=dict)
    staying: dict[str, int] = field(default_factory=dict)
    back_to: set[str] = field(default_factory=set)  # of a taking back: what holds again
    scanned: int = 0
    scans: list[tuple[str, datetime]] = field(default_factory=list)  # serial, last scan; the newest SHOWN
    opened: int = 0  # PINs

    @property
    def total(self) -> int:
        return sum(self.going.values())


def read_part(
    session: Session, batch_id: UUID, *, first: str = "", last: str = "", count: int | None = None
) -> Ends | None:
    """The numbers of a part: between two serials, or a serial and how many from there; None is the whole batch.

    Raises BadInput for a serial of another batch or of nobody, and for a part that runs over the end.
    """
    if not first and not last:
        if count is not None:
            raise BadInput(lazy("Ghi mã đầu để đếm từ đó."), field="first")
        return None
    start = _open_in(session, batch_id, first or last, "first" if first else "last")
    if count is not None and last:
        raise BadInput(lazy("Ghi mã cuối hoặc số tem, không ghi cả hai."), field="count")
    if count is None:
        end = _open_in(session, batch_id, last or first, "last" if last else "first")
        if end < start:
            raise BadInput(lazy("Mã cuối in trước mã đầu. Đổi chỗ hai mã."), field="last")
        return start, end
    left = (session.scalar(select(func.max(CodeRange.last_number)).filter_by(batch_id=batch_id)) or start) - start + 1
    if count > left:
        raise BadInput(
            lazy("Từ mã đầu đến hết đợt chỉ còn %(left)s tem, không đủ %(sent)s.", left=format_number(left),
                 sent=format_number(count)), field="count",
        )  # fmt: skip
    return start, start + count - 1


def foresee(
    session: Session, batch_id: UUID, ends: Ends | None, *, state: str, is_undo: bool = False, hand: Hand, now: datetime
) -> Outlook:
    """What bringing the part into `state`, or back out of it, would do. Raises NotFound."""
    rows = session.scalars(select(CodeRange).filter_by(batch_id=batch_id).order_by(CodeRange.first_number)).all()
    if not rows:
        raise NotFound(lazy("Không có đợt mã này."), field="batch")
    backs = _backs(session, batch_id, rows, state, hand, now) if is_undo else {}
    outlook, going = Outlook(), []
    for row in rows:
        size = _overlap(row, ends)
        if not size:
            continue
        goes = row.id in backs if is_undo else may_change(row.state, state, hand)
        counts = outlook.going if goes else outlook.staying
        counts[row.state] = counts.get(row.state, 0) + size
        if goes:
            going.append(row.id)
            outlook.back_to |= {backs[row.id]} if is_undo else set()
    if going:
        _count_met(session, outlook, going, ends)
    return outlook


def look_ahead(
    session: Session, batch_id: UUID, values: dict, *, hand: Hand, now: datetime
) -> tuple[Outlook | None, dict[str, list[str]]]:
    """The outlook of a change as typed into a form; without one, what is wrong with the part by field."""
    words = {name: str(values.get(name) or "") for name in ("state", "first", "last", "count")}
    digits = words["count"].replace(".", "")
    count = int(digits[:12]) if digits.isascii() and digits.isdigit() else None
    if words["state"] not in STATES:
        return None, {}
    try:
        ends = read_part(session, batch_id, first=words["first"], last=words["last"], count=count)
    except BadInput as refused:
        return None, {refused.field or "first": [str(refused)]}
    how = {"state": words["state"], "is_undo": bool(values.get("undo")), "hand": hand, "now": now}
    return foresee(session, batch_id, ends, **how), {}


def _open_in(session: Session, batch_id: UUID, serial: str, field: str) -> int:
    opened = open_typed(session, serial)
    row = find_range(session, opened) if opened else None
    if opened is None or row is None:
        raise BadInput(lazy("“%(serial)s” không phải mã của hệ thống.", serial=serial[:40]), field=field)
    if row.batch_id != batch_id:
        raise BadInput(lazy("Mã “%(serial)s” không thuộc đợt này.", serial=serial[:40]), field=field)
    return opened.number


def _overlap(row: CodeRange, ends: Ends | None) -> int:
    first, last = ends or (row.first_number, row.last_number)
    return max(min(row.last_number, last) - max(row.first_number, first) + 1, 0)


def _backs(session: Session, batch_id: UUID, rows, state: str, hand: Hand, now: datetime) -> dict[UUID, str]:
    """Row -> the state that would hold again."""
    events = session.scalars(select(RangeEvent).filter_by(batch_id=batch_id).order_by(RangeEvent.seq)).all()
    rules = undo_rules_on(session, legal_date(now))
    found = {}
    for row in rows:
        own = [e for e in events if e.first_number <= row.first_number and e.last_number >= row.last_number]
        undo = find_undo(steps_of(own), rules, hand, now) if row.state == state else None
        if undo:
            found[row.id] = undo[1].state
    return found


def _count_met(session: Session, outlook: Outlook, going: list[UUID], ends: Ends | None) -> None:
    """How many of the codes people have scanned, the last of them, and how many PINs were opened."""
    scans = _inside(select(Scan.generation, Scan.number, func.max(Scan.minute).label("last")), Scan, going, ends)
    scans = scans.group_by(Scan.generation, Scan.number)
    outlook.scanned = session.scalar(select(func.count()).select_from(scans.subquery())) or 0
    newest = scans.order_by(func.max(Scan.minute).desc(), Scan.number).limit(SHOWN)
    outlook.scans = [(write_serial(session, Opened(row[0], row[1])), row[2]) for row in session.execute(newest)]
    outlook.opened = session.scalar(_inside(select(func.count(CodeClaim.number)), CodeClaim, going, ends)) or 0


def _inside(query, table, going: list[UUID], ends: Ends | None):
    """The rows of a table by code that lie in the ranges and in the part."""
    holds = and_(
        CodeRange.generation == table.generation, CodeRange.first_number <= table.number,
        CodeRange.last_number >= table.number,
    )  # fmt: skip
    query = query.join(CodeRange, holds).where(CodeRange.id.in_(going))
    return query.where(table.number.between(*ends)) if ends else query
