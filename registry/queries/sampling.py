"""Reading rounds of sampling and their samples."""

from collections.abc import Iterator, Set
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import NotFound
from core.i18n import lazy
from registry.models import PublicWarning, Sample, SamplingRound
from registry.sampling import COLUMNS, public_sample, say_verdict


def list_rounds(session: Session, province_ids: Set[UUID] | None = None, limit: int = 200) -> list[SamplingRound]:
    """Rounds, newest first; of these provinces alone where they are given."""
    query = select(SamplingRound).order_by(SamplingRound.announced_on.desc(), SamplingRound.number).limit(limit)
    return list(session.scalars(query.where(SamplingRound.province_id.in_(province_ids)) if province_ids else query))


def get_round(session: Session, round_id: UUID) -> SamplingRound:
    """The round. Raises NotFound."""
    row = session.get(SamplingRound, round_id)
    if row is None:
        raise NotFound(lazy("Không có kỳ lấy mẫu này."))
    return row


def find_round_by_slug(session: Session, slug: str) -> SamplingRound | None:
    """The round at this address."""
    return session.scalars(select(SamplingRound).filter_by(slug=slug)).first()


def list_samples(session: Session, round_id: UUID) -> list[Sample]:
    """The samples of a round in order."""
    return list(session.scalars(select(Sample).filter_by(round_id=round_id).order_by(Sample.position)))


def get_sample(session: Session, round_id: UUID, sample_id: UUID) -> Sample:
    """A sample of this round. Raises NotFound."""
    row = session.get(Sample, sample_id)
    if row is None or row.round_id != round_id:
        raise NotFound(lazy("Không có mẫu này trong kỳ."))
    return row


def list_warnings_of_round(session: Session, round_id: UUID) -> list[PublicWarning]:
    """Public warnings that came of the round, newest first."""
    query = select(PublicWarning).filter_by(round_id=round_id).where(PublicWarning.state.in_(("published", "ended")))
    return list(session.scalars(query.order_by(PublicWarning.published_at.desc())))


def sample_rows(session: Session, round_id: UUID) -> Iterator[list[str]]:
    """The samples as a table with a line of names: the same file can be brought back."""
    yield [str(label) for label, _most in COLUMNS.values()]
    for row in list_samples(session, round_id):
        told = {name: getattr(row, name) for name in COLUMNS} | {"is_passed": say_verdict(row.is_passed)}
        yield [told[name] for name in COLUMNS]


def public_samples(session: Session, round_id: UUID) -> list[dict[str, str]]:
    """The samples as everybody may read them, those that failed first."""
    return sorted(map(public_sample, list_samples(session, round_id)), key=lambda row: row["is_passed"])
