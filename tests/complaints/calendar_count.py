"""An independent count of terms: one day after the other, with nothing of the house's own arithmetic.

It says for each day whether the office works and whether the clock runs from its beginning to its end, and
stops at the day on which the count is full. Slow and plain on purpose.
"""

from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Wait:
    """From the day it stopped to the day it went on; None: it never did. Within one day it stops nothing."""

    first: date
    last: date | None


def office_works(day: date, calendar: dict[date, str]) -> bool:
    kind = calendar.get(day)
    return kind == "working" or (kind is None and day.isoweekday() <= 5)


def last_day_of(
    start: date, length: int, calendar: dict[date, str], waits: list[Wait], *, only_working: bool = True
) -> date:
    """The day on which `length` days have counted; what the last wait has not brought to an end is left out."""
    waits = [wait for wait in waits if wait.last is not None]
    day, counted = start, 0
    while True:
        day += DAY
        stopped = any(wait.first <= day <= wait.last != wait.first for wait in waits)
        if not stopped and (not only_working or office_works(day, calendar)):
            counted += 1
        if counted == length:
            break
    while not only_working and not office_works(day, calendar):
        day += DAY
    return day
