"""Reports that wait for a look: why they wait, and letting them go on. Nothing is ever refused or thrown away."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from complaints.abuse import find_blocked, print_of
from complaints.actions.steps import add_step, lock_case
from complaints.models import CasePrint, Complaint, HeldReason
from complaints.queries.moderation import find_leader, list_blocked_words, list_folded_under
from complaints.workflow import CLOSED, RECEIVED, REVIEWING
from core.actor import Actor
from core.clock import legal_date
from core.keys import current_key

OFTEN, TRAP, BLOCKED, SAME = "often", "trap", "words", "same"
SAID = (
    "kind_code", "code_path", "goods_name", "place_kind", "commune_id", "seller", "online_address", "details",
)  # fmt: skip


def mark_report(session: Session, complaint: Complaint, *, marks: Iterable[str] = (), now: datetime) -> None:
    """Write why a report just filed waits, and fold it under one that says exactly the same.

    `marks` are what the door saw (often, trap); blocked words only flag.
    """
    for kind in marks:
        _mark(session, complaint, kind, "", now)
    said = " ".join((complaint.details, complaint.goods_name, complaint.seller))
    blocked = find_blocked(said, list_blocked_words(session, legal_date(now)))
    if blocked:
        _mark(session, complaint, BLOCKED, blocked, now)
    digest = print_of(current_key(session, "blind").secret, [getattr(complaint, name) for name in SAID])
    leader_id = find_leader(session, digest, now) if complaint.details or complaint.code_path else None
    session.add(CasePrint(complaint_id=complaint.id, digest=digest, leader_id=leader_id, at=now))
    if leader_id:
        _mark(session, complaint, SAME, "", now)
    session.flush()


def release_report(session: Session, *, complaint_id: UUID, actor: Actor, now: datetime) -> int:
    """Let a report that waited, and those folded under it, go the usual way; returns how many. They stay folded."""
    released = 0
    for complaint in [lock_case(session, complaint_id), *list_folded_under(session, complaint_id)]:
        if complaint.is_held:
            complaint.is_held = False
            add_step(session, complaint, kind="released", actor=actor, now=now)
            released += 1
    return released


def answer_folded(session: Session, leader: Complaint, *, actor: Actor, now: datetime) -> list[Complaint]:
    """Give the reports folded under one that was just closed its result, each on its own page; returns them.

    One that an officer has already taken up by itself is left alone.
    """
    answered = []
    for complaint in list_folded_under(session, leader.id):
        if complaint.state != RECEIVED:
            continue
        add_step(session, complaint, kind="taken", actor=actor, now=now, to_state=REVIEWING)
        add_step(
            session, complaint, kind="closed", actor=actor, now=now, to_state=CLOSED, public=leader.answer,
            facts={"outcome": leader.outcome, "leader": str(leader.id)},
        )  # fmt: skip
        complaint.outcome, complaint.answer, complaint.is_held = leader.outcome, leader.answer, False
        answered.append(complaint)
    return answered


def unfold_report(session: Session, *, complaint_id: UUID, actor: Actor, now: datetime) -> None:
    """Take a report out from under the one that says the same: it was looked at, and stands by itself."""
    complaint = lock_case(session, complaint_id)
    row = session.get(CasePrint, complaint_id)
    if row is not None and row.leader_id is not None:
        add_step(session, complaint, kind="unfolded", actor=actor, now=now, facts={"leader": str(row.leader_id)})
        row.leader_id, complaint.is_held = None, False


def _mark(session: Session, complaint: Complaint, kind: str, detail: str, now: datetime) -> None:
    session.add(HeldReason(complaint_id=complaint.id, kind=kind, detail=detail[:100], at=now))
    complaint.is_held = True
