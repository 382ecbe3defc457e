"""Selling online: exchanges, stalls, platforms, sellers, households."""

from sqlalchemy import Date, Select, and_, case, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from areas.models import AdminUnit
from registry.models import ExchangeCount, ExchangeLink, OnlineSeller, Platform, Producer, Product, ShopLink
from reports.counted import Counted
from reports.figures import combine
from reports.queries.lists import Sheet, count_sheet
from reports.queries.shared import in_period, stands_inside
from reports.scope import Scope

HOUSEHOLD = "ho_kinh_doanh"


def exchanges(scope: Scope) -> Select:
    """One row per province's exchange: what it last said of itself, else the verified pages that we hold."""
    stated = _stated(scope).where(stands_inside(scope, Platform.province_id))
    found = union_all(stated, _counted(scope).where(stands_inside(scope, Platform.province_id))).subquery()
    return select(found).order_by(found.c.name)


def _stated(scope: Scope) -> Select:
    newest = (
        select(func.max(ExchangeCount.as_of))
        .where(ExchangeCount.platform_id == Platform.id, ExchangeCount.as_of <= scope.to_day)
        .correlate(Platform)
        .scalar_subquery()
    )
    columns = (
        Platform.name.label("name"), ExchangeCount.as_of.label("as_of"), ExchangeCount.total.label("value"),
        ExchangeCount.local.label("local"), ExchangeCount.total_qualifier.label("qualifier"),
        ExchangeCount.local_qualifier.label("local_qualifier"), ExchangeCount.source.label("source"),
    )  # fmt: skip
    found = select(*columns).join(Platform, Platform.id == ExchangeCount.platform_id)
    return found.where(ExchangeCount.as_of == newest)


def _counted(scope: Scope) -> Select:
    silent = ~select(ExchangeCount.id).where(
        ExchangeCount.platform_id == Platform.id, ExchangeCount.as_of <= scope.to_day
    ).correlate(Platform).exists()  # fmt: skip
    own = case((AdminUnit.parent_id == Platform.province_id, ShopLink.product_id))
    return (
        select(
            Platform.name, literal(scope.to_day, Date), func.count(ShopLink.product_id.distinct()),
            func.count(own.distinct()), literal(""), literal(""), literal(""),
        )
        .select_from(Platform)
        .join(ShopLink, and_(ShopLink.platform_id == Platform.id, _stands(scope)))
        .join(Producer, Producer.id == ShopLink.producer_id)
        .join(AdminUnit, AdminUnit.id == Producer.commune_id)
        .where(Platform.kind == "provincial", silent, ShopLink.product_id.is_not(None))
        .group_by(Platform.id, Platform.name)
    )  # fmt: skip


def _stands(scope: Scope):
    """The link was verified by the last day and had not ended."""
    day = scope.to_day
    return (ShopLink.verified_on <= day) & or_(ShopLink.ended_on.is_(None), ShopLink.ended_on > day)


def _links(scope: Scope, *columns) -> Select:
    return (
        select(*columns)
        .select_from(ShopLink)
        .join(Platform, Platform.id == ShopLink.platform_id)
        .join(Producer, Producer.id == ShopLink.producer_id)
        .join(AdminUnit, AdminUnit.id == Producer.commune_id)
        .where(_stands(scope), stands_inside(scope, Producer.commune_id))
    )


def listed(scope: Scope) -> Select:
    """Products of the register with a verified page on a province's exchange on the last day."""
    columns = Product.name.label("product"), Producer.name.label("producer"), AdminUnit.full_name.label("place")
    found = _links(scope, Product.id.label("product_id"), *columns).join(Product, Product.id == ShopLink.product_id)
    return found.where(Platform.kind == "provincial").distinct().order_by(Product.name)


def linked(scope: Scope) -> Select:
    """Links between exchanges of provinces made in the period."""
    columns = (
        Platform.name.label("name"), ExchangeLink.partner.label("partner"), AdminUnit.full_name.label("place"),
        ExchangeLink.linked_on.label("day"), ExchangeLink.products_shared.label("value"),
    )  # fmt: skip
    return (
        select(*columns)
        .join(Platform, Platform.id == ExchangeLink.platform_id)
        .join(AdminUnit, AdminUnit.id == ExchangeLink.partner_province_id)
        .where(in_period(scope, ExchangeLink.linked_on), stands_inside(scope, Platform.province_id))
        .order_by(ExchangeLink.linked_on, ExchangeLink.partner)
    )


def opened(scope: Scope) -> Select:
    """Stalls opened in the period that an officer has looked at."""
    columns = (
        Producer.name.label("producer"), Platform.name.label("name"), ShopLink.opened_on.label("day"),
        case((ShopLink.has_qr, "qr"), else_="no-qr").label("kind"), AdminUnit.full_name.label("place"),
    )  # fmt: skip
    found = _links(scope, *columns).where(ShopLink.product_id.is_(None), in_period(scope, ShopLink.opened_on))
    return found.order_by(ShopLink.opened_on, Producer.name)


def stalls(scope: Scope) -> Select:
    """Verified stalls that stand on the last day, by platform."""
    columns = Producer.name.label("producer"), Platform.code.label("platform"), AdminUnit.full_name.label("place")
    return _links(scope, *columns).where(ShopLink.product_id.is_(None)).order_by(Platform.code, Producer.name)


def households(scope: Scope) -> Select:
    """Household producers with a verified stall or page on the last day."""
    columns = Producer.id.label("producer_id"), Producer.name.label("producer"), AdminUnit.full_name.label("place")
    found = _links(scope, *columns).where(Producer.kind == HOUSEHOLD)
    return found.distinct().order_by(Producer.name)


def sellers(scope: Scope) -> Select:
    """Online sellers known and not ended on the last day: name and shop, nothing personal."""
    day, row = scope.to_day, OnlineSeller
    columns = row.name.label("name"), row.kind.label("kind"), Platform.name.label("platform"), AdminUnit.full_name
    return (
        select(*columns[:3], columns[3].label("place"))
        .join(Platform, Platform.id == row.platform_id)
        .join(AdminUnit, AdminUnit.id == row.commune_id)
        .where(row.known_on <= day, or_(row.ended_on.is_(None), row.ended_on > day))
        .where(stands_inside(scope, row.commune_id))
        .order_by(row.name)
    )


SHEETS = {
    "A5.listed": Sheet(listed, "sản phẩm"),
    "A7": Sheet(opened, "gian hàng", "kind"),
    "A8": Sheet(stalls, "gian hàng", "platform"),
    "A20": Sheet(sellers, "người bán", "kind"),
    "A22": Sheet(households, "hộ"),
}


def count_selling(session: Session, scope: Scope) -> list[Counted]:
    """A5 as the exchanges say, A6 as links and shared products, the sheets."""
    found = _count_exchanges(session, scope)
    shared = [row.value for row in session.execute(linked(scope))]
    found += [Counted("A6", len(shared), "liên kết"), Counted("A6.products", sum(shared), "sản phẩm")]
    return found + [each for row_id, sheet in SHEETS.items() for each in count_sheet(session, scope, row_id, sheet)]


def _count_exchanges(session: Session, scope: Scope) -> list[Counted]:
    rows = session.execute(exchanges(scope)).all()
    days = (min(row.as_of for row in rows), max(row.as_of for row in rows)) if rows else None
    return [
        Counted("A5", sum(row.value for row in rows), "sản phẩm", combine(row.qualifier for row in rows), days=days),
        Counted("A5.province", sum(row.local for row in rows), "sản phẩm",
                combine(row.local_qualifier for row in rows), days=days),
    ]  # fmt: skip
