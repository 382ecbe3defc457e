"""Codes issued and scans counted."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from qr.models import CodeRange, ScanDay
from registry.models import Lot, Producer, Product, ProductKind
from reports.counted import Counted, part_id
from reports.queries.shared import count_by, in_instants, in_period, stands_inside, sum_by
from reports.scope import Scope


def ranges_issued(scope: Scope) -> Select:
    """One row per range of codes issued in the period, whatever became of it since."""
    return (
        select(
            Product.name.label("product"),
            Producer.id.label("producer_id"),
            Producer.name.label("producer"),
            Producer.kind.label("producer_kind"),
            ProductKind.code.label("kind"),
            ProductKind.name.label("kind_name"),
            ProductKind.name_en.label("kind_name_en"),
            Lot.number.label("lot"),
            CodeRange.issued_at.label("issued_at"),
            CodeRange.state.label("state"),
            (CodeRange.last_number - CodeRange.first_number + 1).label("count"),
        )
        .join(Product, Product.id == CodeRange.product_id)
        .join(ProductKind, ProductKind.code == Product.kind_code)
        .join(Producer, Producer.id == Product.producer_id)
        .join(Lot, Lot.id == CodeRange.lot_id)
        .where(in_instants(scope, CodeRange.issued_at), stands_inside(scope, Producer.commune_id))
        .order_by(CodeRange.issued_at, Product.name)
    )


def producers_served(scope: Scope) -> Select:
    """One row per producer who got codes in the period."""
    found = ranges_issued(scope).order_by(None).subquery()
    return select(found.c.producer_id, found.c.producer, found.c.producer_kind).distinct().order_by(found.c.producer)


def scans_counted(scope: Scope) -> Select:
    """Scans of people by day and verdict; unknown codes belong to no place."""
    rows = select(ScanDay.day.label("day"), ScanDay.verdict.label("verdict"), ScanDay.count.label("count"))
    rows = rows.where(in_period(scope, ScanDay.day)).order_by(ScanDay.day, ScanDay.verdict)
    if scope.stock_ids is None:
        return rows
    homes = select(Product.id).join(Producer, Producer.id == Product.producer_id)
    return rows.where(ScanDay.product_id.in_(homes.where(stands_inside(scope, Producer.commune_id))))


def count_codes(session: Session, scope: Scope) -> list[Counted]:
    """A1 codes by kind of goods, A2 producers served and their codes by kind, A9 scans by verdict."""
    names = count_by(session, ranges_issued(scope), "kind", "kind_name", "kind_name_en")
    goods = sum_by(session, ranges_issued(scope), "count", "kind")
    served = count_by(session, producers_served(scope), "producer_kind")
    codes = sum_by(session, ranges_issued(scope), "count", "producer_kind")
    scans = sum_by(session, scans_counted(scope), "count", "verdict")
    found = [Counted("A1", sum(goods.values()), "mã")]
    found += [
        Counted(part_id("A1", kind), goods[kind], "mã", part=kind, names=(name, name_en))
        for kind, name, name_en in sorted(names)
    ]
    found.append(Counted("A2", sum(served.values()), "đơn vị"))
    found += _split("A2", served, "đơn vị") + _split("A2.codes", codes, "mã")
    found.append(Counted("A9", sum(scans.values()), "lượt quét"))
    return found + _split("A9", scans, "lượt quét")


def _split(whole: str, values: dict[str, int], unit: str) -> list[Counted]:
    return [Counted(part_id(whole, part), value, unit, part=part) for part, value in sorted(values.items())]
