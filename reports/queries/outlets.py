"""Places of interest: clusters, villages, shops, displays, surveys, works at markets, goods in supermarkets."""

from sqlalchemy import Select, and_, exists, func, literal, or_, select
from sqlalchemy.orm import Session

from areas.models import AdminUnit
from registry.models import (
    Listing,
    MarketChange,
    MarketWork,
    PlaceKind,
    PlaceMember,
    Producer,
    Product,
    ProductCapacity,
    SalePoint,
    ShareSurvey,
)
from registry.queries.listings import SUPERMARKETS, in_force, is_member, is_newest_capacity
from reports.counted import Counted, part_id
from reports.queries.shared import count_by, happened_inside, in_period, stands_inside, sum_by
from reports.scope import Scope

LAYERS_OF = {
    "A4": ("cluster", "village"), "B5.models": ("model",), "B8": ("ocop",), "C5": ("display",), "C8": ("ocop", "viet"),
    "C3.supermarkets": ("supermarket",),
}  # fmt: skip


def _standing(scope: Scope) -> tuple:
    day = scope.to_day
    return (
        SalePoint.known_on <= day, or_(SalePoint.closed_on.is_(None), SalePoint.closed_on > day),
        stands_inside(scope, SalePoint.commune_id),
    )  # fmt: skip


def places(scope: Scope, row_id: str) -> Select:
    """Places of the row's layers that stood on the last day."""
    day = scope.to_day
    holds = and_(
        PlaceKind.code == SalePoint.kind, PlaceKind.valid_from <= day,
        or_(PlaceKind.valid_to.is_(None), PlaceKind.valid_to >= day),
    )  # fmt: skip
    columns = (
        SalePoint.name.label("name"), SalePoint.kind.label("kind"), PlaceKind.name.label("kind_name"),
        PlaceKind.name_en.label("kind_name_en"), SalePoint.address.label("address"),
        AdminUnit.code.label("place_code"), AdminUnit.full_name.label("place"), SalePoint.known_on.label("known_on"),
    )  # fmt: skip
    query = select(*columns).select_from(SalePoint).join(PlaceKind, holds)
    query = query.join(AdminUnit, AdminUnit.id == SalePoint.commune_id)
    return query.where(PlaceKind.layer.in_(LAYERS_OF[row_id]), *_standing(scope)).order_by(SalePoint.name)


def members(scope: Scope) -> Select:
    """Producers in clusters and villages on the last day, each with its place."""
    return (
        select(Producer.name.label("producer"), SalePoint.name.label("name"), PlaceMember.valid_from.label("day"))
        .join(PlaceMember, PlaceMember.producer_id == Producer.id)
        .join(SalePoint, SalePoint.id == PlaceMember.place_id)
        .where(is_member(scope.to_day), *_standing(scope))
        .order_by(Producer.name)
    )


def ready(scope: Scope, listed: bool = False) -> Select:
    """Products with a stated capacity on the last day; `listed`: those that a supermarket has."""
    query = (
        select(
            Product.name.label("product"), Producer.name.label("producer"), ProductCapacity.per_month.label("capacity"),
            ProductCapacity.unit.label("unit"),
        )
        .join(Producer, Producer.id == Product.producer_id)
        .join(ProductCapacity, ProductCapacity.product_id == Product.id)
        .where(Product.state == "approved", is_newest_capacity(scope.to_day))
        .where(stands_inside(scope, Producer.commune_id))
        .order_by(Product.name)
    )  # fmt: skip
    here = exists().where(
        Listing.product_id == Product.id, Listing.kind.in_(SUPERMARKETS), in_force(scope.to_day)
    )  # fmt: skip
    return query.where(here) if listed else query


def modern_listings(scope: Scope) -> Select:
    """Listings of products of the place in supermarkets and shopping centres on the last day."""
    return (
        select(
            Product.name.label("product"), Producer.name.label("producer"),
            func.coalesce(SalePoint.name, Listing.outlet).label("name"), Listing.from_day.label("day"),
        )
        .select_from(Listing)
        .join(Product, Product.id == Listing.product_id)
        .join(Producer, Producer.id == Product.producer_id)
        .outerjoin(SalePoint, SalePoint.id == Listing.place_id)
        .where(Listing.kind.in_(SUPERMARKETS), in_force(scope.to_day), stands_inside(scope, Producer.commune_id))
        .order_by(Product.name)
    )  # fmt: skip


