"""What a query hands to the tally: an id with its number, before it gets a name and a time."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Counted:
    """One counted number.

    `part` is the code that a dotted id splits by; `names` is the part's name in Vietnamese and
    English where it is data. `days` is the figure's own time where it differs from the period's.
    """

    id: str
    value: int
    unit: str
    qualifier: str = ""
    part: str = ""
    names: tuple[str, str] = ("", "")
    days: tuple[date, date] | None = None


def part_id(whole: str, part: str) -> str:
    """The dotted id of a part: "B2" and "hop_tac_xa" give "B2.hop-tac-xa"."""
    return f"{whole}.{part.replace('_', '-')}"
