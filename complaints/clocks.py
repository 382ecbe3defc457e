"""Two kinds of clocks of a report, counted from what happened and nothing else, so that they can be played again.

A service clock is a promise of ours and stops while the reporter is asked. A clock of the law runs on unless
an article says that it stops. A day counts when the clock runs at its beginning and at its end: not the day on
which it starts, stops or goes on. A term in days or months that ends on a day off ends on the next working day
(Bộ luật Dân sự 2015 Điều 148).
"""

import calendar
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from areas.calendar import Holidays, add_working_days, is_working_day, working_days_between

SERVICE, LEGAL = "service", "legal"
WORKING_DAYS, DAYS, MONTHS = "working_days", "days", "months"
BEGIN, DONE, PAUSE, RESUME, EXTEND = "begin", "done", "pause", "resume", "extend"
CLOSES, OPENS_AGAIN, WAITS, GOES_ON, MOVES = "closes", "opens_again", "waits", "goes_on", "moves"
LEVELS = (50, 80, 100)

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Rule:
    """A dated term: what starts and ends it. `kind` empty: every kind of problem; `article`: where it stands."""

    code: str
    clock: str
    length: int
    starts: frozenset[str]
    ends: frozenset[str]
    valid_from: date
    valid_to: date | None = None
    kind: str = ""
    unit: str = WORKING_DAYS
    name: str = ""
    article: str = ""
    is_confirmed: bool = True


@dataclass(frozen=True)
class Happening:
    """Something that happened on a legal day; `code` names the clock it is about, `days` an extension."""

    on: date
    name: str
    code: str = ""
    days: int = 0


@dataclass(frozen=True)
class Clock:
    """A clock as it stands: `due_on` is its last day, `ended_on` None while it runs or waits."""

    rule: Rule
    started_on: date
    due_on: date
    length: int
    ended_on: date | None = None
    paused_on: date | None = None
    raw_due: date = field(default=date.min, repr=False)  # before a day off moves it
    since: date = field(default=date.min, repr=False)  # the first day that may count


def name_steps(kind: str, from_state: str, to_state: str, *, waiting: str, closed: str) -> Iterator[str]:
    """What a step of a report means to clocks, besides its own name."""
    yield kind
    if not to_state:
        return
    yield MOVES
    if from_state == waiting != to_state:
        yield GOES_ON
    if from_state == closed:
        yield OPENS_AGAIN
    if to_state == waiting:
        yield WAITS
    if to_state == closed:
        yield CLOSES


def replay(happened: Iterable[Happening], rules: Iterable[Rule], holidays: Holidays, *, kind: str = "") -> list[Clock]:
    """Every clock of a report by its happenings in their order; the newest of a code is its last."""
    happened, clocks = list(happened), []
    by_code: dict[str, list[Rule]] = {}
    for rule in rules:
        by_code.setdefault(rule.code, []).append(rule)
    for versions in by_code.values():
        clocks += _play(happened, versions, holidays, kind)
    return clocks


def rule_on(versions: Iterable[Rule], on: date, kind: str) -> Rule | None:
    """The row in force on a day: one of this kind of problem before the general one, the newest first."""
    fit = [
        rule for rule in versions
        if rule.kind in ("", kind) and rule.valid_from <= on and (rule.valid_to is None or rule.valid_to >= on)
    ]  # fmt: skip
    return max(fit, key=lambda rule: (rule.kind == kind, rule.valid_from), default=None)


def share_used(clock: Clock, today: date, holidays: Holidays) -> int:
    """How much of a running clock is used up at the end of today, in percent; 100 on its last day and after."""
    at = min(today, clock.paused_on - _DAY) if clock.paused_on else today
    if at >= clock.due_on:
        return 100
    if clock.rule.unit == WORKING_DAYS:
        left = working_days_between(max(at, clock.started_on), clock.due_on, holidays)
        return max(0, (clock.length - left) * 100 // clock.length)
    whole = max((clock.due_on - clock.started_on).days, 1)
    return max(0, (at - clock.started_on).days * 100 // whole)


def is_late(clock: Clock, today: date) -> bool:
    """Whether the last day is over and the clock neither ended nor waits."""
    return clock.ended_on is None and clock.paused_on is None and today > clock.due_on


def _play(happened: list[Happening], versions: list[Rule], holidays: Holidays, kind: str) -> list[Clock]:
    clocks: list[Clock] = []
    for step in happened:
        last = clocks[-1] if clocks else None
        if last and last.ended_on is None:
            clocks[-1] = last = _touch(last, step, holidays)
        rule = rule_on(versions, step.on, kind)
        if rule and step.name in rule.starts and (not step.code or step.code == rule.code):
            if last and last.ended_on is None:
                clocks[-1] = replace(last, ended_on=step.on)
            clocks.append(_start(rule, step.on, holidays))
    return clocks


def _start(rule: Rule, on: date, holidays: Holidays) -> Clock:
    raw = _end_of(rule, on, rule.length, holidays)
    return Clock(rule, on, _roll(rule, raw, holidays), rule.length, raw_due=raw, since=on + _DAY)


def _touch(clock: Clock, step: Happening, holidays: Holidays) -> Clock:
    mine = step.code in ("", clock.rule.code)
    if step.name in clock.rule.ends and mine:
        return replace(clock, ended_on=step.on)
    if clock.rule.clock == SERVICE:
        pauses, resumes = step.name == WAITS, step.name == GOES_ON
    else:
        named = step.code == clock.rule.code
        pauses, resumes = named and step.name == PAUSE, named and step.name == RESUME
        if named and step.name == EXTEND:
            return _extend(clock, step.days, holidays)
    if pauses and clock.paused_on is None:
        return replace(clock, paused_on=step.on)
    return _resume(clock, step.on, holidays) if resumes and clock.paused_on else clock


def _resume(clock: Clock, on: date, holidays: Holidays) -> Clock:
    """What was left when it stopped is left from tomorrow on; a clock that had run out stays so."""
    again = replace(clock, paused_on=None)
    stopped = max(clock.paused_on or on, clock.since)
    if on == clock.paused_on or stopped > clock.raw_due:
        return again
    since = max(on + _DAY, clock.since)
    if clock.rule.unit == WORKING_DAYS:
        left = working_days_between(stopped - _DAY, clock.raw_due, holidays)
        raw = add_working_days(since - _DAY, left, holidays)
    else:
        raw = clock.raw_due + (since - stopped)
    return replace(again, since=since, raw_due=raw, due_on=_roll(clock.rule, raw, holidays))


def _extend(clock: Clock, days: int, holidays: Holidays) -> Clock:
    if clock.rule.unit == WORKING_DAYS:
        raw = add_working_days(clock.raw_due, days, holidays)
    else:
        raw = clock.raw_due + timedelta(days=days)
    length = clock.length + days
    return replace(clock, raw_due=raw, due_on=_roll(clock.rule, raw, holidays), length=length)


def _end_of(rule: Rule, on: date, length: int, holidays: Holidays) -> date:
    if rule.unit == WORKING_DAYS:
        return add_working_days(on, length, holidays)
    if rule.unit == DAYS:
        return on + timedelta(days=length)
    year, month = divmod(on.year * 12 + on.month - 1 + length, 12)
    return date(year, month + 1, min(on.day, calendar.monthrange(year, month + 1)[1]))


def _roll(rule: Rule, day: date, holidays: Holidays) -> date:
    while rule.unit != WORKING_DAYS and not is_working_day(day, holidays):
        day += _DAY
    return day
