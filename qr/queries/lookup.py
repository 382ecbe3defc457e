"""The one read of a scan: passports, range and mark in one statement, prepared once per kind of address."""

from functools import cache

from sqlalchemy import Connection, Select, and_, bindparam, func, literal, select
from sqlalchemy.exc import SQLAlchemyError

from core.db import reading, session
from core.errors import Unavailable
from core.i18n import lazy
from core.keys import keys_of
from qr.facts import Row
from qr.links import CodeLink, Key, Level
from qr.models import CodeMark, CodeRange, CopiedCode
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
        with reading() as connection:
            return read_row(connection, link, opened), opened
    except SQLAlchemyError as away:
        raise Unavailable(lazy("Chưa kiểm tra được. Hãy thử lại.")) from away


def open_link(link: CodeLink) -> Opened | None:
    """The number behind the serial of a link; None without one, or when none of our keys opens it."""
    if link.serial is None:
        return None
    keys = keys_of(session, "serial", number=generation_of(link.serial))
    return open_serial({number: key.secret for number, key in keys.items()}, link.serial)


def read_row(connection: Connection, link: CodeLink, opened: Opened | None) -> Row | None:
    """Run the statement of this kind of address."""
    if link.kind is Key.SERIAL and opened is None:
        return None
    values = {
        "key": link.key,
        "lot": (link.lot or "").lower(),
        "generation": opened.generation if opened else -1,
        "number": opened.number if opened else -1,
    }
    found = connection.execute(statement(link.kind, link.level), values).first()
    return Row(*found) if found else None


@cache
def statement(kind: Key, level: Level) -> Select:
    """The statement for addresses of this kind and level; its columns are the first fields of Row."""
    has_lot = level is not Level.PRODUCT
    columns = [
        _product.c.product_id,
        _product.c.code,
        _product.c.gtin,
        func.coalesce(_lot.c.body, _product.c.body) if has_lot else _product.c.body,
        *([_lot.c.lot_id, _lot.c.lot_number, _lot.c.made_on, _lot.c.expires_on] if has_lot else []),
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


def _range_columns() -> list:
    return [
        _range.c.product_id,
        _range.c.state,
        _range.c.state_on,
        _range.c.state_reason,
        _mark.c.state,
        _mark.c.marked_on,
        _mark.c.reason,
        _mark.c.authority,
        _copied.c.confirmed_on,
        _copied.c.provinces,
        _copied.c.days,
        _range.c.pin_key,
        _range.c.state_authority,
    ]
