"""A producer's own batches and shared labels, newest first."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import NotFound
from core.i18n import lazy
from qr.models import CodeRange, SharedIssue
from registry.models import Lot, Product

MOST_ROWS = 500


@dataclass(frozen=True)
class OwnBatch:
    """One batch of the producer: how many codes stand in which state."""

    id: UUID
    issued_at: datetime
    lot: Lot
    product: Product
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def list_own_batches(session: Session, producer_id: UUID) -> list[OwnBatch]:
    """The batches of the producer's goods, newest first, from its newest 500 ranges."""
    rows = select(CodeRange, Lot, Product).join(Lot, Lot.id == CodeRange.lot_id)
    rows = rows.join(Product, Product.id == CodeRange.product_id).where(Product.producer_id == producer_id)
    rows = rows.order_by(CodeRange.issued_at.desc(), CodeRange.batch_id, CodeRange.first_number).limit(MOST_ROWS)
    found: dict[UUID, OwnBatch] = {}
    for row, lot, product in session.execute(rows):
        batch = found.setdefault(row.batch_id, OwnBatch(row.batch_id, row.issued_at, lot, product))
        batch.counts[row.state] = batch.counts.get(row.state, 0) + row.last_number - row.first_number + 1
    return list(found.values())


def get_own_batch(session: Session, batch_id: UUID, producer_id: UUID) -> OwnBatch:
    """One batch of the producer. Raises NotFound for another's, as if there were none."""
    rows = select(CodeRange, Lot, Product).join(Lot, Lot.id == CodeRange.lot_id)
    rows = rows.join(Product, Product.id == CodeRange.product_id)
    found = session.execute(rows.where(CodeRange.batch_id == batch_id, Product.producer_id == producer_id)).all()
    if not found:
        raise NotFound(lazy("Không có đợt mã này."), field="batch")
    batch = OwnBatch(batch_id, found[0][0].issued_at, found[0][1], found[0][2])
    for row, _lot, _product in found:
        batch.counts[row.state] = batch.counts.get(row.state, 0) + row.last_number - row.first_number + 1
    return batch


def list_own_shared(session: Session, producer_id: UUID) -> list[tuple[SharedIssue, Lot, Product]]:
    """Labels with the code of a lot or product, newest first."""
    rows = select(SharedIssue, Lot, Product).join(Lot, Lot.id == SharedIssue.lot_id)
    rows = rows.join(Product, Product.id == SharedIssue.product_id).where(Product.producer_id == producer_id)
    found = session.execute(rows.order_by(SharedIssue.issued_at.desc(), SharedIssue.id).limit(MOST_ROWS))
    return [(row[0], row[1], row[2]) for row in found]


def list_lot_shared(session: Session, lot_id: UUID) -> list[SharedIssue]:
    """Labels with the code of this lot, or of its product asked for with this lot."""
    rows = select(SharedIssue).filter_by(lot_id=lot_id)
    return list(session.scalars(rows.order_by(SharedIssue.issued_at.desc(), SharedIssue.id)))


def get_shared(session: Session, issue_id: UUID) -> SharedIssue:
    """Labels with one code for all. Raises NotFound."""
    found = session.get(SharedIssue, issue_id)
    if found is None:
        raise NotFound(lazy("Không có đợt tem này."), field="batch")
    return found
