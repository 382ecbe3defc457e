"""How migrations meet the database of the running application: SQLite or PostgreSQL, the same files."""

from alembic import context
from flask import current_app

migrate = current_app.extensions["migrate"]
database = migrate.db


def run() -> None:
    with database.engine.connect() as connection:
        context.configure(
            connection=connection, target_metadata=database.metadata, **migrate.configure_args
        )
        with context.begin_transaction():
            context.run_migrations()


run()
