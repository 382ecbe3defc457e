"""How the date we promise is said. A service promise, not a term of law; `clocks` counts it."""

from dataclasses import dataclass
from datetime import date, datetime, time

from core.clock import local
from core.i18n import gettext

END_OF_OFFICE = time(17, 0)
SOON_DAYS = 2


@dataclass(frozen=True)
class Left:
    """What is left until a promise, in words, with the tone of its tag."""

    words: str
    tone: str


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
