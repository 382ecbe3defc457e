"""The one clock. Everything else receives `now` as a value."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

_frozen: ContextVar[datetime | None] = ContextVar("frozen", default=None)


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return _frozen.get() or datetime.now(UTC)


def local(instant: datetime) -> datetime:
    """The instant as clocks in Vietnam show it."""
    return instant.astimezone(VIETNAM)


def legal_date(instant: datetime) -> date:
    """The date in Vietnam on which the instant falls: legal dates are counted there."""
    return local(instant).date()


def today() -> date:
    """Today's date in Vietnam."""
    return _date_of(int(now().timestamp()) // 60)


@lru_cache(maxsize=64)
def _date_of(minute: int) -> date:
    """The date in Vietnam in a minute since 1970: asked for in every scan, the same for 1440 minutes."""
    return legal_date(datetime.fromtimestamp(minute * 60, UTC))


@contextmanager
def freeze(instant: datetime) -> Iterator[None]:
    """Hold the clock at an aware instant, for tests and for demo data."""
    token = _frozen.set(instant)
    try:
        yield
    finally:
        _frozen.reset(token)


def format_moment(value: datetime | None) -> str:
    """Hour and day on the wall, as pages say them; "" for none."""
    return local(value).strftime("%H:%M %d/%m/%Y") if value else ""
