"""Trà Vinh's OCOP register of June 2023 as single rows: counts from the report, most names generated."""

from dataclasses import dataclass
from datetime import date, timedelta

from reports.demo import draw

KIND_WORDS = {
    "hop_tac_xa": "Hợp tác xã mẫu",
    "doanh_nghiep": "Công ty TNHH mẫu",
    "ho_kinh_doanh": "Hộ kinh doanh mẫu",
    "to_hop_tac": "Tổ hợp tác mẫu",
}
TENTHS = {3: (500, 699), 4: (700, 899), 5: (900, 985)}  # OCOP points in tenths, both ends included
PARTS = {"a": 35, "b": 25}  # percent of the total; the rest is part C: within the limits of 2019 and of 2023


@dataclass(frozen=True)
class ProducerRow:
    position: int  # 1..118
    name: str
    kind: str
    commune: str  # code of a commune of the former province
    address: str | None


@dataclass(frozen=True)
class ProductRow:
    position: int  # 1..184
    producer: int  # position of its producer
    name: str
    kind: str  # of goods, as in the register's list
    group: int  # OCOP group 1..6
    stars: int | None  # None: the source does not say
    points: dict[str, int] | None  # {"a": tenths, "b": tenths, "c": tenths}
    decided_on: date
    source: str | None  # where a name that is not generated comes from


def producer_rows(facts: dict, communes: list[str]) -> list[ProducerRow]:
    """The 118 producers; those of the named products stand first, at the places the source names."""
    kinds = [kind for kind, count in facts["producer_kinds"].items() for _ in range(count)]
    order = draw.shuffled("kinds", kinds)
    return [_producer(facts, place, kind, communes) for place, kind in enumerate(order)]


def _producer(facts, place: int, kind: str, communes: list[str]) -> ProducerRow:
    named = facts["named"][place] if place < len(facts["named"]) else {}
    return ProducerRow(
        position=place + 1,
        name=f"{KIND_WORDS[kind]} {place + 1:03}",
        kind=kind,
        commune=named.get("commune") or draw.pick(f"home:{place}", communes),
        address=named.get("address"),
    )


def product_rows(facts: dict) -> list[ProductRow]:
    """The 184 products: each producer has one, the others are spread."""
    stars = _stars(facts)
    return [_product(facts, place, stars[place]) for place in range(facts["products"])]


def _stars(facts: dict) -> list[int | None]:
    """One entry per product: the named products first, with what the source says of them."""
    named = [row["stars"] for row in facts["named"]]
    left = {"not_given" if key == "not_given" else int(key): count for key, count in facts["stars"].items()}
    for star in named:
        left["not_given" if star is None else star] -= 1
    pool = [None if star == "not_given" else star for star, count in left.items() for _ in range(count)]
    return named + draw.shuffled("stars", pool)


def _product(facts, place: int, stars: int | None) -> ProductRow:
    named = facts["named"][place] if place < len(facts["named"]) else None
    weights = {int(group): weight for group, weight in facts["group_weights"].items()}
    group = named["group"] if named else draw.pick_weighted(f"group:{place}", weights)
    word, kind = draw.pick(f"word:{place}", facts["generated_names"][str(group)])
    producers = facts["producers"]
    return ProductRow(
        position=place + 1,
        producer=place + 1 if place < producers else 1 + draw.number(f"producer:{place}", producers),
        name=named["name"] if named else f"{word} {place + 1:03}",
        kind=named["kind"] if named else kind,
        group=group,
        stars=stars,
        points=_points(place, stars),
        decided_on=_decided_on(facts, place),
        source=named["source"] if named else None,
    )


def _points(place: int, stars: int | None) -> dict[str, int] | None:
    """Tenths of a point for parts A, B and C whose sum lies in the star's range."""
    if stars is None:
        return None
    low, high = TENTHS[stars]
    total = low + draw.number(f"points:{place}", high - low + 1)
    a, b = total * PARTS["a"] // 100, total * PARTS["b"] // 100
    return {"a": a, "b": b, "c": total - a - b}


def _decided_on(facts, place: int) -> date:
    first, last = date.fromisoformat(facts["recognised_from"]), date.fromisoformat(facts["recognised_to"])
    return first + timedelta(days=draw.number(f"recognised:{place}", (last - first).days + 1))
