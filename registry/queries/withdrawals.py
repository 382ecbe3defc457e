"""Proposals to withdraw recognitions, for the body that recognises."""

from collections.abc import Set
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from core.errors import NotFound
from core.i18n import lazy
from registry.models import Producer, Product, Recognition, WithdrawalProposal


@dataclass(frozen=True)
class Proposed:
    """A proposal with what it is about."""

    proposal: WithdrawalProposal
    recognition: Recognition
    product: Product
    producer: Producer


def get_proposal(session: Session, proposal_id: UUID) -> WithdrawalProposal:
    """The proposal. Raises NotFound."""
    found = session.get(WithdrawalProposal, proposal_id)
    if found is None:
        raise NotFound(lazy("Không có đề nghị này."))
    return found


def list_proposals(session: Session, commune_ids: Set[UUID], limit: int = 100) -> list[Proposed]:
    """Proposals about products of the communes, open ones first, then the newest: one statement."""
    return [Proposed(*row) for row in session.execute(_inside(commune_ids).limit(limit))]


def get_proposed(session: Session, proposal_id: UUID, commune_ids: Set[UUID]) -> Proposed:
    """One of them. Raises NotFound, also when it lies elsewhere."""
    found = session.execute(_inside(commune_ids).where(WithdrawalProposal.id == proposal_id)).first()
    if found is None:
        raise NotFound(lazy("Không có đề nghị này."))
    return Proposed(*found)


def _inside(commune_ids: Set[UUID]):
    first = case((WithdrawalProposal.state == "open", 0), else_=1)
    query = select(WithdrawalProposal, Recognition, Product, Producer)
    query = query.join(Recognition, Recognition.id == WithdrawalProposal.recognition_id)
    query = query.join(Product, Product.id == Recognition.product_id)
    query = query.join(Producer, Producer.id == Product.producer_id)
    query = query.where(Producer.commune_id.in_(commune_ids))
    return query.order_by(first, WithdrawalProposal.proposed_at.desc())
