"""Journals into scan rows and day counts, each line exactly once.

The counts and the offset behind the lines they came from are written in one transaction. A file is
deleted only after the transaction that folded its last line stood, so that a crash at any moment
neither loses nor doubles a scan. One folding at a time on a machine.
"""

import fcntl
import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.clock import legal_date
from core.config import settings
from core.db import after_commit
from core.jobs import job
from qr.journal import ScanRecord, is_orphan, list_files, read_from
from qr.models import JournalOffset, Scan, ScanDay

log = logging.getLogger(__name__)

BATCH = 1000
REPEAT = timedelta(hours=24)
_BY_COOKIE, _BY_NETWORK = 2, 1

Code = tuple[object, ...]


@job("qr.fold", every=timedelta(seconds=30))
def run_fold(session: Session, _payload: dict, _now: datetime) -> None:
    """The ticker's way to fold."""
    fold_scans(session, folder=Path(settings().journal_dir))


def fold_scans(session: Session, *, folder: Path) -> int:
    """Fold up to a batch of lines of every journal; returns how many lines were read."""
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder) as is_alone:
        if not is_alone:
            return 0
        _forget_deleted(session, folder)
        return sum(_fold_file(session, path) for path in list_files(folder))


def _fold_file(session: Session, path: Path) -> int:
    row = session.get(JournalOffset, path.name, with_for_update=True)
    row = row or JournalOffset(file=path.name, offset=0)
    was_orphan = is_orphan(path)  # asked before reading: what is written later is read next time
    session.add(row)
    lines = list(read_from(path, row.offset, BATCH))
    records = [record for _, record in lines if record is not None]
    if len(records) < len(lines):
        log.warning("%s: %d damaged lines left out", path.name, len(lines) - len(records))
    _keep(session, records)
    if lines:
        row.offset = lines[-1][0]
    elif was_orphan:
        after_commit(session, _deleting(path))
    session.flush()
    return len(lines)


def _deleting(path: Path) -> Callable[[], None]:
    return lambda: path.unlink(missing_ok=True)


def _forget_deleted(session: Session, folder: Path) -> None:
    """Offsets of files that are gone are needed no more."""
    here = {path.name for path in list_files(folder)}
    for row in session.scalars(select(JournalOffset)):
        if row.file not in here:
            session.delete(row)


def _keep(session: Session, records: list[ScanRecord]) -> None:
    seen = _recent(session, records)
    counts: Counter[tuple] = Counter()
    for record in records:
        code = _code_of(record)
        if record.network and _is_repeat(seen, record, code):
            continue
        if record.network:
            seen.setdefault(_weighed(record)[0], []).append((record.minute, code))
            session.add(_as_scan(record))
        counts[_day_of(record)] += 1
    for day_key, count in counts.items():
        _count_day(session, day_key, count)


def _is_repeat(seen: dict[str, list[tuple[int, Code]]], record: ScanRecord, code: Code) -> bool:
    """The same phone, or the same network at a first visit, within a day."""
    past = [*seen.get(record.device or record.network, []), *seen.get(record.network, [])]
    return any(other == code and abs(record.minute - minute) * 60 < REPEAT.total_seconds() for minute, other in past)


def _recent(session: Session, records: list[ScanRecord]) -> dict[str, list[tuple[int, Code]]]:
    devices = {device for record in records for device in (record.device, record.network) if device}
    if not devices:
        return {}
    since = _instant(min(record.minute for record in records)) - REPEAT
    rows = select(Scan).where(Scan.device.in_(devices), Scan.minute >= since)
    seen: dict[str, list[tuple[int, Code]]] = {}
    for scan in session.scalars(rows):
        code = (scan.product_id, scan.lot_id, scan.level, scan.generation, scan.number)
        seen.setdefault(scan.device, []).append((int(scan.minute.timestamp()) // 60, code))
    return seen


def _code_of(record: ScanRecord) -> Code:
    return (record.product_id, record.lot_id, record.level, record.generation, record.number)


def _weighed(record: ScanRecord) -> tuple[str, int]:
    return (record.device, _BY_COOKIE) if record.device else (record.network, _BY_NETWORK)


def _as_scan(record: ScanRecord) -> Scan:
    device, weight = _weighed(record)
    return Scan(
        minute=_instant(record.minute),
        product_id=record.product_id,
        lot_id=record.lot_id,
        level=record.level,
        generation=record.generation,
        number=record.number,
        verdict=record.verdict,
        device=device,
        weight=weight,
    )


def _day_of(record: ScanRecord) -> tuple:
    day = legal_date(_instant(record.minute))
    return (day, record.product_id, record.lot_id, record.level, record.verdict)


def _count_day(session: Session, day_key: tuple, count: int) -> None:
    day, product_id, lot_id, level, verdict = day_key
    ids: Iterable[str] = (each.hex if each else "" for each in (product_id, lot_id))
    key = "|".join((f"{day:%Y%m%d}", *ids, level, verdict))
    row = session.get(ScanDay, key, with_for_update=True)
    if row is None:
        row = ScanDay(key=key, day=day, product_id=product_id, lot_id=lot_id, level=level, verdict=verdict, count=0)
        session.add(row)
    row.count += count


def _instant(minute: int) -> datetime:
    return datetime.fromtimestamp(minute * 60, UTC)


@contextmanager
def _alone(folder: Path) -> Iterator[bool]:
    """Whether this is the only folding in the folder; the lock falls with the process."""
    with (folder / "fold.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