def surveys(scope: Scope) -> Select:
    """The newest survey of each supermarket that stands on the last day."""
    later = ShareSurvey.__table__.alias("later")
    newest = select(func.max(later.c.surveyed_on)).where(
        later.c.place_id == ShareSurvey.place_id, later.c.surveyed_on <= scope.to_day
    )
    first = select(func.min(later.c.method)).where(
        later.c.place_id == ShareSurvey.place_id, later.c.surveyed_on == ShareSurvey.surveyed_on
    )
    return (
        select(
            SalePoint.name.label("name"), ShareSurvey.surveyed_on.label("day"), ShareSurvey.method.label("method"),
            ShareSurvey.home.label("home"), ShareSurvey.whole.label("whole"),
            ShareSurvey.share_tenths.label("share_tenths"), ShareSurvey.qualifier.label("qualifier"),
        )
        .join(SalePoint, SalePoint.id == ShareSurvey.place_id)
        .where(
            ShareSurvey.surveyed_on == newest.correlate(ShareSurvey).scalar_subquery(),
            ShareSurvey.method == first.correlate(ShareSurvey).scalar_subquery(), *_standing(scope),
        )
        .order_by(SalePoint.name)
    )  # fmt: skip


def works(scope: Scope, kind: str = "") -> Select:
    """Works at markets done in the period."""
    query = (
        select(
            SalePoint.name.label("name"), MarketWork.kind.label("kind"), MarketWork.done_on.label("day"),
            func.coalesce(MarketWork.amount, literal(0)).label("amount"), MarketWork.qualifier.label("qualifier"),
            MarketWork.fund.label("source"),
        )
        .join(SalePoint, SalePoint.id == MarketWork.place_id)
        .where(in_period(scope, MarketWork.done_on), happened_inside(scope, SalePoint.commune_id))
        .order_by(MarketWork.done_on)
    )  # fmt: skip
    return query.where(MarketWork.kind == kind) if kind else query


def management(scope: Scope) -> Select:
    """Markets whose management changed in the period."""
    return (
        select(
            SalePoint.name.label("name"), MarketChange.before.label("before"), MarketChange.after.label("after"),
            MarketChange.changed_on.label("day"),
        )
        .join(SalePoint, SalePoint.id == MarketChange.place_id)
        .where(in_period(scope, MarketChange.changed_on), happened_inside(scope, SalePoint.commune_id))
        .order_by(MarketChange.changed_on)
    )  # fmt: skip


def mean_share(rows: list) -> int:
    """The mean of the supermarkets' shares in whole percent; halves are rounded up."""
    return (2 * sum(row.share_tenths for row in rows) + 10 * len(rows)) // (20 * len(rows)) if rows else 0


def count_outlets(session: Session, scope: Scope) -> list[Counted]:
    """Rows A4, A11, B5, B8, C3, C4, C5, C6, C7 and C8 of the outline."""
    found: list[Counted] = []
    for row_id in LAYERS_OF:
        found += _places(session, scope, row_id)
    simple = (
        ("A4.producers", members(scope), "lượt cơ sở"), ("A11", ready(scope), "sản phẩm"),
        ("A11.listed", ready(scope, True), "sản phẩm"), ("C3", modern_listings(scope), "lượt"),
        ("C6.works", works(scope), "công trình"), ("C6.works-new", works(scope, "new"), "công trình"),
        ("C6.works-repair", works(scope, "repair"), "công trình"), ("C7", management(scope), "chợ"),
    )  # fmt: skip
    found += [Counted(row_id, len(session.execute(query).all()), unit) for row_id, query, unit in simple]
    money = sum(sum_by(session, works(scope), "amount", "kind").values())
    rows = session.execute(surveys(scope)).all()
    rough = "khoang" if any(row.qualifier for row in rows) else ""
    found.append(Counted("C6.works-money", money, "đồng"))
    found.append(Counted("C4.surveyed", len(rows), "siêu thị"))
    return [*found, Counted("C4.share", mean_share(rows), "%", rough)] if rows else found


def _places(session: Session, scope: Scope, row_id: str) -> list[Counted]:
    """The whole and its parts: by commune for B8 and C8, else by kind."""
    by_place = row_id in ("B8", "C8")
    keys = ("place_code", "place", "place") if by_place else ("kind", "kind_name", "kind_name_en")
    parts = count_by(session, places(scope, row_id), *keys)
    whole = Counted(row_id, sum(parts.values()), "nơi")
    return [whole] + [
        Counted(part_id(row_id, key), count, "nơi", part=key, names=(name, name_en))
        for (key, name, name_en), count in sorted(parts.items())
    ]
