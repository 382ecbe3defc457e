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


def list_centres(on: date) -> list[tuple[str, str, float, float]]:
    """Code, name, latitude and longitude of each province whose centre is known."""
    units = list_provinces(session(), on)
    return [
        (unit.code, unit.name, unit.lat, unit.lon) for unit in units if unit.lat is not None and unit.lon is not None
    ]
