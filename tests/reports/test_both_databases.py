"""The same demo on SQLite and on PostgreSQL gives the same figures."""

from datetime import date

import pytest

from core import audit
from core.db import db
from reports.lines import line_values
from reports.queries.places import open_scope
from reports.queries.tally import list_figures

PERIODS = [("2025-01-01", "2025-12-31", "19"), ("2023-01-01", "2023-06-30", "84"), ("2026-01-01", "2026-12-31", "86")]


def figures(app) -> list[dict]:
    """Every figure of every period as the command prints it."""
    with app.app_context():
        session, found = db.session(), []
        for first, last, place in PERIODS:
            scope = open_scope(session, date.fromisoformat(first), date.fromisoformat(last), place)
            found.append({line.id: line_values(line) for line in list_figures(session, scope)})
        db.session.remove()
    return found


@pytest.mark.services
def test_figures_do_not_depend_on_the_database(app_on, postgres_url, demo_app):
    other = app_on(database_url=postgres_url)
    assert other.test_cli_runner().invoke(args=["demo", "load"]).exit_code == 0
    on_postgres, on_sqlite = figures(other), figures(demo_app)
    assert on_postgres == on_sqlite and all(len(each) > 40 for each in on_sqlite)
    with other.app_context():
        assert audit.verify(db.session()) == []
        db.session.remove()
