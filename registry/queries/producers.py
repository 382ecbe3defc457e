"""Reading producers."""

from collections.abc import Set
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core.errors import NotFound
from core.i18n import lazy
from registry.models import Producer, ProducerMember


def get_producer(session: Session, producer_id: UUID) -> Producer:
    """The producer. Raises NotFound."""
    producer = session.get(Producer, producer_id)
    if producer is None:
        raise NotFound(lazy("Không có cơ sở này."))
    return producer


def find_producer_by_slug(session: Session, slug: str) -> Producer | None:
    """The producer at this address."""
    return session.scalar(select(Producer).filter_by(slug=slug))


def find_producer_of(session: Session, user_id: UUID, on: date) -> Producer | None:
    """The producer that a user writes for on a day; the earliest of several."""
    query = select(Producer).join(ProducerMember, ProducerMember.producer_id == Producer.id)
    is_open = or_(ProducerMember.valid_to.is_(None), ProducerMember.valid_to >= on)
    query = query.where(ProducerMember.user_id == user_id, ProducerMember.valid_from <= on, is_open)
    return session.scalars(query.order_by(ProducerMember.valid_from)).first()


def list_producers(
    session: Session, *, state: str = "", commune_ids: Set[UUID] | None = None, limit: int = 500
) -> list[Producer]:
    """Producers by name, of one state where it is given; `commune_ids` None means everywhere."""
    query = select(Producer).order_by(Producer.folded, Producer.id).limit(limit)
    if state:
        query = query.where(Producer.state == state)
    if commune_ids is not None:
        query = query.where(Producer.commune_id.in_(commune_ids))
    return list(session.scalars(query))
