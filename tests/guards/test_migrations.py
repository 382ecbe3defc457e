"""Migrations make exactly the tables that the models describe, on SQLite and on PostgreSQL."""

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Column, Integer, MetaData, Table, inspect

from core.db import Base, db, is_modelled


def differences(engine, metadata: MetaData) -> list:
    """What a new migration would have to change for the database to be as the models say."""
    with engine.connect() as connection:
        options = {"compare_type": True, "render_as_batch": True, "include_name": is_modelled}
        return compare_metadata(MigrationContext.configure(connection, opts=options), metadata)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.services)])
def empty_app(request, app_on, tmp_path):
    """An application on an empty database of each kind."""
    if request.param == "sqlite":
        return app_on(database_url=f"sqlite:///{tmp_path}/empty.sqlite3")
    return app_on(database_url=request.getfixturevalue("empty_postgres"))


def test_migrations_make_what_the_models_describe(empty_app):
    with empty_app.app_context():
        flask_migrate.upgrade()
        assert differences(db.engine, Base.metadata) == []
        db.engine.dispose()


def test_migrations_can_be_taken_back(empty_app):
    with empty_app.app_context():
        flask_migrate.upgrade()
        flask_migrate.downgrade(revision="base")
        assert inspect(db.engine).get_table_names() == ["alembic_version"]
        db.engine.dispose()


def test_a_model_without_a_migration_is_caught(app):
    metadata = MetaData()
    for table in Base.metadata.tables.values():
        table.to_metadata(metadata)
    Table("forgotten", metadata, Column("id", Integer, primary_key=True))
    with app.app_context():
        assert [change[0] for change in differences(db.engine, metadata)] == ["add_table"]
