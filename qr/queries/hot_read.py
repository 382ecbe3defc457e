"""A prepared read by the driver itself, on a connection that each thread keeps: no pool, no transaction.

The statement is SQLAlchemy's, compiled once; what is left out is only the way through its engine. Each
read stands alone (SQLite begins nothing, PostgreSQL commits by itself), so that it sees the newest data.
A row comes as the driver has it: SQLite's own values, or PostgreSQL's texts, which `Prepared.read` turns
into the types of the models where somebody needs them.
"""

import threading
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

import psycopg
from psycopg.pq import ExecStatus
from sqlalchemy import Engine, Select
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.exc import SQLAlchemyError

from core.errors import Unavailable
from core.i18n import lazy

Reader = Callable[[Any], Any]
_FROM_TEXT: dict[type, Reader] = {
    str: bytes.decode,
    int: int,
    UUID: lambda text: UUID(text.decode()),
    date: lambda text: date.fromisoformat(text.decode()),
}


class Prepared(NamedTuple):
    """A statement as its driver takes it, its parameters in order, and how each column is read."""

    sql: str
    order: list[str]
    constants: dict[str, Any]
    readers: tuple[tuple[str, Reader | None], ...]

    def read(self, values: tuple) -> dict[str, Any]:
        """The row by column, in the types of the models."""
        pairs = zip(self.readers, values, strict=True)
        return {name: value if read is None or value is None else read(value) for (name, read), value in pairs}


def prepare(statement: Select, engine: Engine) -> Prepared:
    """Compile a statement for the driver of an engine."""
    is_sqlite = engine.dialect.name == "sqlite"
    # the other dialect is asked only for how it writes: numbered parameters with their types, as libpq wants them
    dialect = SQLiteDialect_pysqlite(paramstyle="named") if is_sqlite else PGDialect_asyncpg()
    made = statement.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
    columns = statement.selected_columns
    if is_sqlite:
        read_by = [each.type.dialect_impl(dialect).result_processor(dialect, None) for each in columns]
    else:
        read_by = [_FROM_TEXT.get(each.type.python_type) for each in columns]
    names = [each.name for each in columns]
    constants = {name: value for name, value in made.params.items() if value is not None}
    return Prepared(str(made), list(made.positiontup or ()), constants, tuple(zip(names, read_by, strict=True)))


_held = threading.local()


def read_first(engine: Engine, prepared: Prepared, values: Mapping[str, Any]) -> tuple | None:
    """The first row as the driver has it. Raises Unavailable when the database cannot be asked."""
    try:
        ask = _held.ask if getattr(_held, "engine", None) is engine else _hold(engine)
        return ask(prepared, {**prepared.constants, **values})
    except (SQLAlchemyError, engine.dialect.loaded_dbapi.Error) as away:
        drop()
        raise Unavailable(lazy("Chưa kiểm tra được. Hãy thử lại.")) from away


def drop() -> None:
    """Close the connection of this thread."""
    connection = getattr(_held, "connection", None)
    _held.engine = _held.connection = _held.ask = None
    if connection is not None:
        connection.close()


def _hold(engine: Engine) -> Callable[[Prepared, dict], tuple | None]:
    """A connection taken out of the pool for good, and how it is asked."""
    drop()
    taken = engine.raw_connection()
    connection = taken.driver_connection
    taken.detach()
    _held.engine, _held.connection = engine, connection
    _held.ask = _ask_sqlite(connection) if engine.dialect.name == "sqlite" else _ask_postgres(connection)
    return _held.ask


def _ask_sqlite(connection) -> Callable[[Prepared, dict], tuple | None]:
    def ask(prepared: Prepared, values: dict) -> tuple | None:
        return connection.execute(prepared.sql, values).fetchone()

    return ask


def _ask_postgres(connection: psycopg.Connection) -> Callable[[Prepared, dict], tuple | None]:
    """By libpq: a statement is prepared at its first use; without BEGIN each commits by itself."""
    pgconn, known = connection.pgconn, {}

    def checked(result, status: ExecStatus):
        if result.status != status:
            raise psycopg.OperationalError(pgconn.error_message.decode(errors="replace"))
        return result

    def ask(prepared: Prepared, values: dict) -> tuple | None:
        name = known.get(prepared.sql)
        if name is None:
            name = b"hot%d" % len(known)
            checked(pgconn.prepare(name, prepared.sql.encode()), ExecStatus.COMMAND_OK)
            known[prepared.sql] = name
        sent = [str(values[each]).encode() for each in prepared.order]
        result = checked(pgconn.exec_prepared(name, sent), ExecStatus.TUPLES_OK)
        return tuple([result.get_value(0, column) for column in range(result.nfields)]) if result.ntuples else None

    return ask
