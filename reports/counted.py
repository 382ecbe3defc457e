"""What a query hands to the tally: an id with its number, before it gets a name and a time."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Counted:
    """One counted number. `part` is the code of what a dotted id splits by, `part_name` its name if known."""

    id: str
    value: int
    unit: str
    qualifier: str = ""
    part: str = ""
    part_name: str = ""
