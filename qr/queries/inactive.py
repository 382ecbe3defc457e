"""Batches that nobody has activated: whose they are, and how many codes wait."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from core.db import whole_sum
from qr.models import CodeRange
from qr.serials import Opened
from registry.models import Lot, Product

INACTIVE = ("reserved", "printed")
CHUNK = 200


def list_inactive_batches(session: Session, codes: Collection[Opened]) -> list[tuple[UUID, Product, Lot]]:
    """The batches of the codes that are still inactive, each once, with product and lot."""
    found: dict[UUID, tuple[UUID, Product, Lot]] = {}
    ordered = sorted(codes)
    for start in range(0, len(ordered), CHUNK):
        holds = [
            and_(CodeRange.generation == code.generation, CodeRange.first_number <= code.number,
                 CodeRange.last_number >= code.number)
            for code in ordered[start : start + CHUNK]
        ]  # fmt: skip
        rows = select(CodeRange.batch_id, Product, Lot).join(Product, Product.id == CodeRange.product_id)
        rows = rows.join(Lot, Lot.id == CodeRange.lot_id).where(CodeRange.state.in_(INACTIVE), or_(*holds))
        found |= {row[0]: (row[0], row[1], row[2]) for row in session.execute(rows)}
    return list(found.values())


def count_waiting(session: Session, batch_id: UUID) -> int:
    """How many printed codes of the batch wait for activation."""
    size = whole_sum(CodeRange.last_number - CodeRange.first_number + 1)
    return session.scalar(select(size).where(CodeRange.batch_id == batch_id, CodeRange.state == "printed")) or 0


def find_owned_batch(session: Session, batch_id: UUID, producer_id: UUID) -> tuple[Product, Lot] | None:
    """The product and lot of a batch of the producer; None for another's."""
    query = (
        select(Product, Lot).join(CodeRange, CodeRange.product_id == Product.id).join(Lot, Lot.id == CodeRange.lot_id)
    )
    found = session.execute(
        query.where(CodeRange.batch_id == batch_id, Product.producer_id == producer_id).limit(1)
    ).first()
    return (found[0], found[1]) if found else None
