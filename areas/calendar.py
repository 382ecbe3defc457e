"""Working days of Vietnamese offices. Pure: the days off come from the `holiday` table.

`holidays` says what is out of the ordinary: a date with "off" is a day without work, a date with
"working" is a Saturday or Sunday on which offices work to make up for another day.
"""

from collections.abc import Mapping
from datetime import date, timedelta

Holidays = Mapping[date, str]

_DAY = timedelta(days=1)


def is_working_day(day: date, holidays: Holidays) -> bool:
    """Whether offices work on that day: Monday to Friday, unless the table says otherwise."""
    if day in holidays:
        return holidays[day] == "working"
    return day.weekday() < 5


def add_working_days(day: date, number: int, holidays: Holidays) -> date:
    """The last day of a period of that many working days counted from the day after `day`.

    A negative number counts back; zero is the day itself.
    """
    step = _DAY if number > 0 else -_DAY
    left = abs(number)
    while left:
        day += step
        left -= is_working_day(day, holidays)
    return day


def working_days_between(first: date, last: date, holidays: Holidays) -> int:
    """How many working days come after `first` up to and including `last`; negative when `last` is earlier."""
    if last < first:
        return -working_days_between(last, first, holidays)
    days = (first + _DAY * number for number in range(1, (last - first).days + 1))
    return sum(is_working_day(day, holidays) for day in days)
