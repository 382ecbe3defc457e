"""Workers killed at any moment while labels are drawn: none is doubled, none is missing."""

import random
import time
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from core import clock, jobs, storage
from core.actor import SYSTEM
from core.db import committing
from qr.actions.labelling import Order, ask_labels, make_order_job, part_key
from qr.models import LabelJob, LabelRule
from tests.factories.qr import NOW, make_goods
from tests.qr.test_killed_folding import kill, start, wait_for
from tests.qr.test_print_jobs import links_of

WORKER = """
    import sys
    from datetime import timedelta
    from pathlib import Path
    from core import clock, jobs
    from tests.installation import build_app, settings_in
    with build_app(settings_in(Path(sys.argv[1]))).app_context():
        while True:
            if jobs.run_due(clock.now()):
                print("part", flush=True)
"""


@pytest.mark.faults
@pytest.mark.parametrize("seed", [1, 2])
def test_workers_killed_while_drawing_double_and_miss_no_label(session, tmp_path, seed):
    chance, goods = random.Random(seed), make_goods(session, count=6000, state="printed")
    session.execute(update(LabelRule).where(LabelRule.name == "part").values(value=48))
    session.commit()
    by = {"actor": SYSTEM, "now": NOW}
    with committing() as current:
        order = Order(goods.lot.id, "csv", "3x8", "M", batch_id=goods.batch.batch_id)
        asked = ask_labels(current, asked=make_order_job(current, order, **by), **by)
    told = tmp_path / "told"
    told.touch()
    for _ in range(3):
        before = told.stat().st_size
        worker = start(WORKER, Path(tmp_path), told)
        wait_for(told, before)
        time.sleep(chance.uniform(0, 0.2))
        kill(worker)
        with committing() as current:  # what the end of the lease does five minutes later
            current.execute(update(jobs.Job).values(leased_until=None))
    with clock.freeze(clock.now() + jobs.LEASE + timedelta(minutes=1)):
        while jobs.run_due(clock.now()):
            pass
    session.expire_all()
    job = session.get(LabelJob, asked.id)
    assert job.state == "done" and job.parts == 125
    data = b"".join(storage.get(part_key(job.id, number)) for number in range(job.parts))
    assert links_of(data) == goods.serials
