"""What a product's page shows besides the product: badges, marks, shops, and itself as linked data."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from registry.badges import MARK_KINDS, RANKS
from registry.feeds import linked_product
from registry.models import Producer, Product
from registry.queries.badges import find_key_ranks, list_badges, list_marks
from registry.queries.feeds import feed_facts
from registry.queries.outlets import list_where_made
from registry.queries.provinces import provinces_of
from registry.queries.selling import list_official
from registry.sight import cut_fields


def show_market(session: Session, product: Product, producer: Producer, on: date, base: str) -> dict[str, Any]:
    """Badges on a day, marks, key ranks, where it is sold, verified shops, and the JSON-LD of an approved product."""
    province = next(iter(provinces_of(session, {producer.commune_id}, on)), None)
    facts = next(iter(feed_facts(session, on, product.id)), None)
    return {
        "badges": list_badges(session, product.id),
        "rights": list_marks(session, product.id),
        "mark_kinds": MARK_KINDS,
        "key_ranks": [(RANKS[row.rank], row) for row in find_key_ranks(session, product.kind_code, province, on)],
        "outlets": list_where_made(session, product.id, producer.commune_id, on),
        "shops": show_shops(session, producer, on, product),
        "linked": linked_product(facts, base) if facts else None,
    }


def show_shops(session: Session, producer: Producer, on: date, product: Product | None = None) -> list[dict[str, Any]]:
    """The verified shops of a producer (and pages of the product) with the fields that everybody may see."""
    rows = list_official(session, on, producer_id=producer.id, product_id=product.id if product else None)
    return [
        cut_fields("shop_link", "public", {
            "platform": platform.name, "url": link.url, "opened_on": link.opened_on, "has_qr": link.has_qr,
            "verified_on": link.verified_on,
        })
        for link, platform in rows
    ]  # fmt: skip
