"""What a tally is about: a span of days and the places in it."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from core.clock import VIETNAM


@dataclass(frozen=True)
class Scope:
    """Days from-to, both included, and the units counted; None means everywhere.

    `unit_ids` are the period's own units: what happened in a place is counted by the unit that the
    place was on that day. `stock_ids` are the units of the last day with those they came from and
    became: what stands in a place may have been written down under an older or newer name.
    """

    from_day: date
    to_day: date
    place: str = ""
    place_name: str = ""
    unit_ids: frozenset[UUID] | None = None
    stock_ids: frozenset[UUID] | None = None
    is_small: bool = False  # a place below a province

    @property
    def starts_at(self) -> datetime:
        """The first instant of the period, in UTC."""
        return _midnight(self.from_day)

    @property
    def ends_before(self) -> datetime:
        """The first instant after the period, in UTC."""
        return _midnight(self.to_day + timedelta(days=1))

    @property
    def arguments(self) -> dict[str, str]:
        """The scope as parts of an address."""
        days = {"from": self.from_day.isoformat(), "to": self.to_day.isoformat()}
        return {**days, "place": self.place} if self.place else days


def whole_months(scope: Scope, today: date) -> Scope | None:
    """The months of a scope that lie in it whole and are over; None when there is none.

    Two tallies for everybody then differ by a month at least, never by the day on which something came in.
    """
    first = scope.from_day if scope.from_day.day == 1 else _next_month(scope.from_day)
    until = min(scope.to_day + timedelta(days=1), today).replace(day=1)
    return replace(scope, from_day=first, to_day=until - timedelta(days=1)) if first < until else None


def _next_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, VIETNAM).astimezone(UTC)
