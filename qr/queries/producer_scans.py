"""Scans as a producer sees them: sums of five or more, by day, product and said province. Never one scan."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.db import whole_sum
from qr.models import ScanDay
from registry.models import Product

LEAST = 5
"""Smaller sums are not shown: a producer could know the one buyer."""


@dataclass(frozen=True)
class Shown:
    """One line: its name and its count; None when it is fewer than five."""

    name: str
    count: int | None


@dataclass(frozen=True)
class Aggregates:
    """What a producer reads of a span of days."""

    total: int | None
    days: list[Shown]
    products: list[Shown]
    provinces: list[Shown]


def sum_scans(session: Session, producer_id: UUID, *, first: date, last: date, names: dict[str, str]) -> Aggregates:
    """Scans of the producer's products from first to last day, both included.

    `names` are provinces by code. Provinces known from an address alone are not in it.
    """
    rows = select(ScanDay.day, Product.name, ScanDay.province_code, whole_sum(ScanDay.count))
    rows = rows.join(Product, Product.id == ScanDay.product_id).where(Product.producer_id == producer_id)
    rows = rows.where(ScanDay.day.between(first, last)).group_by(ScanDay.day, Product.name, ScanDay.province_code)
    days: Counter[date] = Counter()
    products: Counter[str] = Counter()
    provinces: Counter[str] = Counter()
    for day, product, code, count in session.execute(rows):
        days[day] += count
        products[product] += count
        if code:
            provinces[names.get(code, code)] += count
    by_day = [(f"{day:%d/%m/%Y}", days[day]) for day in sorted(days, reverse=True)]
    return Aggregates(_shown(sum(days.values())), _lines(by_day), _lines(products.items()), _lines(provinces.items()))


def _lines(counts: Iterable[tuple[str, int]]) -> list[Shown]:
    """The lines; what is hidden must itself be five or more, or it could be had by subtraction."""
    lines = [(name, count) for name, count in counts if count]
    small = sum(count for _, count in lines if count < LEAST)
    large = [count for _, count in lines if count >= LEAST]
    least = min(large) + 1 if 0 < small < LEAST and large else LEAST
    return [Shown(name, count if count >= least else None) for name, count in lines]


def _shown(count: int) -> int | None:
    return count if count >= LEAST or count == 0 else None
