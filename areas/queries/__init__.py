"""Reading places: units by code and day, what became of them, search, the calendar."""

from areas.queries.calendar import find_authority, get_calendar, list_flags
from areas.queries.lines import (
    Member,
    count_units,
    current_successors,
    former_members,
    line_ids,
    list_successors,
    units_inside,
)
from areas.queries.search import Hit, search_units
from areas.queries.units import (
    Nearby,
    find_place,
    get_unit,
    get_unit_by_code,
    label,
    list_communes,
    list_provinces,
    nearest_communes,
    stands,
)

__all__ = [
    "Hit",
    "Member",
    "Nearby",
    "count_units",
    "current_successors",
    "find_authority",
    "find_place",
    "former_members",
    "get_calendar",
    "get_unit",
    "get_unit_by_code",
    "label",
    "line_ids",
    "list_communes",
    "list_flags",
    "list_provinces",
    "list_successors",
    "nearest_communes",
    "search_units",
    "stands",
    "units_inside",
]
