"""Finding public products: folded words, filters, order, pages."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, case, exists, func, or_, select
from sqlalchemy.orm import Session

from core.text import fold
from registry.models import Certificate, Producer, Product, ProductKind, ProductSearch
from registry.queries.counting import recognised
from registry.queries.fulltext import newest_with, numbers_with
from registry.queries.places import today_words
from registry.searching import asked_words

COUNTED = 1000  # further than this nobody leafs; more words or a filter lead there
LOOKED_AT = 60  # suggestions are chosen among so many products found
SORTS = ("", "name", "price", "stars")
_ESCAPED = str.maketrans({"%": r"\%", "_": r"\_", "\\": r"\\"})


@dataclass(frozen=True)
class Wanted:
    """What is looked for; an empty field asks nothing. `stars` are those good on the day of asking.

    `certificate` is a name as list_certificate_names gives it, in force on that day.
    """

    words: str = ""
    stars: int | None = None
    group: int | None = None
    kind: str = ""
    commune_ids: Set[UUID] | None = None
    producer_id: UUID | None = None
    certificate: str = ""


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
    session: Session, wanted: Wanted, *, on: date, sort: str = "", offset: int = 0, limit: int = 24
) -> tuple[list[Found], int]:
    """A page of the products that fit and how many there are, counted no further than COUNTED + 1.

    Words are found with or without accents, in any order, by their beginnings: in the names of the product
    and its producer, its place of today and as registered, its kind and numbers. `sort`: "" newest on the
    register first, "name" by the Vietnamese alphabet, "price" cheapest first, "stars" most first.
    """
    numbers = find_numbers(session, wanted, on=on, sort=sort, offset=offset, limit=limit)
    return _cards(session, numbers, on), count_found(session, wanted, on=on)


def find_numbers(
    session: Session, wanted: Wanted, *, on: date, sort: str = "", offset: int = 0, limit: int | None = 24
) -> list[int]:
    """The register's numbers of a page of products, in order."""
    if limit is not None and not sort and not _narrows(wanted) and asked_words(wanted.words):
        return newest_with(session, wanted.words, offset=offset, limit=limit)
    query, newest = numbers_with(session, wanted.words, whole=_narrows(wanted) or bool(sort))
    query = _narrowed(query, wanted, on).order_by(*_order(sort, on), newest)
    return list(session.scalars(query.offset(offset).limit(limit)))


def count_found(session: Session, wanted: Wanted, *, on: date) -> int:
    """How many fit, counted no further than COUNTED + 1."""
    query = _narrowed(numbers_with(session, wanted.words, whole=_narrows(wanted))[0], wanted, on)
    return session.scalar(select(func.count()).select_from(query.limit(COUNTED + 1).subquery())) or 0


def count_products(session: Session, wanted: Wanted, *, on: date) -> int:
    """How many public products fit, all of them."""
    query = _narrowed(numbers_with(session, wanted.words, whole=_narrows(wanted))[0], wanted, on)
    return session.scalar(select(func.count()).select_from(query.subquery())) or 0


def list_products(session: Session, *, on: date, limit: int = 1000) -> list[Found]:
    """Every public product by name."""
    return _cards(session, find_numbers(session, Wanted(), on=on, sort="name", limit=limit), on)


def suggest_products(session: Session, words: str, *, on: date, limit: int = 8) -> list[Found]:
    """A few products for what was typed so far: those whose name begins so come first."""
    numbers = find_numbers(session, Wanted(words=words), on=on, limit=LOOKED_AT)
    start = fold(words)
    rows = sorted(_rows(session, numbers), key=lambda row: (not fold(row.name).startswith(start), row.name_key))
    return _cards(session, [row.number for row in rows[:limit]], on)


def list_certificate_names(session: Session, on: date, limit: int = 40) -> list[str]:
    """The names of certificates in force of public products, the most frequent first."""
    query = select(Certificate.name).join(ProductSearch, ProductSearch.product_id == Certificate.product_id)
    query = query.where(_in_force(on)).group_by(Certificate.name)
    return list(session.scalars(query.order_by(func.count().desc(), Certificate.name).limit(limit)))


def newest_ocop(session: Session, product_ids: Sequence[UUID], on: date) -> dict[UUID, int | None]:
    """The stars good on a day by product; products without a recognition in force are left out."""
    found = recognised(on).subquery()
    rows = session.execute(select(found.c.product_id, found.c.stars).where(found.c.product_id.in_(product_ids)))
    return dict(rows.all())


def _narrows(wanted: Wanted) -> bool:
    rest = (wanted.stars, wanted.group, wanted.kind or None, wanted.commune_ids, wanted.producer_id)
    return bool(wanted.certificate) or any(value is not None for value in rest)


def _narrowed(query: Select, wanted: Wanted, on: date) -> Select:
    filters = (
        (wanted.group, ProductSearch.ocop_group),
        (wanted.kind or None, ProductSearch.kind_code),
        (wanted.producer_id, ProductSearch.producer_id),
    )
    for value, column in filters:
        if value is not None:
            query = query.where(column == value)
    if wanted.stars is not None:
        query = query.where(ProductSearch.stars == wanted.stars, _is_good(on))
    if wanted.certificate:
        held = exists().where(Certificate.product_id == ProductSearch.product_id, _in_force(on))
        query = query.where(held.where(Certificate.name == wanted.certificate))
    return query if wanted.commune_ids is None else query.where(ProductSearch.commune_id.in_(wanted.commune_ids))


def _order(sort: str, on: date) -> tuple[ColumnElement, ...]:
    return {
        "name": (ProductSearch.name_key,),
        "price": (ProductSearch.price.is_(None), ProductSearch.price),
        "stars": (case((_is_good(on), func.coalesce(ProductSearch.stars, 0)), else_=-1).desc(),),
    }.get(sort, ())


def _is_good(on: date) -> ColumnElement[bool]:
    return (ProductSearch.stars_from <= on) & (ProductSearch.stars_until >= on)


def _in_force(on: date) -> ColumnElement[bool]:
    return or_(Certificate.expires_on.is_(None), Certificate.expires_on >= on)


def _rows(session: Session, numbers: Sequence[int]) -> list:
    query = (
        select(
            ProductSearch.number, ProductSearch.name_key, ProductSearch.stars, ProductSearch.stars_from,
            ProductSearch.stars_until, ProductSearch.commune_id, Product.id, Product.name, Product.slug,
            ProductKind.picture, Producer.name.label("producer"),
        )
        .join(Product, Product.id == ProductSearch.product_id)
        .join(Producer, Producer.id == ProductSearch.producer_id)
        .join(ProductKind, ProductKind.code == ProductSearch.kind_code)
        .where(ProductSearch.number.in_(numbers))
    )  # fmt: skip
    place = {number: index for index, number in enumerate(numbers)}
    return sorted(session.execute(query).all(), key=lambda row: place[row.number])


def _cards(session: Session, numbers: Sequence[int], on: date) -> list[Found]:
    rows = _rows(session, numbers)
    places = today_words(session, [row.commune_id for row in rows], on)
    return [_found(row, places, on) for row in rows]


def _found(row, places: dict[UUID, str], on: date) -> Found:
    is_good = row.stars_from is not None and row.stars_from <= on <= row.stars_until
    return Found(
        product_id=row.id, name=row.name, slug=row.slug, picture=row.picture, producer=row.producer,
        place=places[row.commune_id], stars=row.stars if is_good else None, is_recognised=is_good,
    )  # fmt: skip
