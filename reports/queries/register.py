"""What stands in the register on the last day of the period: recognised products, producers, sale points."""

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from areas.models import AdminUnit
from registry.models import Producer, Product, Recognition, SalePoint
from registry.queries import recognised
from reports.counted import Counted, part_id
from reports.queries.shared import count_by, stands_inside
from reports.scope import Scope

SALE_POINTS = {"B3": ("ocop_shop",), "C1": ("viet_goods_point", "fine_goods_point")}


RECOGNISED = (
    Product.name.label("product"),
    Product.slug.label("slug"),
    Producer.name.label("producer"),
    Producer.id.label("producer_id"),
    Producer.kind.label("kind"),
    Recognition.stars.label("stars"),
    Recognition.is_potential_five.label("potential"),
    Recognition.issued_on.label("issued_on"),
    Recognition.valid_until.label("valid_until"),
    AdminUnit.full_name.label("place"),
)


def recognised_products(scope: Scope) -> Select:
    """One row per product whose newest OCOP recognition is in force on the last day."""
    good = recognised(scope.to_day).subquery()
    return (
        select(*RECOGNISED)
        .select_from(Recognition)
        .join(good, good.c.recognition_id == Recognition.id)
        .join(Product, Product.id == Recognition.product_id)
        .join(Producer, Producer.id == Product.producer_id)
        .join(AdminUnit, AdminUnit.id == Producer.commune_id)
        .where(stands_inside(scope, Producer.commune_id))
        .order_by(Product.name)
    )


def recognised_producers(scope: Scope) -> Select:
    """One row per producer of such a product."""
    found = recognised_products(scope).order_by(None).subquery()
    columns = found.c.producer_id, found.c.producer, found.c.kind, found.c.place
    return select(*columns).distinct().order_by(found.c.producer)


def sale_points(scope: Scope, kinds: tuple[str, ...]) -> Select:
    """Sale points of some kinds that were known and not closed on the last day."""
    day = scope.to_day
    return (
        select(
            SalePoint.name.label("name"),
            SalePoint.address.label("address"),
            AdminUnit.full_name.label("place"),
            SalePoint.known_on.label("known_on"),
        )
        .join(AdminUnit, AdminUnit.id == SalePoint.commune_id)
        .where(
            SalePoint.kind.in_(kinds),
            SalePoint.known_on <= day,
            or_(SalePoint.closed_on.is_(None), SalePoint.closed_on > day),
            stands_inside(scope, SalePoint.commune_id),
        )
        .order_by(SalePoint.name)
    )


def count_register(session: Session, scope: Scope) -> list[Counted]:
    """Stocks on the last day: B1 by stars and kind of producer, B2 by kind, B3 and C1."""
    products = count_by(session, recognised_products(scope), "stars", "potential")
    by_kind = count_by(session, recognised_products(scope), "kind")
    producers = count_by(session, recognised_producers(scope), "kind")
    found = [Counted("B1", sum(products.values()), "sản phẩm")]
    found += [Counted(f"B1.{star_part(key)}", count, "sản phẩm") for key, count in _starred(products)]
    found += [Counted(part_id("B1", kind), count, "sản phẩm", part=kind) for kind, count in sorted(by_kind.items())]
    found.append(Counted("B2", sum(producers.values()), "chủ thể"))
    found += [Counted(part_id("B2", kind), count, "chủ thể", part=kind) for kind, count in sorted(producers.items())]
    for row_id, kinds in SALE_POINTS.items():
        count = len(session.execute(sale_points(scope, kinds)).all())
        found.append(Counted(row_id, count, "cửa hàng" if row_id == "B3" else "điểm bán"))
    return found


def star_part(key: tuple[int | None, bool]) -> str:
    """The part of B1 a product counts in: "3-star", "potential-5-star", "stars-not-given"."""
    stars, is_potential = key
    if is_potential:
        return "potential-5-star"
    return f"{stars}-star" if stars else "stars-not-given"


def _starred(products: dict) -> list[tuple[tuple[int | None, bool], int]]:
    """Three, four and five stars always, other classes where there are any, in this order."""
    always = {(stars, False): 0 for stars in (3, 4, 5)}
    whole = {**always, **{(stars, bool(potential)): count for (stars, potential), count in products.items()}}
    return sorted(whole.items(), key=lambda item: (item[0][1], item[0][0] or 9))
