"""Journals into scan rows and day counts, each line exactly once.

The counts and the offset behind the lines they came from are written in one transaction. A file is
deleted only after the transaction that folded its last line stood, so that a crash at any moment
neither loses nor doubles a scan. One folding at a time on a machine.
"""

import fcntl
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.clock import legal_date
from core.config import settings
from core.db import after_commit
from core.jobs import enqueue, job
from qr.actions.activating import tell_of_inactive
from qr.actions.keeping import Kept, keep_records
from qr.actions.scoring import score_codes
from qr.journal import is_orphan, list_files, read_from
from qr.models import JournalOffset
from qr.queries.scoring import weights_on

log = logging.getLogger(__name__)

BATCH = 1000


@job("qr.fold", every=timedelta(seconds=30))
def run_fold(session: Session, _payload: dict, now: datetime) -> None:
    """The ticker's way to fold: while a whole batch was waiting, the next one follows at once."""
    if fold_scans(session, folder=Path(settings().journal_dir), now=now) >= BATCH:
        enqueue(session, kind="qr.fold", payload={}, run_at=now)


def fold_scans(session: Session, *, folder: Path, now: datetime) -> int:
    """Fold up to a batch of lines of every journal; returns how many lines were read.

    What follows from the scans is written in the same transaction: scores, alerts, news of first scans.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder) as is_alone:
        if not is_alone:
            return 0
        _forget_deleted(session, folder)
        weights, kept = weights_on(session, legal_date(now)), Kept()
        count = sum(_fold_file(session, path, weights["busy"], kept) for path in list_files(folder))
        score_codes(session, kept.codes, weights=weights, now=now)
        tell_of_inactive(session, kept.inactive, now=now)
        return count


def _fold_file(session: Session, path: Path, busy: int, kept: Kept) -> int:
    row = session.get(JournalOffset, path.name, with_for_update=True)
    row = row or JournalOffset(file=path.name, offset=0)
    was_orphan = is_orphan(path)  # asked before reading: what is written later is read next time
    session.add(row)
    lines = list(read_from(path, row.offset, BATCH))
    records = [record for _, record in lines if record is not None]
    if len(records) < len(lines):
        log.warning("%s: %d damaged lines left out", path.name, len(lines) - len(records))
    touched = keep_records(session, records, busy=busy)
    kept.codes |= touched.codes
    kept.inactive |= touched.inactive
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
