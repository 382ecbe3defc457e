"""The provinces of today, read once a day by a process, so that a scan asks the database nothing more."""

from datetime import date
from functools import lru_cache

from areas.queries import list_provinces
from core import clock
from core.db import db, session


def list_choices() -> tuple[tuple[str, str], ...]:
    """Code and name of each province of today."""
    return _choices(str(db.engine.url), clock.today())


@lru_cache(maxsize=4)
def _choices(_database: str, on: date) -> tuple[tuple[str, str], ...]:
    return tuple((unit.code, unit.name) for unit in list_provinces(session(), on))
