"""Reading platforms, exchanges, shop links and online sellers."""

from collections.abc import Set
from datetime import date
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from core.errors import BadInput, NotFound
from core.i18n import lazy
from registry.models import ExchangeCount, ExchangeLink, OnlineSeller, Platform, Producer, Product, ShopLink
from registry.queries.finding import words_in
from registry.queries.rules import holds
from registry.shop_addresses import address_key

WAITING, VERIFIED, REFUSED, ENDED = "waiting", "verified", "refused", "ended"


def list_platforms(session: Session, on: date, *, kind: str = "") -> list[Platform]:
    """The platforms of a day, the provinces' exchanges first."""
    query = select(Platform).where(holds(Platform, on)).order_by(Platform.kind != "provincial", Platform.name)
    return list(session.scalars(query.where(Platform.kind == kind) if kind else query))


def get_platform(session: Session, platform_id: UUID | None, on: date) -> Platform:
    """A platform of the day. Raises BadInput for another."""
    found = session.get(Platform, platform_id) if platform_id else None
    if found is None or found.valid_from > on or (found.valid_to and found.valid_to < on):
        raise BadInput(lazy("Chọn “Sàn bán hàng” trong danh sách"), field="platform_id")
    return found


def links_on(on: date) -> Select:
    """(ShopLink, Platform) of the links verified and not ended on a day."""
    return (
        select(ShopLink, Platform)
        .join(Platform, Platform.id == ShopLink.platform_id)
        .where(ShopLink.verified_on <= on, or_(ShopLink.ended_on.is_(None), ShopLink.ended_on > on))
        .order_by(Platform.name, ShopLink.url)
    )


def list_official(session: Session, on: date, *, producer_id: UUID, product_id: UUID | None = None) -> list[tuple]:
    """What buyers may be shown: a producer's verified stalls, and of a product its own pages too."""
    mine = [ShopLink.product_id.is_(None)] + ([ShopLink.product_id == product_id] if product_id else [])
    query = links_on(on).where(ShopLink.producer_id == producer_id, or_(*mine))
    return [(row[0], row[1]) for row in session.execute(query)]


def list_links_of(session: Session, producer_id: UUID) -> list[tuple]:
    """(ShopLink, Platform, Product or None) of a producer, newest first, in every state."""
    return _with_names(session, select(ShopLink.id).filter_by(producer_id=producer_id))


def list_links(session: Session, *, state: str, commune_ids: Set[UUID], limit: int = 300) -> list[tuple]:
    """(ShopLink, Platform, Product or None, Producer) in a state for officers, longest waiting first."""
    query = (
        select(ShopLink, Platform, Product, Producer)
        .join(Platform, Platform.id == ShopLink.platform_id)
        .join(Producer, Producer.id == ShopLink.producer_id)
        .outerjoin(Product, Product.id == ShopLink.product_id)
        .where(ShopLink.state == state, Producer.commune_id.in_(commune_ids))
        .order_by(ShopLink.recorded_at, ShopLink.id)
        .limit(limit)
    )
    return [tuple(row) for row in session.execute(query)]


def _with_names(session: Session, ids: Select) -> list[tuple]:
    query = (
        select(ShopLink, Platform, Product)
        .join(Platform, Platform.id == ShopLink.platform_id)
        .outerjoin(Product, Product.id == ShopLink.product_id)
        .where(ShopLink.id.in_(ids))
        .order_by(ShopLink.recorded_at.desc(), ShopLink.id)
    )
    return [tuple(row) for row in session.execute(query)]


def get_link(session: Session, link_id: UUID) -> ShopLink:
    """The link. Raises NotFound."""
    found = session.get(ShopLink, link_id)
    if found is None:
        raise NotFound(lazy("Không có gian hàng này trong sổ."))
    return found


def get_link_inside(session: Session, link_id: UUID, commune_ids: Set[UUID]) -> ShopLink:
    """A link of a producer in the communes. Raises NotFound for others, as if there were none."""
    query = select(ShopLink).join(Producer, Producer.id == ShopLink.producer_id)
    found = session.scalar(query.where(ShopLink.id == link_id, Producer.commune_id.in_(commune_ids)))
    if found is None:
        raise NotFound(lazy("Không có gian hàng này trong địa bàn của đơn vị bạn."))
    return found


def find_open_link(session: Session, key: str, product_id: UUID | None) -> ShopLink | None:
    """A link to the same address that waits or stands."""
    query = select(ShopLink).where(ShopLink.url_key == key, ShopLink.state.in_((WAITING, VERIFIED)))
    return session.scalars(query.where(ShopLink.product_id == product_id)).first()


def search_sellers(
    session: Session, words: str, *, commune_ids: Set[UUID] | None = None, offset: int = 0, limit: int = 50
) -> list[tuple[OnlineSeller, Platform]]:
    """Sellers by name, one more than asked for where there are more; words may be a name or a shop's address."""
    query = select(OnlineSeller, Platform).join(Platform, Platform.id == OnlineSeller.platform_id)
    key = address_key(words) if "." in words else ""
    if key:
        query = query.where(OnlineSeller.url_key == key)
    for part in [] if key else words_in(words):
        query = query.where(OnlineSeller.folded.like(part, escape="\\"))
    if commune_ids is not None:
        query = query.where(OnlineSeller.commune_id.in_(commune_ids))
    query = query.order_by(OnlineSeller.folded, OnlineSeller.id).offset(offset).limit(limit + 1)
    return [(row[0], row[1]) for row in session.execute(query)]


def get_seller_inside(session: Session, seller_id: UUID, commune_ids: Set[UUID]) -> OnlineSeller:
    """A seller in the communes. Raises NotFound for others, as if there were none."""
    found = session.get(OnlineSeller, seller_id)
    if found is None or found.commune_id not in commune_ids:
        raise NotFound(lazy("Không có người bán này trong địa bàn của đơn vị bạn."))
    return found


def find_seller_at(session: Session, key: str) -> OnlineSeller | None:
    """The seller whose shop is at this address and not ended."""
    return session.scalars(select(OnlineSeller).filter_by(url_key=key, ended_on=None)).first()


def list_exchange_counts(session: Session, platform_ids: Set[UUID]) -> list[tuple[ExchangeCount, Platform]]:
    """What the exchanges said of themselves, newest first."""
    query = select(ExchangeCount, Platform).join(Platform, Platform.id == ExchangeCount.platform_id)
    query = query.where(ExchangeCount.platform_id.in_(platform_ids)).order_by(ExchangeCount.as_of.desc())
    return [(row[0], row[1]) for row in session.execute(query)]


def list_exchange_links(session: Session, platform_ids: Set[UUID]) -> list[tuple[ExchangeLink, Platform]]:
    """The exchanges' links with other provinces, newest first."""
    query = select(ExchangeLink, Platform).join(Platform, Platform.id == ExchangeLink.platform_id)
    query = query.where(ExchangeLink.platform_id.in_(platform_ids)).order_by(ExchangeLink.linked_on.desc())
    return [(row[0], row[1]) for row in session.execute(query)]
