"""Everything that is called back or off the register now, for those who check without a network."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.models import Lot, Product, ProductGtin, Recall


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


def _gtins(session: Session, product_ids: set[UUID]) -> dict[UUID, list[str]]:
    held: dict[UUID, list[str]] = {}
    query = select(ProductGtin).where(ProductGtin.product_id.in_(product_ids)).order_by(ProductGtin.gtin)
    for row in session.scalars(query):
        held.setdefault(row.product_id, []).append(row.gtin)
    return held
