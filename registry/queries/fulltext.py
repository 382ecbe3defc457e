"""Words found by their beginnings: FTS5 on SQLite, a GIN index on PostgreSQL. The one place that knows which."""

from collections.abc import Iterable, Sequence
from functools import cache

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    bindparam,
    column,
    delete,
    false,
    insert,
    literal,
    literal_column,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import Session

from registry.models import ProductSearch
from registry.searching import COMMON, asked_words

WORDS = table("product_words", column("rowid"), column("words"), column("product_words"))
NUMBER = -WORDS.c.rowid  # FTS5 walks upwards faster, and the newest are asked first: so rowid = -number
# written as in the migration, letter for letter, so that PostgreSQL knows its index
LEXEMES = literal_column("array_to_tsvector(string_to_array(product_search.words, ' '))")

_ASKED = bindparam("asked", type_=String)
_MOST, _SKIPPED = bindparam("most", type_=Integer), bindparam("skipped", type_=Integer)
NEWEST_ON_POSTGRESQL = (
    select(ProductSearch.__table__.c.number).where(LEXEMES.op("@@")(_ASKED.cast(TSQUERY)))
    .order_by(ProductSearch.__table__.c.number.desc()).limit(_MOST).offset(_SKIPPED)
)  # fmt: skip


@cache
def _newest_on_sqlite(common: int) -> Select:
    """Built once and compiled once, for building it costs more than asking it.

    FTS5 walks the whole list of a word that nearly every product has; such words are looked up in the rows
    that the others found.
    """
    query = select(NUMBER).where(WORDS.c.product_words.op("MATCH")(_ASKED))
    if common:
        row = ProductSearch.__table__
        has = [(" " + row.c.words).like(bindparam(f"common{place}", type_=String)) for place in range(common)]
        query = query.select_from(WORDS.join(row, row.c.number == NUMBER)).where(*has)
    return query.order_by(WORDS.c.rowid).limit(_MOST).offset(_SKIPPED)


def newest_with(session: Session, text: str, *, offset: int, limit: int) -> list[int]:
    """Numbers of a page of the products that have every word of the text, the newest on the register first.

    The shortest way to an answer: one statement that is ready. The text holds one word at least.
    """
    words = asked_words(text)
    values = {"most": limit, "skipped": offset}
    if session.get_bind().dialect.name != "sqlite":
        return _numbers(session, NEWEST_ON_POSTGRESQL, values | {"asked": _lexemes(words)})
    # the longest are the rarest as a rule, and FTS5 steps from the first
    rare = sorted([word for word in words if word not in COMMON] or words, key=len, reverse=True)
    common = [word for word in words if word not in rare]
    values |= {f"common{place}": f"% {word}%" for place, word in enumerate(common)}
    return _numbers(session, _newest_on_sqlite(len(common)), values | {"asked": _match(rare)})


def _numbers(session: Session, statement: Select, values: dict) -> list[int]:
    return list(session.connection().execute(statement, values).scalars())


def _match(words: Sequence[str]) -> str:
    return " ".join(f'"{word}"*' for word in words)


def _lexemes(words: Sequence[str]) -> str:
    return " & ".join(f"'{word}':*" for word in words)


def numbers_with(session: Session, text: str, *, whole: bool) -> tuple[Select, ColumnElement[int]]:
    """A select of numbers of products that have every word of the text, and what puts the newest first.

    `whole`: with the rows of ProductSearch, to narrow or sort by. No words: every product; signs alone: none.
    """
    words = asked_words(text)
    if words and session.get_bind().dialect.name == "sqlite":
        found = select(NUMBER).where(WORDS.c.product_words.op("MATCH")(_match(words)))
        joined = WORDS.join(ProductSearch.__table__, ProductSearch.number == NUMBER)
        return (found.select_from(joined) if whole else found), WORDS.c.rowid
    query = select(ProductSearch.number)
    if words:
        asked = literal(_lexemes(words))
        query = query.where(LEXEMES.op("@@")(asked.cast(TSQUERY)))
    elif text.strip():
        query = query.where(false())
    return query, ProductSearch.__table__.c.number.desc()


def put_words(session: Session, rows: Iterable[tuple[int, str]]) -> None:
    """Add the words of products to the index; on PostgreSQL the row's own index has them."""
    values = [{"rowid": -number, "words": words} for number, words in rows]
    if values and session.get_bind().dialect.name == "sqlite":
        session.execute(insert(WORDS), values)


def drop_words(session: Session, numbers: Sequence[int]) -> None:
    """Take the words of products out of the index."""
    if numbers and session.get_bind().dialect.name == "sqlite":
        session.execute(delete(WORDS).where(WORDS.c.rowid.in_([-number for number in numbers])))
