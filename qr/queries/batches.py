"""Batches as their owners see them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.db import whole_sum
from core.errors import NotFound
from core.i18n import lazy
from core.keys import keys_of
from qr.links import Key
from qr.models import CodeRange
from qr.serials import Opened, generation_of, make_serial, normalize_serial, open_serial
from registry.models import Lot, Producer, Product, ProductGtin


@dataclass(frozen=True)
class Batch:
    """One batch: how many codes stand in which state."""

    id: UUID
    issued_at: datetime
    counts: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True)
class LabelledLot:
    """What a label says of its lot."""

    lot: Lot
    product: Product
    gtin: str | None

    @property
    def key(self) -> tuple[Key, str]:
        return (Key.GTIN, self.gtin) if self.gtin else (Key.CODE, self.product.code)

    @property
    def name(self) -> str:
        return ", ".join(part for part in (self.product.name, self.product.pack) if part)


@dataclass(frozen=True)
class LotRow:
    """A lot in the list of lots that may get codes."""

    lot: Lot
    product: Product
    producer: Producer
    issued: int


def list_batches(session: Session, lot_id: UUID) -> list[Batch]:
    """The batches of a lot, newest first."""
    rows = select(CodeRange).where(CodeRange.lot_id == lot_id).order_by(CodeRange.issued_at.desc())
    found: dict[UUID, Batch] = {}
    for row in session.scalars(rows):
        batch = found.setdefault(row.batch_id, Batch(row.batch_id, row.issued_at, {}))
        size = row.last_number - row.first_number + 1
        batch.counts[row.state] = batch.counts.get(row.state, 0) + size
    return list(found.values())


def list_lots(session: Session, *, commune_ids: set[UUID], limit: int = 200) -> list[LotRow]:
    """Lots of producers in the communes, newest first, each with how many codes it has been given."""
    size = whole_sum(CodeRange.last_number - CodeRange.first_number + 1)
    issued = select(size).where(CodeRange.lot_id == Lot.id).scalar_subquery()
    rows = (
        select(Lot, Product, Producer, issued)
        .join(Product, Product.id == Lot.product_id)
        .join(Producer, Producer.id == Product.producer_id)
        .where(Producer.commune_id.in_(commune_ids))
        .order_by(Lot.created_at.desc(), Lot.id)
        .limit(limit)
    )
    return [LotRow(lot, product, producer, count or 0) for lot, product, producer, count in session.execute(rows)]


def find_range(session: Session, opened: Opened) -> CodeRange | None:
    """The range that holds the number, whatever its state."""
    nearest = (
        select(CodeRange)
        .where(CodeRange.generation == opened.generation, CodeRange.last_number >= opened.number)
        .order_by(CodeRange.last_number)
        .limit(1)
    )
    row = session.scalars(nearest).first()
    return row if row and row.first_number <= opened.number else None


def get_batch_lot(session: Session, batch_id: UUID) -> UUID:
    """The lot of a batch. Raises NotFound."""
    lot_id = session.scalar(select(CodeRange.lot_id).where(CodeRange.batch_id == batch_id).limit(1))
    if lot_id is None:
        raise NotFound(lazy("Không có đợt mã này."), field="batch")
    return lot_id


def find_lot(session: Session, text: str) -> Lot | None:
    """A lot by its id, or as "<product code>/<lot number>" in any case."""
    try:
        return session.get(Lot, UUID(text))
    except ValueError:
        code, _, number = text.lower().partition("/")
    named = select(Lot).join(Product, Product.id == Lot.product_id)
    return session.scalars(named.where(Product.code == code, Lot.number_key == number)).first()


def get_labelled_lot(session: Session, lot_id: UUID) -> LabelledLot:
    """The lot with product and the GTIN in force. Raises NotFound."""
    lot = session.get(Lot, lot_id)
    if lot is None:
        raise NotFound(lazy("Không có lô này."), field="lot")
    gtins = select(ProductGtin.gtin).where(ProductGtin.product_id == lot.product_id, ProductGtin.valid_to.is_(None))
    gtin = session.scalars(gtins.order_by(ProductGtin.valid_from.desc())).first()
    return LabelledLot(lot, session.get_one(Product, lot.product_id), gtin)


def open_typed(session: Session, serial: str) -> Opened | None:
    """The number behind a typed serial of any generation; None when none of our keys opens it."""
    text = normalize_serial(serial)
    keys = keys_of(session, "serial", number=generation_of(text))
    return open_serial({number: key.secret for number, key in keys.items()}, text)


def write_serial(session: Session, code: Opened) -> str:
    """The serial of a code, as printed on its label."""
    key = keys_of(session, "serial", number=code.generation)[code.generation]
    return make_serial(key.secret, code.generation, code.number)
