"""One commit a request; jobs written with their cause are done once and survive a dead worker."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from core import clock, jobs
from core.db import committing, new_id, reading
from core.jobs import Job

NOON = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)


@pytest.fixture
def done(monkeypatch):
    seen: list[dict] = []
    monkeypatch.setitem(jobs.kinds, "note", lambda session, payload, now: seen.append(payload))
    return seen


def enqueue(session, kind="note", run_at=NOON, **payload):
    with committing() as current:
        return jobs.enqueue(current, kind=kind, payload=payload, run_at=run_at).id


def test_what_fails_half_way_leaves_nothing(session):
    with pytest.raises(ZeroDivisionError), committing() as current:
        jobs.enqueue(current, kind="note", payload={}, run_at=NOON)
        current.flush()
        _ = 1 / 0
    assert session.query(Job).count() == 0


def test_a_commit_inside_a_commit_is_a_mistake_of_ours(session):
    with pytest.raises(RuntimeError), committing(), committing():
        pass


def test_two_writers_wait_for_each_other_on_sqlite(app, session):
    def add() -> None:
        with app.app_context(), committing() as current:
            row = current.query(Job).one()
            row.attempts += 1

    enqueue(session)
    writers = [threading.Thread(target=add) for _ in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    session.expire_all()
    assert session.query(Job).one().attempts == 8


def test_ids_grow_with_time_so_that_rows_of_a_day_lie_together():
    ids = [new_id() for _ in range(50)]
    assert ids == sorted(ids) and len(set(ids)) == 50


def test_reading_sees_what_was_committed_and_opens_no_transaction(session):
    enqueue(session)
    with reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM job")).scalar() == 1


def test_a_job_is_done_once_it_is_due_and_only_once(session, done):
    enqueue(session, run_at=NOON, n=1)
    assert jobs.run_due(NOON - timedelta(seconds=1)) == 0
    assert jobs.run_due(NOON) == 1
    assert jobs.run_due(NOON) == 0
    assert done == [{"n": 1}]


def test_a_job_whose_worker_died_is_taken_again_after_its_lease(session, done):
    enqueue(session)
    with committing() as current:
        assert len(jobs.take_due(current, now=NOON)) == 1  # and the worker is killed here
    assert jobs.run_due(NOON + timedelta(minutes=1)) == 0
    assert jobs.run_due(NOON + jobs.LEASE + timedelta(seconds=1)) == 1


def test_a_failing_job_is_put_off_keeps_its_error_and_stops_no_other(session, done, monkeypatch):
    def fail(session, payload, now):
        raise ValueError("máy chủ thư không trả lời")

    monkeypatch.setitem(jobs.kinds, "fail", fail)
    enqueue(session, kind="fail")
    enqueue(session)
    assert jobs.run_due(NOON) == 1
    session.expire_all()
    row = session.query(Job).filter_by(kind="fail").one()
    assert row.done_at is None and row.run_at > NOON and "máy chủ thư" in row.last_error


def test_a_job_is_given_up_after_all_tries_and_counted(session, monkeypatch):
    monkeypatch.setitem(jobs.kinds, "fail", lambda session, payload, now: 1 / 0)
    enqueue(session, kind="fail")
    now = NOON
    for _ in range(jobs.TRIES + 2):
        jobs.run_due(now)
        now += timedelta(days=1)
    session.expire_all()
    assert session.query(Job).one().attempts == jobs.TRIES and jobs.count_stuck(session) == 1


def test_many_tickers_enqueue_a_periodic_job_once_per_slot(session, done, monkeypatch):
    monkeypatch.setattr(jobs, "periodic", {"note": timedelta(minutes=1)})
    for second in (0, 5, 10, 61):
        with committing() as current:
            jobs.enqueue_periodic(current, now=NOON + timedelta(seconds=second))
    assert session.query(Job).count() == 2


def test_instants_without_a_time_zone_cannot_be_stored(session):
    with pytest.raises(Exception, match="time zone"):
        enqueue(session, run_at=datetime(2026, 1, 1))


def test_legal_dates_are_those_of_vietnam():
    assert clock.legal_date(datetime(2026, 11, 24, 18, 0, tzinfo=UTC)).day == 25


def test_the_words_of_a_statement_that_failed_stand_in_no_log(session):
    with pytest.raises(SQLAlchemyError) as failed:
        session.execute(text("INSERT INTO no_such_table VALUES (:words)"), {"words": "lời của người dân"})
    assert "no_such_table" in str(failed.value) and "người dân" not in str(failed.value)
