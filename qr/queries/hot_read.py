"""A prepared read by the driver itself, on a connection that each thread keeps: no pool, no transaction.

The statement is SQLAlchemy's, compiled once; what is left out is only the way through its engine. Each
read stands alone (SQLite begins nothing, PostgreSQL commits by itself), so that it sees the newest data.
"""

import threading
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Engine, Select, event
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.exc import SQLAlchemyError

from core.errors import Unavailable
from core.i18n import lazy


class Prepared(NamedTuple):
    """A statement as its driver takes it, the names of its columns and how each value is read."""

    sql: str
    constants: dict[str, Any]
    readers: tuple[tuple[str, Callable | None], ...]

    def read(self, values: tuple) -> dict[str, Any]:
        """The row by column, in the types of the models."""
        pairs = zip(self.readers, values, strict=True)
        return {name: value if read is None else read(value) for (name, read), value in pairs}


def prepare(statement: Select, engine: Engine) -> Prepared:
    """Compile a statement for the driver of an engine."""
    is_sqlite = engine.dialect.name == "sqlite"
    dialect = SQLiteDialect_pysqlite(paramstyle="named") if is_sqlite else engine.dialect
    made = statement.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
    readers = tuple(
        (column.name, column.type.dialect_impl(dialect).result_processor(dialect, None))
        for column in statement.selected_columns
    )
    return Prepared(str(made), {name: value for name, value in made.params.items() if value is not None}, readers)


_held = threading.local()


def read_first(engine: Engine, prepared: Prepared, values: Mapping[str, Any]) -> tuple | None:
    """The first row as the driver gives it. Raises Unavailable when the database cannot be asked."""
    try:
        connection = _held.connection if getattr(_held, "engine", None) is engine else _hold(engine)
        return connection.execute(prepared.sql, {**prepared.constants, **values}).fetchone()
    except (SQLAlchemyError, engine.dialect.loaded_dbapi.Error) as away:
        drop()
        raise Unavailable(lazy("Chưa kiểm tra được. Hãy thử lại.")) from away


def drop(_engine: Engine | None = None) -> None:
    """Close the connection of this thread."""
    connection = getattr(_held, "connection", None)
    _held.engine = _held.connection = None
    if connection is not None:
        connection.close()


def _hold(engine: Engine):
    """A connection taken out of the pool for good."""
    drop()
    taken = engine.raw_connection()
    connection = taken.driver_connection
    taken.detach()
    if engine.dialect.name != "sqlite":
        connection.autocommit, connection.prepare_threshold = True, 0
    if not event.contains(engine, "engine_disposed", drop):
        event.listen(engine, "engine_disposed", drop)
    _held.engine, _held.connection = engine, connection
    return connection
