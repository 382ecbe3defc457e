"""The worker that writes a long file is killed at any moment: the next one goes on, and no line is lost or doubled."""

import subprocess
import sys
import textwrap
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from core import audit, clock, jobs
from registry.actions.importing import publishing, staging
from registry.models import ImportBatch, Passport, Producer, Product, ProductSearch
from tests.factories.imports import BLOCKS, FILLED, PRODUCTS, stage
from tests.factories.registry import make_producer
from tests.services.processes import wait_until

ROOT = Path(__file__).parents[2]
ROWS, PIECE = 600, 20

WORKER = """
    import sys
    from pathlib import Path
    from core import clock, jobs
    from tests.installation import build_app, settings_in
    from datetime import timedelta
    with build_app(settings_in(Path(sys.argv[1]))).app_context():
        while jobs.run_due(clock.now() + timedelta(minutes=int(sys.argv[2]))):
            print("done", flush=True)
"""


def run_until(folder: Path, lines: int, later: int) -> None:
    """A worker that is killed behind this many jobs, in the midst of the next one."""
    told = folder / f"worker-{later}"
    with told.open("wb") as out:
        words = [sys.executable, "-c", textwrap.dedent(WORKER), str(folder), str(later)]
        process = subprocess.Popen(words, stdout=out, cwd=ROOT)
    try:
        wait_until(lambda: told.read_bytes().count(b"done") >= lines, "work of the worker")
    finally:
        process.kill()
        process.wait()


@pytest.mark.faults
@pytest.mark.parametrize("jobs_before", [3, 34, 45])
def test_a_killed_worker_leaves_whole_pieces_and_the_next_one_goes_on(session, tmp_path, monkeypatch, jobs_before):
    monkeypatch.setattr(staging, "PIECE", PIECE)
    make_producer(session, name="Hợp tác xã Một")
    rows = [[*PRODUCTS, *BLOCKS], *([f"Chè {number}", "che", "Hợp tác xã Một", *FILLED] for number in range(ROWS))]
    batch = stage(session, "products", rows)
    publishing.confirm_import(session, batch=batch, now=clock.now())
    session.commit()
    run_until(tmp_path, jobs_before, later=1)
    session.expire_all()
    batch = session.get(ImportBatch, batch.id)
    count = session.scalar(select(func.count()).select_from(Product))
    assert batch.state in ("checking", "publishing")
    assert count == (batch.parts_done * PIECE if batch.state == "publishing" else 0)
    session.commit()
    later = clock.now() + timedelta(minutes=1) + jobs.LEASE + timedelta(minutes=1)
    while jobs.run_due(later):
        pass
    session.expire_all()
    assert session.get(ImportBatch, batch.id).state == "published"
    assert session.scalar(select(func.count(Product.name.distinct()))) == ROWS
    for model in (Product, Passport, ProductSearch):
        assert session.scalar(select(func.count()).select_from(model)) == ROWS
    assert session.scalar(select(func.count()).select_from(Producer)) == 1
    assert audit.verify(session) == []
