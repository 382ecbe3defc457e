"""The provinces that a person may choose from, read once a day, so that a scan asks the database nothing more."""

from flask import current_app

from areas.queries import list_provinces
from core import clock
from core.db import session

HELD = "qr.provinces"


def list_choices() -> tuple[tuple[str, str], ...]:
    """Code and name of each province of today."""
    today = clock.today()
    held = current_app.extensions.get(HELD)
    if held is None or held[0] != today:
        held = today, tuple((unit.code, unit.name) for unit in list_provinces(session(), today))
        current_app.extensions[HELD] = held
    return held[1]
