"""Where products are sold, and what is ready for supermarkets."""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from registry.models import Certificate, Listing, PlaceMember, Producer, Product, ProductCapacity, SalePoint
from registry.products import PUBLIC


def in_force(on: date):
    """The condition that a listing is verified and runs on a day, both its days included."""
    return and_(
        Listing.state == "verified",
        Listing.from_day <= on,
        or_(Listing.to_day.is_(None), Listing.to_day >= on),
    )


def list_outlets(session: Session, product_id: UUID, on: date) -> list[tuple[Listing, SalePoint | None]]:
    """Where buyers find a product on a day: listings in force with their place; places that closed are left out."""
    query = select(Listing, SalePoint).outerjoin(SalePoint, SalePoint.id == Listing.place_id)
    is_there = or_(Listing.place_id.is_(None), SalePoint.closed_on.is_(None), SalePoint.closed_on > on)
    query = query.where(Listing.product_id == product_id, in_force(on), is_there)
    return [(row[0], row[1]) for row in session.execute(query.order_by(Listing.outlet, SalePoint.name))]


def list_listings(
    session: Session, *, product_ids: Iterable[UUID] | None = None, commune_ids: Set[UUID] | None = None,
    state: str = "", limit: int = 300,
) -> list[tuple[Listing, Product, Producer, SalePoint | None]]:  # fmt: skip
    """Listings with product, producer and place, those that wait longest first; of products or producers' communes."""
    query = (
        select(Listing, Product, Producer, SalePoint)
        .join(Product, Product.id == Listing.product_id)
        .join(Producer, Producer.id == Product.producer_id)
        .outerjoin(SalePoint, SalePoint.id == Listing.place_id)
        .order_by(Listing.created_at, Listing.id)
        .limit(limit)
    )
    if product_ids is not None:
        query = query.where(Listing.product_id.in_(list(product_ids)))
    if commune_ids is not None:
        query = query.where(Producer.commune_id.in_(commune_ids))
    if state:
        query = query.where(Listing.state == state)
    return [tuple(row) for row in session.execute(query)]


def list_sold_at(session: Session, place: SalePoint, on: date) -> list[tuple[Product, Producer]]:
    """Public products on sale at a place on a day, through the place itself or its chain."""
    here = Listing.place_id == place.id
    if place.chain_key:
        here = or_(here, and_(Listing.place_id.is_(None), Listing.outlet_key == place.chain_key))
    query = (
        select(Product, Producer)
        .join(Producer, Producer.id == Product.producer_id)
        .where(Product.state.in_(PUBLIC), Product.id.in_(select(Listing.product_id).where(here, in_force(on))))
        .order_by(Product.folded, Product.id)
    )
    return [(row[0], row[1]) for row in session.execute(query)]


def list_homes(session: Session, producer_id: UUID, on: date) -> list[SalePoint]:
    """The clusters and villages in which a producer works on a day."""
    query = select(SalePoint).join(PlaceMember, PlaceMember.place_id == SalePoint.id)
    query = query.where(PlaceMember.producer_id == producer_id, is_member(on))
    return list(session.scalars(query.order_by(SalePoint.name)))


def list_members(session: Session, place_id: UUID, on: date | None = None) -> list[tuple[PlaceMember, Producer]]:
    """The producers in a place, on a day where it is given, else all that ever were."""
    query = select(PlaceMember, Producer).join(Producer, Producer.id == PlaceMember.producer_id)
    query = query.where(PlaceMember.place_id == place_id)
    if on is not None:
        query = query.where(is_member(on), Producer.state == "approved")
    return [(row[0], row[1]) for row in session.execute(query.order_by(Producer.folded, PlaceMember.valid_from))]


def is_member(on: date):
    """The condition that a producer works in a place on a day."""
    open_end = or_(PlaceMember.valid_to.is_(None), PlaceMember.valid_to >= on)
    return and_(PlaceMember.valid_from <= on, open_end)


@dataclass(frozen=True)
class ReadyGoods:
    """One product as a supermarket's buyer reads it."""

    product: Product
    producer: Producer
    capacity: ProductCapacity
    certificates: list[Certificate]
    is_listed: bool


def list_ready_goods(session: Session, on: date, commune_ids: Set[UUID] | None = None) -> list[ReadyGoods]:
    """Public products with a stated capacity, their papers good on the day, and whether a supermarket has them."""
    query = (
        select(Product, Producer, ProductCapacity)
        .join(Producer, Producer.id == Product.producer_id)
        .join(ProductCapacity, ProductCapacity.product_id == Product.id)
        .where(Product.state.in_(PUBLIC), is_newest_capacity(on))
        .order_by(Producer.folded, Product.folded, Product.id)
    )
    if commune_ids is not None:
        query = query.where(Producer.commune_id.in_(commune_ids))
    rows = session.execute(query).all()
    ids = [row[0].id for row in rows]
    papers = _papers(session, ids, on)
    listed = set(session.scalars(_in_supermarkets(on).where(Listing.product_id.in_(ids))))
    return [ReadyGoods(*row, papers.get(row[0].id, []), row[0].id in listed) for row in rows]


def is_newest_capacity(on: date):
    """The condition that a capacity is the last one stated by a day."""
    other = ProductCapacity.__table__.alias("other")
    newest = select(func.max(other.c.stated_on)).where(
        other.c.product_id == ProductCapacity.product_id, other.c.stated_on <= on
    )
    return ProductCapacity.stated_on == newest.correlate(ProductCapacity).scalar_subquery()


def find_capacity(session: Session, product_id: UUID, on: date) -> ProductCapacity | None:
    """What a product's producer said last of how much can be delivered in a month."""
    query = select(ProductCapacity).where(ProductCapacity.product_id == product_id, is_newest_capacity(on))
    return session.scalar(query)


SUPERMARKETS = ("supermarket", "mall")


def _in_supermarkets(on: date):
    return select(Listing.product_id).where(in_force(on), Listing.kind.in_(SUPERMARKETS)).distinct()


def _papers(session: Session, product_ids: list[UUID], on: date) -> dict[UUID, list[Certificate]]:
    """Certificates that are in force on a day, by product."""
    good = or_(Certificate.expires_on.is_(None), Certificate.expires_on >= on)
    begun = or_(Certificate.issued_on.is_(None), Certificate.issued_on <= on)
    query = select(Certificate).where(Certificate.product_id.in_(product_ids), good, begun).order_by(Certificate.name)
    found: dict[UUID, list[Certificate]] = {}
    for paper in session.scalars(query):
        found.setdefault(paper.product_id, []).append(paper)
    return found
