"""A tally as plain values, for machines."""

from campaign.words import QUALIFIERS
from reports.figures import say
from reports.indicators import Line
from reports.scope import Scope


def scope_values(scope: Scope) -> dict:
    """Period and place."""
    place = {"code": scope.place, "name": scope.place_name} if scope.place else None
    return {"from": scope.from_day.isoformat(), "to": scope.to_day.isoformat(), "place": place}


def line_values(line: Line) -> dict:
    """One indicator: the number with its unit, qualifier and time, and the words that say it."""
    figure = line.figure
    days = {"as_of": figure.as_of, "from": figure.from_day, "to": figure.to_day}
    return {
        "name": line.name,
        "value": figure.value,
        "unit": figure.unit,
        "qualifier": str(QUALIFIERS[figure.qualifier]) if figure.qualifier else None,
        **{name: day.isoformat() if day else None for name, day in days.items()},
        "said": say(figure),
        "source": line.source,
        "generated": line.is_generated,
    }
