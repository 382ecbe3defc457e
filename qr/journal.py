"""The scan journal: one append-only file per process, one checked line per scan, no network address.

A line is written with one `write` to a file opened O_APPEND before the page is answered: a process
that is killed loses no scan that was answered. A thread forces the lines to the disk at most
`SYNC_SECONDS` later, so that nobody waits for the disk. While a process lives it holds a lock on its
file; a file without a lock belongs to nobody and is folded to its end and deleted.
"""

import fcntl
import logging
import os
import threading
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

log = logging.getLogger(__name__)

SYNC_SECONDS = 0.1
MAX_BYTES = 1 << 20
SUFFIX = ".scans"


@dataclass(frozen=True)
class ScanRecord:
    """One scan by a person. `minute` counts minutes since 1970 (UTC); devices are keyed hashes.

    `device` comes from the cookie ("" at a first visit), `network` from network and kind of browser.
    `province` is a code and `source` how it is known: "said" by the person, who opened the page before,
    or "table", read off an address that is kept nowhere.
    """

    minute: int
    verdict: str
    level: str
    device: str
    network: str
    product_id: UUID | None = None
    lot_id: UUID | None = None
    generation: int | None = None
    number: int | None = None
    province: str = ""
    source: str = ""


SAID, TABLE = "said", "table"
_SCAN, _SAID = "s2", "p2"
"""First field of a line: a scan, or what a person said afterwards. Lines of before begin with the minute."""


def encode(record: ScanRecord) -> bytes:
    """A line with its checksum in front."""
    return write_line(
        record.source == SAID,
        str(record.minute),
        record.verdict,
        record.level,
        record.device,
        record.network,
        record.product_id.hex if record.product_id else "",
        record.lot_id.hex if record.lot_id else "",
        "" if record.generation is None else str(record.generation),
        "" if record.number is None else str(record.number),
        record.province,
    )


def write_line(is_said: bool, *fields: str) -> bytes:
    """A line of its fields, from the minute on, in the order of `ScanRecord`."""
    body = "\t".join((_SAID if is_said else _SCAN, *fields)).encode()
    return b"%08x\t%s\n" % (zlib.crc32(body), body)


def decode(line: bytes) -> ScanRecord | None:
    """The record of a whole line; None when the line was torn or altered."""
    check, _, body = line.rstrip(b"\n").partition(b"\t")
    if not line.endswith(b"\n") or check != b"%08x" % zlib.crc32(body):
        return None
    fields = body.decode().split("\t")
    if fields[0] in (_SCAN, _SAID):
        source = SAID if fields[0] == _SAID else TABLE if fields[-1] else ""
        return _record(*fields[1:], source=source)
    return _record(*fields)


def _record(
    minute: str,
    verdict: str,
    level: str,
    device: str,
    network: str,
    product: str,
    lot: str,
    generation: str,
    number: str,
    province: str = "",
    *,
    source: str = "",
) -> ScanRecord:
    return ScanRecord(
        int(minute),
        verdict,
        level,
        device,
        network,
        UUID(product) if product else None,
        UUID(lot) if lot else None,
        int(generation) if generation else None,
        int(number) if number else None,
        province,
        source,
    )


class Journal:
    """The file of this process. Safe to append to from several threads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._owner = 0
        self._file = -1
        self._written = 0
        self._dirty = threading.Event()

    def append(self, record: ScanRecord) -> None:
        """Write a scan as one line."""
        self.append_line(encode(record))

    def append_line(self, line: bytes) -> None:
        """Write one line; returns once the operating system has it.

        On a full disk the scan goes uncounted: the reader's verdict matters more than our count.
        """
        with self._lock:
            try:
                if self._owner != os.getpid() or self._written > MAX_BYTES:
                    self._open()
                os.write(self._file, line)
            except OSError:
                log.exception("a scan could not be recorded")
                return
            self._written += len(line)
        if not self._dirty.is_set():  # setting it takes two locks
            self._dirty.set()

    def close(self) -> None:
        """Force everything to the disk and give the file up to whoever folds."""
        with self._lock:
            if self._owner == os.getpid():
                os.fdatasync(self._file)
                os.close(self._file)
            self._owner, self._file = 0, -1

    def _open(self) -> None:
        """A new file under a new name; the old one, now without a lock, is left to be folded."""
        if self._owner == os.getpid():
            os.fdatasync(self._file)
            os.close(self._file)
        else:
            threading.Thread(target=self._sync_for_ever, name="scan-journal", daemon=True).start()
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{time.time_ns()}-{os.getpid()}{SUFFIX}"
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_EXCL, 0o600)
        fcntl.flock(self._file, fcntl.LOCK_EX)
        self._owner, self._written = os.getpid(), 0

    def _sync_for_ever(self) -> None:
        while True:
            self._dirty.wait()
            time.sleep(SYNC_SECONDS)
            self._dirty.clear()
            with self._lock:
                if self._file >= 0:
                    os.fdatasync(self._file)


def list_files(folder: Path) -> list[Path]:
    """The journals there are, oldest first."""
    return sorted(folder.glob(f"*{SUFFIX}"))


def is_orphan(path: Path) -> bool:
    """Whether no living process writes to the file any more."""
    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def read_from(path: Path, offset: int, most: int) -> Iterator[tuple[int, ScanRecord | None]]:
    """Up to `most` whole lines after `offset`, each with the offset behind it; torn lines give None."""
    with path.open("rb") as file:
        file.seek(offset)
        for _ in range(most):
            line = file.readline()
            if not line.endswith(b"\n"):
                return
            yield file.tell(), decode(line)
