"""Reports put aside to be read without a network, and the file that carries them."""

from collections.abc import Set
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from complaints.actions.steps import add_step
from complaints.models import Complaint, ShortlistedCase
from complaints.queries.shortlist import list_shortlisted
from core.actor import Actor
from core.errors import Conflict
from core.i18n import lazy

MOST_CASES = 10


def put_aside(session: Session, *, complaint_id: UUID, actor: Actor, now: datetime, unit_ids: Set[UUID]) -> None:
    """Put a report on the officer's shortlist; twice is once. Raises Conflict for an eleventh."""
    mine = list_shortlisted(session, actor.id, unit_ids)
    if complaint_id in {case.id for case in mine}:
        return
    if len(mine) >= MOST_CASES:
        raise Conflict(lazy("Mang theo tối đa %(most)s phản ánh; bỏ bớt một phản ánh.", most=MOST_CASES))
    session.merge(ShortlistedCase(user_id=actor.id, complaint_id=complaint_id, at=now))
    session.flush()


def put_back(session: Session, *, complaint_id: UUID, actor: Actor) -> None:
    """Take a report off the shortlist; one that is not there stays away."""
    row = session.scalars(
        select(ShortlistedCase).filter_by(user_id=actor.id, complaint_id=complaint_id)
    ).first()
    if row is not None:
        session.delete(row)


def log_carrying(session: Session, cases: list[Complaint], *, actor: Actor, now: datetime) -> None:
    """Write down, with each report, that its facts left on an officer's device."""
    for case in cases:
        add_step(session, case, kind="carried", actor=actor, now=now)
