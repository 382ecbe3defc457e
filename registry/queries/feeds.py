"""The facts that exchanges import of each approved product: one statement, however many products."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Select, exists, func, or_, select
from sqlalchemy.orm import Session

from registry.models import BrandRight, BrandUse, Picture, Producer, Product, ProductGtin, ProductKind, Recall
from registry.products import PUBLIC

AT_ONCE = 500


def feed_facts(session: Session | Connection, on: date, product_id: UUID | None = None) -> Iterator[dict[str, Any]]:
    """Facts of every approved product by name, or of one; keys as registry/feeds.py takes them."""
    query = _facts(on)
    if product_id is not None:
        query = query.where(Product.id == product_id)
    for row in session.execute(query.execution_options(yield_per=AT_ONCE)):
        picture = f"/pictures/{row.picture_id}" if row.picture_id else ""
        yield {
            "code": row.code, "slug": row.slug, "name": row.name, "description": row.description, "image": picture,
            "price": row.listed_price, "is_sold": not row.is_recalled, "producer": row.producer,
            "brand": row.mark or row.producer, "gtin": row.gtin, "kind": row.kind,
        }  # fmt: skip


def _facts(on: date) -> Select:
    is_own = (ProductGtin.product_id == Product.id) & ProductGtin.valid_to.is_(None)
    gtin = select(func.max(ProductGtin.gtin)).where(is_own)
    held = (BrandRight.granted_on <= on) & or_(BrandRight.valid_until.is_(None), BrandRight.valid_until >= on)
    mark = (
        select(func.min(BrandRight.name))
        .join(BrandUse, BrandUse.brand_right_id == BrandRight.id)
        .where(BrandUse.product_id == Product.id, BrandRight.kind == "trademark", held)
    )
    picture = (
        select(Picture.id).where(Picture.owner_kind == "product", Picture.owner_id == Product.id)
        .order_by(Picture.position, Picture.id).limit(1)
    )  # fmt: skip
    recalled = exists().where(Recall.product_id == Product.id, Recall.lot_id.is_(None), Recall.ended_on.is_(None))
    return (
        select(
            Product.code, Product.slug, Product.name, Product.description, Product.listed_price,
            Producer.name.label("producer"), ProductKind.name.label("kind"),
            gtin.correlate(Product).scalar_subquery().label("gtin"),
            mark.correlate(Product).scalar_subquery().label("mark"),
            picture.correlate(Product).scalar_subquery().label("picture_id"), recalled.label("is_recalled"),
        )
        .join(Producer, Producer.id == Product.producer_id)
        .join(ProductKind, ProductKind.code == Product.kind_code)
        .where(Product.state.in_(PUBLIC))
        .order_by(Product.folded, Product.id)
    )  # fmt: skip
