"""Votes, read and counted."""

from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaign.models import Ballot, VoteCandidate, VoteRound
from core.errors import NotFound
from core.i18n import lazy


def get_round(session: Session, round_id: UUID) -> VoteRound:
    """The vote. Raises NotFound."""
    found = session.get(VoteRound, round_id)
    if found is None:
        raise NotFound(lazy("Không có cuộc bình chọn này."))
    return found


def get_round_by_slug(session: Session, slug: str) -> VoteRound:
    """The vote by its public address. Raises NotFound."""
    found = session.scalars(select(VoteRound).where(VoteRound.slug == slug)).first()
    if found is None:
        raise NotFound(lazy("Không có cuộc bình chọn này."))
    return found


def list_rounds(session: Session, province_ids: set[UUID] | None = None) -> list[VoteRound]:
    """Votes, newest first."""
    query = select(VoteRound).order_by(VoteRound.closes_on.desc(), VoteRound.title)
    return list(session.scalars(query.where(VoteRound.province_id.in_(province_ids)) if province_ids else query))


def list_candidates(session: Session, round_id: UUID) -> list[VoteCandidate]:
    """The candidates in their order."""
    query = select(VoteCandidate).where(VoteCandidate.round_id == round_id)
    return list(session.scalars(query.order_by(VoteCandidate.position)))


def count_ballots(session: Session, round_id: UUID) -> dict[UUID, dict[str, int]]:
    """How many ballots of each state each candidate has."""
    found: dict[UUID, dict[str, int]] = {}
    query = select(Ballot.candidate_id, Ballot.state, func.count()).where(Ballot.round_id == round_id)
    for candidate_id, state, count in session.execute(query.group_by(Ballot.candidate_id, Ballot.state)):
        found.setdefault(candidate_id, {})[state] = count
    return found


def count_on_device(session: Session, round_id: UUID, device: str) -> int:
    """How many confirmed votes came from one browser."""
    query = select(func.count()).where(Ballot.round_id == round_id, Ballot.device == device)
    return session.scalar(query.where(Ballot.state.in_(("counted", "held")))) or 0


def find_ballot(session: Session, round_id: UUID, voter: str) -> Ballot | None:
    """The vote of a phone in a round."""
    return session.scalars(select(Ballot).where(Ballot.round_id == round_id, Ballot.voter == voter)).first()


def is_open(found: VoteRound, on: date) -> bool:
    """Whether votes are taken on a day."""
    return found.opens_on <= on <= found.closes_on


def list_held(session: Session, round_id: UUID) -> list[tuple[str, int]]:
    """Browsers with votes that wait for a look, and how many."""
    query = select(Ballot.device, func.count()).where(Ballot.round_id == round_id, Ballot.state == "held")
    return list(session.execute(query.group_by(Ballot.device)))
