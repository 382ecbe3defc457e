"""Writers and folders killed at any moment: no acknowledged scan is lost, none counted twice."""

import random
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from sqlalchemy import func, select

from core import clock
from core.config import settings
from core.db import committing
from qr import journal
from qr.actions.folding import fold_scans
from qr.models import Scan, ScanDay

ROOT = Path(__file__).parents[2]

WRITER = """
    import sys, time, uuid
    from pathlib import Path
    from qr.journal import Journal, ScanRecord
    mine, product, number = Journal(Path(sys.argv[1])), uuid.UUID(int=7), 0
    while True:
        device = uuid.uuid4().hex
        mine.append(ScanRecord(29000000, "V1-product", "product", device, device[::-1], product))
        number += 1
        sys.stdout.write(f"{number}\\n")
        sys.stdout.flush()
        time.sleep(0.0005)
"""

FOLDER = """
    import sys
    from pathlib import Path
    from core import clock
    from core.db import committing
    from qr.actions import folding
    from tests.installation import build_app, settings_in
    folding.BATCH = 20
    folder = Path(sys.argv[1])
    with build_app(settings_in(folder)).app_context():
        while True:
            with committing() as current:
                folding.fold_scans(current, folder=folder / "journal", now=clock.now())
            print("folded", flush=True)
"""


def start(program: str, folder: Path, told: Path) -> subprocess.Popen:
    with told.open("ab") as out:
        return subprocess.Popen([sys.executable, "-c", textwrap.dedent(program), str(folder)], stdout=out, cwd=ROOT)


def kill(process: subprocess.Popen) -> None:
    """kill -9: no handler runs, nothing is flushed by the process itself."""
    process.kill()
    process.wait()


def wait_for(told: Path, more_than: int) -> None:
    deadline = time.monotonic() + 30
    while told.stat().st_size <= more_than and time.monotonic() < deadline:
        time.sleep(0.02)


@pytest.mark.faults
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_writers_and_folders_killed_at_any_moment_lose_and_double_nothing(session, tmp_path, seed):
    chance = random.Random(seed)
    acks = [tmp_path / f"ack-{number}" for number in range(2)]
    writers = [start(WRITER, Path(settings().journal_dir), ack) for ack in acks]
    folded = tmp_path / "folded"
    for _ in range(3):
        before = folded.stat().st_size if folded.exists() else 0
        folders = [start(FOLDER, tmp_path, folded) for _ in range(2)]
        wait_for(folded, before)
        time.sleep(chance.uniform(0, 0.3))
        for process in folders:
            kill(process)
    for process in writers:
        kill(process)
    while count := fold_all():
        assert count
    acknowledged = sum(int(ack.read_bytes().split()[-1]) for ack in acks)
    rows, devices = session.execute(select(func.count(), func.count(Scan.device.distinct())).select_from(Scan)).one()
    assert acknowledged > 0
    assert acknowledged <= rows <= acknowledged + len(acks)
    assert rows == devices == session.scalar(select(func.sum(ScanDay.count)))
    assert journal.list_files(Path(settings().journal_dir)) == []


def fold_all() -> int:
    with committing() as current:
        read = fold_scans(current, folder=Path(settings().journal_dir), now=clock.now())
    return read or len(journal.list_files(Path(settings().journal_dir)))
