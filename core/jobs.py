"""What must happen outside a request: rows written in the transaction of their cause.

A job row is the truth. A worker takes a row on lease; a worker that dies loses the lease, and
the row is taken again, so a job must be harmless when it runs twice.
"""

import json
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Index, Integer, String, Text, UniqueConstraint, Uuid, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from core.db import Base, UtcDateTime, after_commit, committing, db, id_column

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
TRIES = 8


class Job(Base):
    """Something to be done at or after `run_at`; `slot` makes a periodic one unique."""

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_due", "done_at", "run_at"), UniqueConstraint("slot"))

    id = id_column()
    kind: Mapped[str] = mapped_column(String(60))
    payload: Mapped[str] = mapped_column(Text)
    family_id: Mapped[UUID | None] = mapped_column(Uuid)
    slot: Mapped[str | None] = mapped_column(String(80))
    run_at: Mapped[datetime] = mapped_column(UtcDateTime)
    leased_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_error: Mapped[str | None] = mapped_column(Text)


Run = Callable[[Session, dict, datetime], None]
kinds: dict[str, Run] = {}
periodic: dict[str, timedelta] = {}
wakers: list[Callable[[], None]] = []
alone: set[str] = set()


def job(kind: str, *, every: timedelta | None = None, by_itself: bool = False) -> Callable[[Run], Run]:
    """Name the function that does a kind of job; with `every` the ticker enqueues it.

    One that works long runs `by_itself`: outside of any transaction, so that others can write meanwhile;
    it stores what it made in one `committing()` of its own.
    """

    def register(run: Run) -> Run:
        kinds[kind] = run
        if by_itself:
            alone.add(kind)
        if every:
            periodic[kind] = every
        return run

    return register


def enqueue(
    session: Session, *, kind: str, payload: dict, run_at: datetime, family_id: UUID | None = None
) -> Job:
    """Write the job beside its cause; workers are woken once the commit stood."""
    row = Job(kind=kind, payload=json.dumps(payload, default=str), run_at=run_at, family_id=family_id)
    session.add(row)
    for wake in wakers:
        after_commit(session, wake)
    return row


def enqueue_periodic(session: Session, *, now: datetime) -> None:
    """One row per kind and time slot, however many tickers there are."""
    for kind, every in periodic.items():
        slot = f"{kind}@{int(now.timestamp() // every.total_seconds())}"
        if session.scalars(select(Job.id).filter_by(slot=slot)).first() is None:
            session.add(Job(kind=kind, payload="{}", slot=slot, run_at=now))


def take_due(session: Session, *, now: datetime, limit: int = 20) -> list[Job]:
    """Lease jobs that are due and that no living worker holds."""
    free = or_(Job.leased_until.is_(None), Job.leased_until < now)
    due = select(Job).where(Job.done_at.is_(None), Job.run_at <= now, free, Job.attempts < TRIES)
    rows = session.scalars(due.order_by(Job.run_at).limit(limit).with_for_update(skip_locked=True)).all()
    for row in rows:
        row.leased_until, row.attempts = now + LEASE, row.attempts + 1
    return list(rows)


def run_due(now: datetime) -> int:
    """Run what is due, each job in a transaction of its own; returns how many were done."""
    with committing() as session:
        taken = [(row.id, row.kind, json.loads(row.payload)) for row in take_due(session, now=now)]
    return sum(_run_one(job_id, kind, payload, now) for job_id, kind, payload in taken)


def _run_one(job_id: UUID, kind: str, payload: dict, now: datetime) -> bool:
    try:
        if kind in alone:
            kinds[kind](db.session(), payload, now)
        with committing() as session:
            if kind not in alone:
                kinds[kind](session, payload, now)
            session.execute(update(Job).where(Job.id == job_id).values(done_at=now, leased_until=None))
    except Exception as error:  # a job that fails must not stop the others
        log.exception("job %s (%s) failed", job_id, kind)
        with committing() as session:
            _put_off(session, job_id, str(error), now)
        return False
    return True


def _put_off(session: Session, job_id: UUID, error: str, now: datetime) -> None:
    row = session.get_one(Job, job_id)
    row.last_error = error[:2000]
    row.leased_until = None
    row.run_at = now + timedelta(seconds=5 * 4 ** min(row.attempts, 6))


def count_stuck(session: Session) -> int:
    """Jobs given up after all tries: an operator must look."""
    return len(session.scalars(select(Job.id).where(Job.done_at.is_(None), Job.attempts >= TRIES)).all())
