"""Journal records into scan rows and day counts: one phone once in 24 hours, busy phones without weight."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.clock import legal_date
from qr.journal import SAID, ScanRecord
from qr.models import Scan, ScanDay
from qr.serials import Opened

REPEAT = timedelta(hours=24)
_BY_COOKIE, _BY_NETWORK = 2, 1

Code = tuple[UUID | None, UUID | None, str, int | None, int | None]


@dataclass
class Kept:
    """What a batch of records touched: the codes of single items, and those of them scanned while inactive."""

    codes: set[Opened] = field(default_factory=set)
    inactive: set[Opened] = field(default_factory=set)


@dataclass
class _Desk:
    """What is at hand while a batch is kept."""

    session: Session
    busy: int
    seen: dict[str, list[Scan]]
    counts: Counter[tuple]
    kept: Kept


def keep_records(session: Session, records: list[ScanRecord], *, busy: int) -> Kept:
    """Store the records; a device with more than `busy` codes in a day is an inspector or a machine."""
    desk = _Desk(session, busy, _recent(session, records), Counter(), Kept())
    for record in records:
        if not record.network:
            desk.counts[_day_key(record, None)] += 1
        elif same := _find_same(desk.seen, record):
            _hear_place(desk, same, record)
        else:
            _add(desk, record)
    for key, count in desk.counts.items():
        if count:
            _count_day(session, key, count)
    return desk.kept


def _find_same(seen: dict[str, list[Scan]], record: ScanRecord) -> Scan | None:
    """The scan of the same phone, or of the same network at a first visit, within a day."""
    past = [*seen.get(record.device or record.network, []), *seen.get(record.network, [])]
    code, at = code_of(record), instant(record.minute)
    return next((scan for scan in past if code_of(scan) == code and abs(at - scan.minute) < REPEAT), None)


def _hear_place(desk: _Desk, scan: Scan, record: ScanRecord) -> None:
    """A repeat adds nothing but the province that the person says; the first word stands."""
    if record.source != SAID or scan.province_source == SAID:
        return
    desk.counts[_day_key(scan, None)] -= 1
    desk.counts[_day_key(scan, record.province)] += 1
    scan.province_code, scan.province_source = record.province, SAID
    _touch(desk, scan)


def _add(desk: _Desk, record: ScanRecord) -> None:
    scan = _as_scan(record)
    desk.session.add(scan)
    desk.counts[_day_key(scan, record.province if record.source == SAID else None)] += 1
    mine = desk.seen.setdefault(scan.device, [])
    mine.append(scan)
    _touch(desk, scan)
    lately = [other for other in mine if abs(scan.minute - other.minute) < REPEAT]
    if len({code_of(other) for other in lately if other.number is not None}) > desk.busy:
        for other in lately:
            other.weight = 0
            _touch(desk, other)


def _touch(desk: _Desk, scan: Scan) -> None:
    if scan.generation is None or scan.number is None:
        return
    code = Opened(scan.generation, scan.number)
    desk.kept.codes.add(code)
    if scan.verdict == "V9":
        desk.kept.inactive.add(code)


def _recent(session: Session, records: Iterable[ScanRecord]) -> dict[str, list[Scan]]:
    devices = {device for record in records for device in (record.device, record.network) if device}
    seen: dict[str, list[Scan]] = {}
    if devices:
        since = instant(min(record.minute for record in records)) - REPEAT
        for scan in session.scalars(select(Scan).where(Scan.device.in_(devices), Scan.minute >= since)):
            seen.setdefault(scan.device, []).append(scan)
    return seen


def code_of(scan: Scan | ScanRecord) -> Code:
    """What makes two scans scans of one code."""
    return (scan.product_id, scan.lot_id, scan.level, scan.generation, scan.number)


def _as_scan(record: ScanRecord) -> Scan:
    return Scan(
        minute=instant(record.minute),
        product_id=record.product_id,
        lot_id=record.lot_id,
        level=record.level,
        generation=record.generation,
        number=record.number,
        verdict=record.verdict,
        province_code=record.province or None,
        province_source=record.source,
        device=record.device or record.network,
        network=record.network,
        weight=_BY_COOKIE if record.device else _BY_NETWORK,
    )


def _day_key(scan: Scan | ScanRecord, province: str | None) -> tuple:
    minute = scan.minute if isinstance(scan.minute, datetime) else instant(scan.minute)
    return (legal_date(minute), scan.product_id, scan.lot_id, scan.level, str(scan.verdict), province)


def _count_day(session: Session, day_key: tuple, count: int) -> None:
    day, product_id, lot_id, level, verdict, province = day_key
    ids = (each.hex if each else "" for each in (product_id, lot_id))
    key = "|".join((f"{day:%Y%m%d}", *ids, level, verdict, *([province] if province else [])))
    row = session.get(ScanDay, key, with_for_update=True)
    if row is None:
        row = ScanDay(
            key=key, day=day, product_id=product_id, lot_id=lot_id, level=level, verdict=verdict,
            province_code=province, count=0,
        )  # fmt: skip
        session.add(row)
    row.count += count


def instant(minute: int) -> datetime:
    """The instant of a minute since 1970."""
    return datetime.fromtimestamp(minute * 60, UTC)
