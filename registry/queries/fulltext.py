"""Words found by their beginnings: FTS5 on SQLite, a GIN index on PostgreSQL. The one place that knows which."""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Select, column, delete, false, insert, literal, literal_column, select, table
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import Session

from registry.models import ProductSearch
from registry.searching import asked_words

WORDS = table("product_words", column("rowid"), column("words"), column("product_words"))
# written as in the migration, letter for letter, so that PostgreSQL knows its index
LEXEMES = literal_column("array_to_tsvector(string_to_array(product_search.words, ' '))")


def numbers_with(session: Session, text: str, *, whole: bool) -> tuple[Select, ColumnElement[int]]:
    """A select of numbers of products that have every word of the text, and the number's column to sort by.

    `whole`: with the rows of ProductSearch, to narrow or sort by. No words: every product; signs alone: none.
    """
    words = asked_words(text)
    if words and session.get_bind().dialect.name == "sqlite":
        found = select(WORDS.c.rowid).where(WORDS.c.product_words.op("MATCH")(" ".join(f'"{w}"*' for w in words)))
        joined = WORDS.join(ProductSearch.__table__, ProductSearch.number == WORDS.c.rowid)
        return (found.select_from(joined) if whole else found), WORDS.c.rowid
    query = select(ProductSearch.number)
    if words:
        asked = literal(" & ".join(f"'{word}':*" for word in words))
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
