"""The same demo on SQLite and on PostgreSQL gives the same figures."""

import json

import pytest

from tests.services.site import new_site

PERIODS = [("2025-01-01", "2025-12-31", "19"), ("2023-01-01", "2023-06-30", "84"), ("2026-01-01", "2026-12-31", "86")]


@pytest.mark.services
def test_figures_do_not_depend_on_the_database(tmp_path, set_up_database, empty_postgres, demo_site):
    other = new_site(tmp_path / "on-postgres")
    other.environment["DATABASE_URL"] = empty_postgres
    set_up_database(empty_postgres)
    other.flask("demo", "load")
    for first, last, place in PERIODS:
        asked = ("reports", "tally", "--from", first, "--to", last, "--place", place, "--format", "json")
        on_postgres, on_sqlite = (json.loads(each.flask(*asked))["indicators"] for each in (other, demo_site))
        assert on_postgres == on_sqlite
    assert "ok" in other.flask("audit", "verify")
