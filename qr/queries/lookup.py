"""The one read of a scan: passports, range and mark in one statement, prepared once per kind of address."""

from functools import cache

from sqlalchemy import Engine, Select, and_, bindparam, func, literal, select
from sqlalchemy.exc import SQLAlchemyError

from core.db import hot_engine, session
from core.errors import Unavailable
from core.i18n import lazy
from core.keys import keys_of
from qr.facts import Row
from qr.links import CodeLink, Key, Level
from qr.models import CodeMark, CodeRange, CopiedCode
from qr.queries.hot_read import Prepared, prepare, read_first
from qr.serials import Opened, generation_of, open_serial
from registry.models import Passport, ProductGtin

_product = Passport.__table__.alias("product_passport")
_lot = Passport.__table__.alias("lot_passport")
_range = CodeRange.__table__
_mark = CodeMark.__table__
_copied = CopiedCode.__table__


def find_code(link: CodeLink) -> tuple[Row | None, Opened | None]:
    """What is known of a code: None when no public product answers to it.

    Raises Unavailable when the database cannot be asked.
    """
    try:
        opened = open_link(link)
    except SQLAlchemyError as away:
        raise Unavailable(lazy("Chưa kiểm tra được. Hãy thử lại.")) from away
    found = read_code(hot_engine(), link.kind, link.level, link.key, link.lot, opened)
    return row_of(hot_engine(), link.kind, link.level, found), opened


def open_link(link: CodeLink) -> Opened | None:
    """The number behind the serial of a link; None without one, or when none of our keys opens it."""
    if link.serial is None:
        return None
    keys = keys_of(session, "serial", number=generation_of(link.serial))
    return open_serial({number: key.secret for number, key in keys.items()}, link.serial)


def read_code(
    engine: Engine, kind: Key, level: Level, key: str, lot: str | None, opened: Opened | None
) -> tuple | None:
    """Run the statement of this kind of address; what the driver gives, see `row_of` and `Row.seen`."""
    if kind is Key.SERIAL and opened is None:
        return None
    generation, number = opened or (-1, -1)
    values = {"key": key, "lot": (lot or "").lower(), "generation": generation, "number": number}
    return read_first(engine, prepared(engine, kind, level), values)


def row_of(engine: Engine, kind: Key, level: Level, found: tuple | None) -> Row | None:
    """What the driver gave in the types of the models."""
    if found is None:
        return None
    by_name = prepared(engine, kind, level).read(found)
    return Row(**{name: value for name, value in by_name.items() if name not in STAMPS}, seen=found[1:])


@cache
def prepared(engine: Engine, kind: Key, level: Level) -> Prepared:
    """The statement of a kind of address for the driver of an engine."""
    return prepare(statement(kind, level), engine)


STAMPS = ("product_version", "product_written", "lot_version", "lot_written")
"""Columns that change with the passport: who has seen them need not compare its body."""


@cache
def statement(kind: Key, level: Level) -> Select:
    """The statement for addresses of this kind and level; the body first, then all that tells it from another."""
    has_lot = level is not Level.PRODUCT
    columns = [
        (func.coalesce(_lot.c.body, _product.c.body) if has_lot else _product.c.body).label("body_text"),
        _product.c.version.label("product_version"),
        _product.c.written_at.label("product_written"),
        _product.c.product_id,
        _product.c.code,
        _product.c.gtin,
        *(_lot_columns() if has_lot else []),
        *(_range_columns() if level is Level.ITEM else []),
    ]
    public = and_(_product.c.key == _product.c.code, _product.c.is_public.is_(True))
    return select(*columns).select_from(_joined(kind, level)).where(public, *_named(kind)).limit(1)


def _joined(kind: Key, level: Level):
    """Product passport, with the lot's by key, or the range, its lot's passport and the mark."""
    if level is Level.PRODUCT:
        return _product
    if level is Level.LOT:
        key = _product.c.code + literal("/") + bindparam("lot")
        return _product.outerjoin(_lot, _lot.c.key == key)
    tables = _product.join(_range, _covering(), isouter=kind is not Key.SERIAL)
    tables = tables.outerjoin(_lot, and_(_lot.c.lot_id == _range.c.lot_id, _lot.c.product_id == _product.c.product_id))
    return tables.outerjoin(_mark, _code(_mark)).outerjoin(_copied, _code(_copied))


def _code(table):
    """The row of the single code."""
    return and_(table.c.generation == bindparam("generation"), table.c.number == bindparam("number"))


def _covering():
    """The one range that can hold the number: the first that ends at or after it."""
    ranges = _range.alias("candidate")
    nearest = (
        select(ranges.c.id)
        .where(ranges.c.generation == bindparam("generation"), ranges.c.last_number >= bindparam("number"))
        .order_by(ranges.c.last_number)
        .limit(1)
        .scalar_subquery()
    )
    return and_(_range.c.id == nearest, _range.c.first_number <= bindparam("number"))


def _named(kind: Key) -> list:
    """Which product: by its index, never by "has no lot", which is true of every product."""
    if kind is Key.CODE:
        return [_product.c.key == bindparam("key")]
    if kind is Key.SERIAL:
        return [_product.c.product_id == _range.c.product_id]
    passport = Passport.__table__.alias("named_passport")
    known = select(ProductGtin.product_id).where(ProductGtin.gtin == bindparam("key")).scalar_subquery()
    written = select(passport.c.product_id).where(passport.c.gtin == bindparam("key")).limit(1).scalar_subquery()
    return [_product.c.product_id == func.coalesce(known, written)]


def _lot_columns() -> list:
    return [
        _lot.c.version.label("lot_version"),
        _lot.c.written_at.label("lot_written"),
        _lot.c.lot_id,
        _lot.c.lot_number,
        _lot.c.made_on,
        _lot.c.expires_on,
    ]


def _range_columns() -> list:
    return [
        _range.c.product_id.label("range_product_id"),
        _range.c.state.label("range_state"),
        _range.c.state_on.label("range_on"),
        _range.c.state_reason.label("range_reason"),
        _mark.c.state.label("mark_state"),
        _mark.c.marked_on.label("mark_on"),
        _mark.c.reason.label("mark_reason"),
        _mark.c.authority.label("mark_authority"),
        _copied.c.confirmed_on.label("copied_on"),
        _copied.c.provinces.label("copied_provinces"),
        _copied.c.days.label("copied_days"),
        _range.c.pin_key,
        _range.c.state_authority.label("range_authority"),
    ]
