"""Files in a folder or S3, jobs woken in the process or by Redis, limits shared or alone: the same behaviour."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import asdict

import pytest

from core import clock, jobs, storage, workers
from core.config import ROOT
from core.db import committing, session
from core.jobs import Job
from tests.installation import set_up
from tests.services.s3 import new_bucket_name


def keep_and_lose(app):
    with app.app_context():
        assert not storage.exists("evidence/a/1")
        storage.put("evidence/a/1", b"anh chup")
        assert storage.get("evidence/a/1") == b"anh chup"
        storage.delete("evidence/a/1")
        with pytest.raises(FileNotFoundError):
            storage.get("evidence/a/1")


def test_files_are_kept_in_a_folder(app):
    keep_and_lose(app)


@pytest.mark.services
def test_files_are_kept_in_s3(app_on, s3):
    keep_and_lose(app_on(storage_url=s3.url(new_bucket_name())))


def seal_soon(app) -> None:
    with app.app_context(), committing() as current:
        jobs.enqueue(current, kind="audit.seal", payload={}, run_at=clock.now())


def wait_until_done(app, seconds=30) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with app.app_context():
            waiting = session.query(Job).filter(Job.kind == "audit.seal", Job.done_at.is_(None)).count()
            session.remove()
        if not waiting:
            return True
        time.sleep(0.1)
    return False


@pytest.fixture
def woken(monkeypatch):
    monkeypatch.setattr(jobs, "wakers", [])
    monkeypatch.setattr(jobs, "periodic", {})


@pytest.mark.filterwarnings("default")
def test_on_one_machine_a_thread_does_the_jobs(app, woken):
    stop = workers.start_in_process(app)
    try:
        seal_soon(app)
        assert wait_until_done(app)
    finally:
        stop.set()


@pytest.mark.services
@pytest.mark.filterwarnings("default")
def test_with_redis_a_worker_elsewhere_does_the_jobs(app_on, redis_url, woken):
    app = app_on(broker_url=redis_url)
    set_up(app)
    settings = {name.upper(): str(value) for name, value in asdict(app.extensions["settings"]).items() if value}
    command = [sys.executable, "-m", "flask", "--app", "app", "worker"]
    worker = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **settings}, stderr=subprocess.DEVNULL)
    try:
        workers.configure(app)
        seal_soon(app)
        assert wait_until_done(app)
    finally:
        worker.send_signal(signal.SIGTERM)
        worker.wait(20)


@pytest.mark.services
def test_guessing_is_slowed_with_limits_in_redis_and_still_when_redis_is_away(app_on, redis_url):
    for url in (redis_url, "redis://127.0.0.1:1/0"):
        site = app_on(redis_url=url)
        set_up(site)
        client = site.test_client()
        answers = [client.post("/desk/sign-in", data={}).status_code for _ in range(32)]
        assert answers[0] == 422 and answers[-1] == 429
