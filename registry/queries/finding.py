"""Finding public products: folded words, filters, pages."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from core.text import fold
from registry.models import Producer, Product, ProductKind
from registry.products import PUBLIC
from registry.queries.counting import recognised
from registry.queries.places import today_words

_ESCAPED = str.maketrans({"%": r"\%", "_": r"\_", "\\": r"\\"})


@dataclass(frozen=True)
class Wanted:
    """What is looked for; an empty field asks nothing. `stars` are those good on the day of asking."""

    words: str = ""
    stars: int | None = None
    group: int | None = None
    kind: str = ""
    commune_ids: Set[UUID] | None = None
    producer_id: UUID | None = None


@dataclass(frozen=True)
class Found:
    """A product as a card shows it. `stars` is None without a recognition in force or where it gives none."""

    product_id: UUID
    name: str
    slug: str
    picture: str
    producer: str
    place: str
    stars: int | None
    is_recognised: bool


def words_in(text: str) -> list[str]:
    """The folded words as patterns that find them anywhere in a folded column; escaped with a backslash."""
    return [f"%{word.translate(_ESCAPED)}%" for word in fold(text).split()]


def search_products(
    session: Session, wanted: Wanted, *, on: date, offset: int = 0, limit: int = 24
) -> tuple[list[Found], int]:
    """A page of the products that fit, by name, and how many there are in all.

    Words are found with or without accents, in any order, in the product's and the producer's name.
    """
    query = _fitting(wanted, on)
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    rows = session.execute(query.order_by(Product.folded, Product.id).offset(offset).limit(limit)).all()
    places = today_words(session, [row.commune_id for row in rows], on)
    return [_found(row, places) for row in rows], total


def list_products(session: Session, *, on: date, limit: int = 1000) -> list[Found]:
    """Every public product by name."""
    return search_products(session, Wanted(), on=on, limit=limit)[0]


def count_products(session: Session, wanted: Wanted, *, on: date) -> int:
    """How many public products fit."""
    return session.scalar(select(func.count()).select_from(_fitting(wanted, on).subquery())) or 0


def newest_ocop(session: Session, product_ids: Sequence[UUID], on: date) -> dict[UUID, int | None]:
    """The stars good on a day by product; products without a recognition in force are left out."""
    found = recognised(on).subquery()
    rows = session.execute(select(found.c.product_id, found.c.stars).where(found.c.product_id.in_(product_ids)))
    return dict(rows.all())


def _fitting(wanted: Wanted, on: date) -> Select:
    stars = recognised(on).subquery()
    query = (
        select(
            Product.id, Product.name, Product.slug, ProductKind.picture,
            Producer.name.label("producer"), Producer.commune_id,
            stars.c.stars, stars.c.product_id.is_not(None).label("is_recognised"),
        )
        .join(Producer, Producer.id == Product.producer_id)
        .join(ProductKind, ProductKind.code == Product.kind_code)
        .outerjoin(stars, stars.c.product_id == Product.id)
        .where(Product.state.in_(PUBLIC))
    )  # fmt: skip
    for part in words_in(wanted.words):
        query = query.where(Product.folded.like(part, escape="\\"))
    filters = (
        (wanted.stars, stars.c.stars),
        (wanted.group, Product.ocop_group),
        (wanted.kind or None, Product.kind_code),
        (wanted.producer_id, Product.producer_id),
    )
    for value, column in filters:
        if value is not None:
            query = query.where(column == value)
    return query if wanted.commune_ids is None else query.where(Producer.commune_id.in_(wanted.commune_ids))


def _found(row, places: dict[UUID, str]) -> Found:
    return Found(
        product_id=row.id, name=row.name, slug=row.slug, picture=row.picture, producer=row.producer,
        place=places[row.commune_id], stars=row.stars, is_recognised=bool(row.is_recognised),
    )  # fmt: skip
