"""Words found by their beginnings: FTS5 on SQLite, a GIN index on PostgreSQL. The one place that knows which."""

from collections.abc import Iterable, Sequence

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
from registry.searching import asked_words

WORDS = table("product_words", column("rowid"), column("words"), column("product_words"))
# written as in the migration, letter for letter, so that PostgreSQL knows its index
LEXEMES = literal_column("array_to_tsvector(string_to_array(product_search.words, ' '))")

_ASKED = bindparam("asked", type_=String)
_MOST, _SKIPPED = bindparam("most", type_=Integer), bindparam("skipped", type_=Integer)
# built and compiled once: on a small answer building a statement costs more than asking it
NEWEST_ON_SQLITE = (
    select(WORDS.c.rowid).where(WORDS.c.product_words.op("MATCH")(_ASKED))
    .order_by(WORDS.c.rowid.desc()).limit(_MOST).offset(_SKIPPED)
)  # fmt: skip
NEWEST_ON_POSTGRESQL = (
    select(ProductSearch.__table__.c.number).where(LEXEMES.op("@@")(_ASKED.cast(TSQUERY)))
    .order_by(ProductSearch.__table__.c.number.desc()).limit(_MOST).offset(_SKIPPED)
)  # fmt: skip


def newest_with(session: Session, text: str, *, offset: int, limit: int) -> list[int]:
    """Numbers of a page of the products that have every word of the text, the newest on the register first.

    The shortest way to an answer: one statement over the index alone. The text holds one word at least.
    """
    words, is_sqlite = asked_words(text), session.get_bind().dialect.name == "sqlite"
    statement = NEWEST_ON_SQLITE if is_sqlite else NEWEST_ON_POSTGRESQL
    asked = _match(words) if is_sqlite else _lexemes(words)
    values = {"asked": asked, "most": limit, "skipped": offset}
    return list(session.connection().execute(statement, values).scalars())


def _match(words: Sequence[str]) -> str:
    return " ".join(f'"{word}"*' for word in words)


def _lexemes(words: Sequence[str]) -> str:
    return " & ".join(f"'{word}':*" for word in words)


def numbers_with(session: Session, text: str, *, whole: bool) -> tuple[Select, ColumnElement[int]]:
    """A select of numbers of products that have every word of the text, and the number's column to sort by.

    `whole`: with the rows of ProductSearch, to narrow or sort by. No words: every product; signs alone: none.
    """
    words = asked_words(text)
    if words and session.get_bind().dialect.name == "sqlite":
        found = select(WORDS.c.rowid).where(WORDS.c.product_words.op("MATCH")(_match(words)))
        joined = WORDS.join(ProductSearch.__table__, ProductSearch.number == WORDS.c.rowid)
        return (found.select_from(joined) if whole else found), WORDS.c.rowid
    query = select(ProductSearch.number)
    if words:
        asked = literal(_lexemes(words))
        query = query.where(LEXEMES.op("@@")(asked.cast(TSQUERY)))
    elif text.strip():
        query = query.where(false())
    return query, ProductSearch.__table__.c.number


def put_words(session: Session, rows: Iterable[tuple[int, str]]) -> None:
    """Add the words of products to the index; on PostgreSQL the row's own index has them."""
    values = [{"rowid": number, "words": words} for number, words in rows]
    if values and session.get_bind().dialect.name == "sqlite":
        session.execute(insert(WORDS), values)


def drop_words(session: Session, numbers: Sequence[int]) -> None:
    """Take the words of products out of the index."""
    if numbers and session.get_bind().dialect.name == "sqlite":
        session.execute(delete(WORDS).where(WORDS.c.rowid.in_(numbers)))
