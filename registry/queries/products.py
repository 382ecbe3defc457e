"""Reading one product with everything that belongs to it."""

from collections.abc import Set
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.errors import NotFound
from core.i18n import lazy
from registry.models import Certificate, Lot, OriginBasis, Producer, Product, ProductEvent, ProductGtin, Recall


def get_product(session: Session, product_id: UUID) -> Product:
    """The product. Raises NotFound."""
    product = session.get(Product, product_id)
    if product is None:
        raise NotFound(lazy("Không có sản phẩm này."))
    return product


def find_product_by_slug(session: Session, slug: str) -> Product | None:
    """The product at this address, in any state."""
    return session.scalar(select(Product).filter_by(slug=slug))


def get_lot(session: Session, lot_id: UUID) -> Lot:
    """The lot. Raises NotFound."""
    lot = session.get(Lot, lot_id)
    if lot is None:
        raise NotFound(lazy("Không có lô hàng này."))
    return lot


def list_products_of(session: Session, producer_id: UUID, *, state: str = "") -> list[Product]:
    """A producer's products by name, of one state where it is given."""
    query = select(Product).filter_by(producer_id=producer_id).order_by(Product.folded, Product.id)
    return list(session.scalars(query.where(Product.state == state) if state else query))


def list_queue(
    session: Session, *, state: str, commune_ids: Set[UUID] | None, limit: int = 200
) -> list[tuple[Product, Producer, ProductEvent]]:
    """Products in one state with their producer and the step that brought them there, longest waiting first.

    `commune_ids` None means everywhere.
    """
    query = (
        select(Product, Producer, ProductEvent)
        .join(Producer, Producer.id == Product.producer_id)
        .join(ProductEvent, ProductEvent.product_id == Product.id)
        .where(Product.state == state, ProductEvent.state == state, ProductEvent.seq == _last_seq())
        .order_by(ProductEvent.at, Product.id)
        .limit(limit)
    )
    if commune_ids is not None:
        query = query.where(Producer.commune_id.in_(commune_ids))
    return [(row[0], row[1], row[2]) for row in session.execute(query)]


def count_by_state(session: Session, commune_ids: Set[UUID]) -> dict[str, int]:
    """How many products of the communes are in each state."""
    query = select(Product.state, func.count()).join(Producer, Producer.id == Product.producer_id)
    rows = session.execute(query.where(Producer.commune_id.in_(commune_ids)).group_by(Product.state))
    return dict(rows.all())


def _last_seq():
    later = ProductEvent.__table__.alias("later")
    newest = select(later.c.seq).where(later.c.product_id == Product.id).order_by(later.c.seq.desc()).limit(1)
    return newest.correlate(Product).scalar_subquery()


def list_events(session: Session, product_id: UUID) -> list[ProductEvent]:
    """The steps of a product's registration in order."""
    return list(session.scalars(select(ProductEvent).filter_by(product_id=product_id).order_by(ProductEvent.seq)))


def list_lots(session: Session, product_id: UUID) -> list[Lot]:
    """A product's lots, newest first."""
    query = select(Lot).filter_by(product_id=product_id).order_by(Lot.made_on.desc(), Lot.number_key)
    return list(session.scalars(query))


def list_gtins(session: Session, product_id: UUID) -> list[ProductGtin]:
    """The GTINs that ever named the product, the present one first."""
    query = select(ProductGtin).filter_by(product_id=product_id)
    return list(session.scalars(query.order_by(ProductGtin.valid_to.is_not(None), ProductGtin.valid_from.desc())))


def list_certificates(session: Session, product_id: UUID) -> list[Certificate]:
    """The papers about a product, by name."""
    return list(session.scalars(select(Certificate).filter_by(product_id=product_id).order_by(Certificate.name)))


def list_origin_bases(session: Session, product_id: UUID) -> list[OriginBasis]:
    """On what a product counts as made in Vietnam, newest first."""
    query = select(OriginBasis).filter_by(product_id=product_id).order_by(OriginBasis.dated.desc())
    return list(session.scalars(query))


def list_open_recalls(session: Session, product_id: UUID) -> list[Recall]:
    """The recalls of a product or its lots that have not ended, oldest first."""
    query = select(Recall).filter_by(product_id=product_id, ended_on=None).order_by(Recall.on)
    return list(session.scalars(query))


def find_recall(session: Session, product_id: UUID, lot_id: UUID | None) -> Recall | None:
    """The open recall of exactly this lot, or of every lot where `lot_id` is None."""
    return session.scalars(select(Recall).filter_by(product_id=product_id, lot_id=lot_id, ended_on=None)).first()
