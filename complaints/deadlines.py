"""The date we promise, and how it is said. A service promise, not a term of law.

Working days only; while a question to the reporter is open the promise waits.
"""

from dataclasses import dataclass
from datetime import date, datetime, time

from areas.calendar import Holidays, add_working_days, working_days_between
from core.clock import local
from core.i18n import gettext

END_OF_OFFICE = time(17, 0)
SOON_DAYS = 2


@dataclass(frozen=True)
class Left:
    """What is left until a promise, in words, with the tone of its tag."""

    words: str
    tone: str


def pause(promised_on: date, asked_on: date, answered_on: date, holidays: Holidays) -> date:
    """The promise after a wait: as many working days later as the question was open."""
    waited = max(0, working_days_between(asked_on, answered_on, holidays))
    return add_working_days(promised_on, waited, holidays)


def say_left(promised_on: date, now: datetime) -> Left:
    """“trễ 2 ngày”, “còn 6 giờ” on the last day until the office closes, “còn 4 ngày”."""
    here = local(now)
    days = (promised_on - here.date()).days
    if days < 0:
        return Left(gettext("trễ %(days)s ngày", days=-days), "bad")
    if days > 0:
        return Left(gettext("còn %(days)s ngày", days=days), "warn" if days <= SOON_DAYS else "ok")
    closing = datetime.combine(here.date(), END_OF_OFFICE, here.tzinfo)
    hours = int((closing - here).total_seconds() // 3600)
    if hours < 1:
        return Left(gettext("hết hạn hôm nay"), "warn")
    return Left(gettext("còn %(hours)s giờ", hours=hours), "warn")
