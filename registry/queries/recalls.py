"""What is called back: now, for those who check without a network; and lots that a recall may spread to."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from registry.models import Lot, Producer, Product, ProductGtin, Recall, RecallProposal


@dataclass(frozen=True)
class Called:
    """Goods called back: every number the product ever had, its own code, the lot or "" for all lots."""

    keys: tuple[str, ...]
    name: str
    lot: str
    on: date
    decision: str
    authority: str


def list_called_back(session: Session) -> list[Called]:
    """Recalls that are open, oldest first."""
    query = select(Recall, Product, Lot.number).join(Product, Product.id == Recall.product_id)
    query = query.outerjoin(Lot, Lot.id == Recall.lot_id).where(Recall.ended_on.is_(None)).order_by(Recall.at)
    rows = session.execute(query).all()
    gtins = _gtins(session, {row[1].id for row in rows})
    return [
        Called((product.code, *gtins.get(product.id, ())), product.name, lot or "", recall.on, recall.decision_number,
               recall.authority)
        for recall, product, lot in rows
    ]  # fmt: skip


@dataclass(frozen=True)
class Waiting:
    """A lot that waits for a decision: its goods, and the goods that were called back."""

    proposal: RecallProposal
    lot: Lot
    product: Product
    origin: Product


def select_lots(product_id: UUID, lot_id: UUID | None) -> Select:
    """The ids of what a recall calls back: one lot, or every lot of the product."""
    query = select(Lot.id)
    return query.where(Lot.id == lot_id) if lot_id else query.where(Lot.product_id == product_id)


def list_proposals(session: Session, recall_id: UUID) -> list[RecallProposal]:
    """The lots that a recall may spread to, nearest first."""
    query = select(RecallProposal).filter_by(recall_id=recall_id)
    return list(session.scalars(query.order_by(RecallProposal.depth, RecallProposal.id)))


def list_waiting(session: Session, commune_ids: Collection[UUID]) -> list[Waiting]:
    """Lots of producers in the communes made of goods called back anywhere, not decided on; oldest first, 200."""
    origin = aliased(Product)
    query = (
        select(RecallProposal, Lot, Product, origin)
        .join(Recall, Recall.id == RecallProposal.recall_id)
        .join(Lot, Lot.id == RecallProposal.lot_id)
        .join(Product, Product.id == Lot.product_id)
        .join(Producer, Producer.id == Product.producer_id)
        .join(origin, origin.id == Recall.product_id)
        .where(RecallProposal.state == "open", Recall.ended_on.is_(None), Producer.commune_id.in_(commune_ids))
        .order_by(RecallProposal.made_at, RecallProposal.id)
        .limit(200)
    )
    return [Waiting(*row) for row in session.execute(query)]


def _gtins(session: Session, product_ids: set[UUID]) -> dict[UUID, list[str]]:
    held: dict[UUID, list[str]] = {}
    query = select(ProductGtin).where(ProductGtin.product_id.in_(product_ids)).order_by(ProductGtin.gtin)
    for row in session.scalars(query):
        held.setdefault(row.product_id, []).append(row.gtin)
    return held
