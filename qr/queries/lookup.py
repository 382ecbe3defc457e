"""The one read of a scan: passports, range and mark in one statement, prepared once per kind of address."""

from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, func, literal, or_, select
from sqlalchemy.exc import SQLAlchemyError

from core.db import reading, session
from core.errors import Unavailable
from core.i18n import lazy
from core.keys import keys_of
from qr.facts import Row
from qr.links import CodeLink, Key, Level
from qr.models import CodeMark, CodeRange
from qr.serials import Opened, open_serial
from registry.models import Passport, ProductGtin

_product = Passport.__table__.alias("product_passport")
_lot = Passport.__table__.alias("lot_passport")
_range = CodeRange.__table__
_mark = CodeMark.__table__

_NO_LOT = [literal(None).label(name) for name in ("lot_id", "lot_number", "made_on", "expires_on", "lot_body")]
_NO_RANGE = [literal(None).label(name) for name in ("range_product_id", "range_state", "range_on", "range_reason")] + [
    literal(None).label(name) for name in ("mark_state", "mark_on", "mark_reason", "mark_authority")
]


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
    keys = keys_of(session(), "serial")
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
    found = connection.execute(statement(link.kind, link.level), values).mappings().first()
    return _as_row(dict(found)) if found else None


def _as_row(found: dict[str, Any]) -> Row:
    product_body, lot_body = found.pop("product_body"), found.pop("lot_body")
    for name in ("made_on", "expires_on", "range_on", "mark_on"):
        if isinstance(found[name], str):  # SQLite gives text where the other branch has no type
            found[name] = date.fromisoformat(found[name])
    return Row(body_text=lot_body or product_body, **found)


@cache
def statement(kind: Key, level: Level) -> Select:
    """The statement for addresses of this kind and level."""
    columns = [
        _product.c.product_id,
        _product.c.code,
        _product.c.gtin,
        _product.c.body.label("product_body"),
        *(_NO_LOT if level is Level.PRODUCT else _lot_columns()),
        *(_range_columns() if level is Level.ITEM else _NO_RANGE),
    ]
    public = and_(_product.c.lot_id.is_(None), _product.c.is_public.is_(True))
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
    code = and_(_mark.c.generation == bindparam("generation"), _mark.c.number == bindparam("number"))
    return tables.outerjoin(_mark, code)


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
    if kind is Key.GTIN:
        known = select(ProductGtin.product_id).where(ProductGtin.gtin == bindparam("key")).scalar_subquery()
        return [or_(_product.c.gtin == bindparam("key"), _product.c.product_id == known)]
    if kind is Key.CODE:
        return [_product.c.key == bindparam("key")]
    return [_product.c.product_id == _range.c.product_id]


def _lot_columns() -> list:
    return [
        _lot.c.lot_id,
        _lot.c.lot_number,
        _lot.c.made_on,
        _lot.c.expires_on,
        _lot.c.body.label("lot_body"),
    ]


def _range_columns() -> list:
    return [
        _range.c.product_id.label("range_product_id"),
        _range.c.state.label("range_state"),
        _range.c.state_on.label("range_on"),
        func.coalesce(_range.c.state_reason, "").label("range_reason"),
        _mark.c.state.label("mark_state"),
        _mark.c.marked_on.label("mark_on"),
        _mark.c.reason.label("mark_reason"),
        _mark.c.authority.label("mark_authority"),
    ]
