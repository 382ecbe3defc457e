"""A figure as a report says it: a value never stands without its unit, its qualifier and its time."""

from dataclasses import dataclass
from datetime import date

from core.i18n import _, lazy
from core.text import format_number

AT_LEAST = ("trên", "hơn")
AT_MOST = ("gần",)
ABOUT = ("khoảng",)
ESTIMATED = ("ước", "ước tính")
QUALIFIERS = AT_LEAST + AT_MOST + ABOUT + ESTIMATED
SMALL = 5

WORDS = {
    "trên": lazy("trên"),
    "hơn": lazy("hơn"),
    "gần": lazy("gần"),
    "khoảng": lazy("khoảng"),
    "ước": lazy("ước"),
    "ước tính": lazy("ước tính"),
}


@dataclass(frozen=True)
class Figure:
    """One number of a report. A stock has `as_of`, a flow `from_day` to `to_day`, both days included."""

    value: int
    unit: str
    qualifier: str | None = None
    as_of: date | None = None
    from_day: date | None = None
    to_day: date | None = None


def say(figure: Figure) -> str:
    """The figure in the reader's language: "ước tính 9.579.251.216 đồng", "697 vụ"."""
    words = [format_number(figure.value), _(figure.unit)]
    if figure.qualifier:
        words.insert(0, str(WORDS[figure.qualifier]))
    return " ".join(words)


def say_public(figure: Figure) -> str:
    """The same for pages that anybody may read: counts of one to four are only said to be under five."""
    if figure.unit != "đồng" and 0 < figure.value < SMALL:
        return f"<{SMALL} {_(figure.unit)}"
    return say(figure)


def combine(qualifiers) -> str | None:
    """The qualifier of a sum, from those of its parts: exact only when every part is exact.

    One estimate makes the sum an estimate; "more than" and "less than" together make "about".
    """
    found = {qualifier for qualifier in qualifiers if qualifier}
    if not found:
        return None
    if found & set(ESTIMATED):
        return "ước tính"
    if found <= set(AT_LEAST):
        return "hơn" if len(found) > 1 else found.pop()
    return found.pop() if len(found) == 1 else "khoảng"


def add(figures: list[Figure]) -> Figure:
    """The sum of figures of one unit over one period. Raises ValueError when the units differ."""
    units = {figure.unit for figure in figures}
    if len(units) != 1:
        raise ValueError(f"figures of different units cannot be added: {sorted(units)}")
    first = figures[0]
    return Figure(
        value=sum(figure.value for figure in figures),
        unit=first.unit,
        qualifier=combine(figure.qualifier for figure in figures),
        as_of=first.as_of,
        from_day=first.from_day,
        to_day=first.to_day,
    )
