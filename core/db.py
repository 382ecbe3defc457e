"""The database: one base, one way to write (`committing`), one way to read fast (`reading`)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import UUID

from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    DateTime,
    Engine,
    MetaData,
    String,
    TypeDecorator,
    Uuid,
    cast,
    event,
    func,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from uuid6 import uuid7

from core.config import ROOT, Settings

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Every table. Constraints are named, so that migrations can speak of them on both databases."""

    metadata = MetaData(naming_convention=NAMES)


class UtcDateTime(TypeDecorator):
    """An aware instant in UTC: timestamptz on PostgreSQL, fixed-width text that sorts on SQLite."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if dialect.name == "sqlite":
            return dialect.type_descriptor(String(32))
        return dialect.type_descriptor(DateTime(timezone=True))

    def process_bind_param(self, value, dialect):
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant without a time zone cannot be stored")
        value = value.astimezone(UTC)
        return value.strftime("%Y-%m-%dT%H:%M:%S.%fZ") if dialect.name == "sqlite" else value

    def process_result_value(self, value, dialect):
        if value is None:
            return None
        return datetime.fromisoformat(value) if isinstance(value, str) else value.astimezone(UTC)


def new_id() -> UUID:
    """A UUIDv7, made in the application so that any row can move to another shard."""
    return UUID(int=uuid7().int)


def id_column() -> Mapped[UUID]:
    """The primary key column of nearly every table."""
    return mapped_column(Uuid, primary_key=True, default=new_id)


IN_MIGRATIONS_ONLY = ("product_words", "ix_product_search_words")
"""Full-text indexes that one database alone has: no model describes them (and those that begin so)."""


def is_modelled(name: str | None, _kind: str, _parents: object) -> bool:
    """Whether migrations compare a table or index of the database with the models."""
    return not (name or "").startswith(IN_MIGRATIONS_ONLY)


db = SQLAlchemy(model_class=Base, disable_autonaming=True, session_options={"expire_on_commit": False})
migrate = Migrate()
session = db.session
"""The scoped session of the request, for reads in doors."""


def init_db(app: Flask, settings: Settings) -> None:
    """Bind the application to its database and, where set, to a replica for reads."""
    app.config["SQLALCHEMY_DATABASE_URI"] = driver_url(settings.database_url)
    # an error is logged with its statement; the values in it may be a reporter's own words
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {"hide_parameters": True}
    if not settings.database_url.startswith("sqlite"):
        # a rollback after each hot read would throw away psycopg's prepared statements
        app.config["SQLALCHEMY_ENGINE_OPTIONS"]["skip_autocommit_rollback"] = True
    if settings.read_database_url:
        app.config["SQLALCHEMY_BINDS"] = {"read": driver_url(settings.read_database_url)}
    db.init_app(app)
    options = {"render_as_batch": True, "compare_type": True, "include_name": is_modelled}
    migrate.init_app(app, db, directory=str(ROOT / "migrations"), **options)


def driver_url(url: str) -> str:
    """The address with the driver we install: operators write postgres:// or postgresql://."""
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url


@contextmanager
def committing() -> Iterator[Session]:
    """The only commit: everything a request writes stands or falls together.

    On SQLite the write lock is taken at once, so that two writers wait for each other
    instead of one failing half-way.
    """
    current = db.session()
    if current.info.get("committing"):
        raise RuntimeError("one request commits once: an action was called inside another commit")
    current.commit()  # ends the read that the request may have begun
    current.info.update(committing=True, after_commit=[])
    try:
        current.connection(execution_options={"sqlite_begin": "BEGIN IMMEDIATE"})
        yield current
        current.commit()
    except BaseException:
        current.rollback()
        raise
    finally:
        current.info["committing"] = False
    for call in current.info.pop("after_commit"):
        call()


@contextmanager
def trying() -> Iterator[Session]:
    """Do it as inside `committing` and take everything back: for a look at what would be."""
    current = db.session()
    current.commit()
    current.info["after_commit"] = []
    try:
        current.connection(execution_options={"sqlite_begin": "BEGIN IMMEDIATE"})
        yield current
    finally:
        current.info.pop("after_commit")
        current.rollback()


def whole_sum(column) -> ColumnElement[int]:
    """The sum of whole numbers as a whole number on both databases: PostgreSQL widens it to a decimal."""
    return cast(func.coalesce(func.sum(column), 0), BigInteger)


def after_commit(current: Session, call: Callable[[], None]) -> None:
    """Run something that must only happen when the commit stood, such as waking a worker."""
    calls = current.info.get("after_commit")
    if calls is not None and call not in calls:
        calls.append(call)


def hot_engine() -> Engine:
    """The engine of hot reads: the replica's where one is set."""
    return db.engines.get("read") or db.engine


@contextmanager
def reading() -> Iterator[Connection]:
    """A connection for hot reads: no transaction around the one statement."""
    engine = hot_engine()
    # SQLite's driver begins nothing by itself; setting its isolation would cost a PRAGMA each time.
    quiet = {"sqlite_begin": ""} if engine.dialect.name == "sqlite" else {"isolation_level": "AUTOCOMMIT"}
    with engine.connect() as connection:
        yield connection.execution_options(**quiet)


@event.listens_for(Engine, "connect")
def _prepare_sqlite(dbapi_connection, _record) -> None:
    if type(dbapi_connection).__module__ != "sqlite3":
        return
    dbapi_connection.isolation_level = None  # we say BEGIN ourselves, see below
    for pragma in ("foreign_keys=ON", "journal_mode=WAL", "busy_timeout=5000", "synchronous=FULL"):
        dbapi_connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    statement = connection.get_execution_options().get("sqlite_begin", "BEGIN")
    if statement:
        connection.exec_driver_sql(statement)
