"""A figure as a report says it: a value never stands without its unit, its qualifier and its time."""

from dataclasses import dataclass
from datetime import date

from campaign.returns import combine
from campaign.words import say_figure, say_unit
from core.i18n import _

ESTIMATE = "uoc"
SMALL = 5


@dataclass(frozen=True)
class Figure:
    """One number of a report. A stock has `as_of`, a flow `from_day` to `to_day`, both days included.

    `qualifier` is a key of campaign.words.QUALIFIERS, or empty for an exact figure.
    """

    value: int
    unit: str
    qualifier: str = ""
    as_of: date | None = None
    from_day: date | None = None
    to_day: date | None = None


def say(figure: Figure) -> str:
    """The figure in the reader's language: "ước tính 9.579.251.216 đồng", "697 vụ"."""
    return say_figure(figure.value, figure.unit, figure.qualifier)


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


def guard_small(values: dict[str, int]) -> dict[str, str]:
    """How each part of one whole may be told to everybody: "exact", "small" (one to four) or "withheld".

    Where only one part is small, the next smallest is withheld with it, because the whole less
    the others would give it away.
    """
    told = {key: "small" if 0 < value < SMALL else "exact" for key, value in values.items()}
    large = [key for key, value in values.items() if value >= SMALL]
    if list(told.values()).count("small") == 1 and large:
        told[min(large, key=lambda key: values[key])] = "withheld"
    return told


def say_guarded(figure: Figure, telling: str) -> str:
    """A figure as everybody may read it: "<5 phản ánh" when small, "không nêu" when withheld."""
    if telling == "small":
        return f"<{SMALL} {say_unit(figure.unit)}"
    return say(figure) if telling == "exact" else _("không nêu")
