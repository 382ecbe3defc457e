"""The search is written with the product, in the same transaction; for many products at once, in few statements."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session, joinedload

from areas.models import AdminUnit
from core.clock import legal_date
from core.jobs import job
from registry.models import (
    Producer,
    Product,
    ProductGtin,
    ProductKind,
    ProductSearch,
    Recognition,
    RecognitionEvent,
)
from registry.products import PUBLIC
from registry.queries.fulltext import drop_words, put_words
from registry.queries.places import place_words, today_words
from registry.queries.recognitions import OCOP
from registry.searching import join_words, name_key

AT_ONCE = 400
EVERY = timedelta(days=1)


def index_products(session: Session, product_ids: Iterable[UUID], now: datetime) -> int:
    """Write what the search reads of these products as they are now; one that is not public leaves it.

    Returns how many rows were written or taken away; a product that reads as before is left alone.
    """
    session.flush()
    places: dict[UUID, tuple[str, str]] = {}
    return sum(_index(session, list(ids), places, legal_date(now)) for ids in _batches(product_ids))


@job("registry.index_products", every=EVERY)
def index_register(session: Session, payload: dict, now: datetime) -> None:
    """Once a day every product, because places get other names without the product changing."""
    index_products(session, session.scalars(select(Product.id)).all(), now)


def _batches(ids: Iterable[UUID]) -> Iterable[Sequence[UUID]]:
    held = list(ids)
    return (held[start : start + AT_ONCE] for start in range(0, len(held), AT_ONCE))


def _index(session: Session, ids: list[UUID], places: dict[UUID, tuple[str, str]], on: date) -> int:
    held = {row.product_id: row for row in session.execute(select(ProductSearch.__table__).where(_among(ids)))}
    wanted = {row["product_id"]: row for row in _rows(session, ids, places, on)}
    gone = [row.number for key, row in held.items() if key not in wanted]
    if gone:
        drop_words(session, gone)
        session.execute(delete(ProductSearch).where(ProductSearch.number.in_(gone)))
    fresh = [row for key, row in wanted.items() if key not in held]
    known = [(held[key], row) for key, row in wanted.items() if key in held]
    changed = [{"number": old.number} | row for old, row in known if _differs(old, row)]
    if changed:
        drop_words(session, [row["number"] for row in changed])
        session.execute(update(ProductSearch), changed)
        put_words(session, [(row["number"], row["words"]) for row in changed])
    if fresh:
        session.execute(insert(ProductSearch), fresh)
        new = select(ProductSearch.number, ProductSearch.words).where(_among([row["product_id"] for row in fresh]))
        put_words(session, [(row.number, row.words) for row in session.execute(new)])
    return len(gone) + len(changed) + len(fresh)


def _differs(held: Any, row: dict[str, Any]) -> bool:
    return any(getattr(held, name) != value for name, value in row.items())


def _among(ids: Sequence[UUID]):
    return ProductSearch.product_id.in_(ids)


def _rows(session: Session, ids: list[UUID], places: dict[UUID, tuple[str, str]], on: date) -> list[dict[str, Any]]:
    query = (
        select(Product, Producer, ProductKind)
        .join(Producer, Producer.id == Product.producer_id)
        .join(ProductKind, ProductKind.code == Product.kind_code)
        .where(Product.id.in_(ids), Product.state.in_(PUBLIC))
        .order_by(Product.created_at, Product.id)
    )
    found = session.execute(query).all()
    _add_places(session, places, {producer.commune_id for _product, producer, _kind in found} - places.keys(), on)
    stars, gtins = _stars(session, ids), _gtins(session, ids)
    return [
        _row(product, producer, kind, places[producer.commune_id], gtins.get(product.id, ()))
        | stars.get(product.id, {"stars": None, "stars_from": None, "stars_until": None})
        for product, producer, kind in found
    ]


def _add_places(session: Session, places: dict, communes: set[UUID], on: date) -> None:
    """Add the words of communes not met before, of today and as registered, in few statements for all of them."""
    among = select(AdminUnit).where(AdminUnit.id.in_(communes)).options(joinedload(AdminUnit.parent))
    units = session.scalars(among).all()  # held, so that reading one by one asks nothing more
    today = today_words(session, communes, on)
    places |= {unit.id: (today[unit.id], place_words(session, unit.id)) for unit in units}


def _row(product: Product, producer: Producer, kind: ProductKind, places: tuple, gtins: Iterable[str]) -> dict:
    texts = (product.name, producer.name, *places, kind.name, kind.name_en, product.code, *gtins)
    return {
        "product_id": product.id, "producer_id": producer.id, "commune_id": producer.commune_id,
        "words": join_words(texts), "name_key": name_key(product.name), "kind_code": product.kind_code,
        "ocop_group": product.ocop_group, "price": product.listed_price,
    }  # fmt: skip


def _gtins(session: Session, ids: list[UUID]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = {}
    for row in session.scalars(select(ProductGtin).where(ProductGtin.product_id.in_(ids)).order_by(ProductGtin.gtin)):
        found.setdefault(row.product_id, []).extend((row.gtin, row.gtin.lstrip("0")))
    return found


def _stars(session: Session, ids: list[UUID]) -> dict[UUID, dict[str, Any]]:
    """The newest recognition of each product and the days on which it is good; a withdrawal ends them."""
    query = select(Recognition).where(Recognition.product_id.in_(ids), Recognition.scheme == OCOP)
    in_order = session.scalars(query.order_by(Recognition.issued_on, Recognition.recorded_at))
    newest = {row.product_id: row for row in in_order}
    revoked = select(RecognitionEvent.recognition_id, RecognitionEvent.on).where(
        RecognitionEvent.kind == "revoked", RecognitionEvent.recognition_id.in_([row.id for row in newest.values()])
    )
    ended = dict(session.execute(revoked).all())
    return {product_id: _days_of(row, ended.get(row.id)) for product_id, row in newest.items()}


def _days_of(row: Recognition, ended: date | None) -> dict[str, Any]:
    until = row.valid_until if ended is None else min(row.valid_until, ended - timedelta(days=1))
    return {"stars": row.stars, "stars_from": row.issued_on, "stars_until": until}
