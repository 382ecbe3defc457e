"""OCOP rules: points, stars, who recognises, how long. Points are whole tenths; every rule is a dated row."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Protocol

from core.errors import BadInput
from core.i18n import lazy
from core.reference import read_rows
from core.text import format_decimal

MOST = 1000  # tenths of all parts together
RECOGNISERS = Path(__file__).parent / "data" / "recogniser.csv"
STANDINGS = {  # how a certificate stands on a day
    "good": lazy("Còn hiệu lực"),
    "ending": lazy("Sắp hết hạn"),
    "expired": lazy("Đã hết hạn"),
    "revoked": lazy("Đã bị thu hồi"),
}
CLASS_NAMES = {  # what a certificate counts in: potential five apart from the stars it carries
    "3": lazy("3 sao"), "4": lazy("4 sao"), "5": lazy("5 sao"), "potential": lazy("tiềm năng 5 sao"),
    "none": lazy("Nguồn không ghi số sao"),
}  # fmt: skip


class Band(Protocol):
    """Points that give a star: from `least` up to but not including `below`, in tenths."""

    stars: int
    least: int
    below: int


@dataclass(frozen=True)
class Recogniser:
    """Which level signs a star in a span of days; both days belong to it."""

    stars: int
    level: str  # huyen, tinh, trung_uong
    valid_from: date
    valid_to: date | None


def stars_for(points: int, bands: Iterable[Band]) -> int:
    """The stars that points (in tenths) give. Raises BadInput outside 0 to 100 points."""
    for band in bands:
        if band.least <= points < band.below:
            return band.stars
    raise BadInput(lazy("Tổng điểm cần từ 0 đến 100, không phải %(sent)s", sent=points_text(points)))


def check_scores(a: int, b: int, c: int, limits: Mapping[str, int]) -> int:
    """The sum of parts A, B and C in tenths. Raises BadInput naming the part above its limit."""
    for part, points in (("A", a), ("B", b), ("C", c)):
        if not 0 <= points <= limits[part]:
            raise BadInput(
                lazy(
                    "Điểm phần %(part)s cần từ 0 đến %(most)s, không phải %(sent)s",
                    part=part, most=points_text(limits[part]), sent=points_text(points),
                ),
                field=f"score_{part.lower()}",
            )  # fmt: skip
    return a + b + c


def points_text(tenths: int) -> str:
    """895 -> "89,5"; 900 -> "90"."""
    return format_decimal(tenths / 10).removesuffix(",0")


def parse_points(text: str) -> int:
    """"35,5", "35.5" or "35" as whole tenths. Raises ValueError for finer points, below zero and what is no number."""
    tenths = Decimal(text.strip().replace(",", ".")) * 10
    if not tenths.is_finite() or tenths != int(tenths) or not 0 <= tenths <= MOST:
        raise ValueError(text)
    return int(tenths)


def valid_until(issued_on: date, months: int) -> date:
    """The last day on which a certificate of so many months is good."""
    years, month = divmod(issued_on.month - 1 + months, 12)
    year, month = issued_on.year + years, month + 1
    same_day = date(year, month, min(issued_on.day, monthrange(year, month)[1]))
    return same_day - timedelta(days=1)


def recogniser_level(stars: int, on: date, rules: Iterable[Recogniser] | None = None) -> str:
    """Who signs this star on a day: huyen, tinh or trung_uong (QĐ 148; since 06/07/2025 QĐ 1489).

    Raises BadInput where no rule covers the day or the star carries no certificate.
    """
    for rule in recognisers() if rules is None else rules:
        if rule.stars == stars and rule.valid_from <= on and (rule.valid_to is None or on <= rule.valid_to):
            return rule.level
    raise BadInput(lazy("Không có quy định công nhận %(stars)s sao vào ngày này", stars=stars), field="stars")


@cache
def recognisers() -> tuple[Recogniser, ...]:
    """The rows of data/recogniser.csv."""
    return tuple(
        Recogniser(
            int(row["stars"]),
            row["level"],
            date.fromisoformat(row["valid_from"]),
            date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        )
        for row in read_rows(RECOGNISERS)
    )
