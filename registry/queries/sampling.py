"""Reading rounds of sampling."""

from collections.abc import Set
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.models import SamplingRound


def list_rounds(session: Session, province_ids: Set[UUID] | None = None, limit: int = 200) -> list[SamplingRound]:
    """Rounds, newest first; of these provinces alone where they are given."""
    query = select(SamplingRound).order_by(SamplingRound.announced_on.desc(), SamplingRound.number).limit(limit)
    return list(session.scalars(query.where(SamplingRound.province_id.in_(province_ids)) if province_ids else query))
