"""Clocks by their rules: random histories against a count day by day, and what each kind of step does."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints import clocks
from complaints.clocks import Happening, Rule, replay
from tests.complaints.calendar_count import Wait, last_day_of, office_works

DAY = timedelta(days=1)
YEAR = date(2026, 1, 1)
JULY = date(2026, 7, 1)
ANSWER = Rule("answer", clocks.SERVICE, 10, frozenset({"filed", "opens_again"}), frozenset({"closes"}), YEAR)
SOLVE = Rule(
    "denounce_solve", clocks.LEGAL, 30, frozenset({"begin"}), frozenset({"done", "closes"}), date(2019, 1, 1),
    unit=clocks.DAYS, article="Luật Tố cáo 2018 Điều 30",
)  # fmt: skip
TET = {date(2026, 2, 16) + DAY * n: "off" for n in range(5)}

days = st.dates(date(2026, 1, 5), date(2026, 12, 1))
calendars = st.dictionaries(days, st.sampled_from(["off", "working"]), max_size=40)
waits = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 12)), max_size=4)


def history(start: date, gaps: list[tuple[int, int]], *, names=("waits", "goes_on"), code: str = ""):
    """Steps of waits that follow each other, and the same as waits of the independent count."""
    steps, pauses, day = [], [], start
    for before, long in gaps:
        first = day + DAY * before
        day = first + DAY * long
        steps += [Happening(first, names[0], code), Happening(day, names[1], code)]
        pauses.append(Wait(first, day))
    return steps, pauses


@given(days, st.integers(1, 40), calendars, waits)
def test_a_promise_with_waits_is_what_a_count_day_by_day_gives(start, length, calendar, gaps):
    steps, pauses = history(start, gaps)
    clock = replay([Happening(start, "filed"), *steps], [replace(ANSWER, length=length)], calendar)[-1]
    assert clock.due_on == last_day_of(start, length, calendar, pauses)
    assert office_works(clock.due_on, calendar)


@given(days, st.integers(1, 90), calendars, waits)
def test_a_term_of_the_law_in_days_ends_on_a_day_of_work_and_counts_the_rest(start, length, calendar, gaps):
    steps, pauses = history(start, gaps, names=("pause", "resume"), code="denounce_solve")
    begin = Happening(start, "begin", "denounce_solve")
    clock = replay([begin, *steps], [replace(SOLVE, length=length)], calendar)[-1]
    assert clock.due_on == last_day_of(start, length, calendar, pauses, only_working=False)


@given(days, calendars, waits, days)
def test_a_day_off_that_is_added_moves_a_date_by_a_day_or_not_at_all_and_back_when_it_is_taken_away(
    start, calendar, gaps, extra
):
    told = [Happening(start, "filed"), *history(start, gaps)[0]]
    before = replay(told, [ANSWER], calendar)[-1].due_on
    with_it = replay(told, [ANSWER], calendar | {extra: "off"})[-1].due_on
    assert before <= with_it
    assert replay(told, [ANSWER], {**calendar | {extra: "off"}, **calendar})[-1].due_on <= with_it
    if extra not in calendar:
        again = dict(calendar | {extra: "off"})
        del again[extra]
        assert replay(told, [ANSWER], again)[-1].due_on == before


@given(days, calendars, waits, st.integers(0, 60))
def test_reopening_starts_afresh_and_the_old_clock_keeps_its_end(start, calendar, gaps, later):
    steps = history(start, gaps)[0]
    closed = (steps[-1].on if steps else start) + DAY
    opened = closed + DAY * later
    told = [Happening(start, "filed"), *steps, Happening(closed, "closes"), Happening(opened, "opens_again")]
    first, second = replay(told, [ANSWER], calendar)
    assert (first.ended_on, second.started_on) == (closed, opened)
    assert second.due_on == last_day_of(opened, 10, calendar, [])


@given(days, calendars, waits, st.lists(st.sampled_from(["moved", "note", "written", "transferred", "routed"])))
def test_handing_a_report_on_and_what_else_is_done_with_it_moves_no_clock(start, calendar, gaps, names):
    steps = history(start, gaps)[0]
    told = [Happening(start, "filed"), *steps]
    more = sorted([*told, *(Happening(start + DAY * n, name) for n, name in enumerate(names))], key=lambda s: s.on)
    assert replay(more, [ANSWER], calendar) == replay(sorted(told, key=lambda s: s.on), [ANSWER], calendar)


@given(days, calendars, waits)
def test_asking_the_reporter_never_stops_a_clock_of_the_law(start, calendar, gaps):
    begin = Happening(start, "begin", "denounce_solve")
    assert replay([begin, *history(start, gaps)[0]], [SOLVE], calendar) == replay([begin], [SOLVE], calendar)


@given(days, calendars, waits, st.integers(0, 80))
def test_a_longer_wait_never_brings_a_date_forward_and_the_share_used_never_falls(start, calendar, gaps, more):
    told = [Happening(start, "filed"), *history(start, gaps)[0]]
    clock = replay(told, [ANSWER], calendar)[-1]
    if gaps:
        longer = history(start, [*gaps[:-1], (gaps[-1][0], gaps[-1][1] + more)])[0]
        assert replay([told[0], *longer], [ANSWER], calendar)[-1].due_on >= clock.due_on
    shares = [clocks.share_used(clock, start + DAY * n, calendar) for n in range(60)]
    assert shares == sorted(shares) and shares[0] >= 0 and clocks.share_used(clock, clock.due_on, calendar) == 100


def test_a_report_that_was_late_when_it_was_asked_about_stays_late():
    told = [Happening(date(2026, 3, 2), "filed"), Happening(date(2026, 3, 20), "waits"),
            Happening(date(2026, 3, 27), "goes_on")]  # fmt: skip
    clock = replay(told, [ANSWER], {})[-1]
    assert clock.due_on == date(2026, 3, 16) and clocks.is_late(clock, date(2026, 3, 27))


def test_tet_and_a_saturday_of_work_are_counted_as_the_table_says():
    assert replay([Happening(date(2026, 2, 13), "filed")], [ANSWER], TET)[-1].due_on == date(2026, 3, 6)
    worked = TET | {date(2026, 2, 28): "working"}
    assert replay([Happening(date(2026, 2, 13), "filed")], [ANSWER], worked)[-1].due_on == date(2026, 3, 5)


def test_a_month_ends_on_the_same_number_or_the_last_of_the_month_and_never_on_a_day_off():
    month = replace(SOLVE, length=1, unit=clocks.MONTHS)
    for start, due in (("2026-01-30", "2026-03-02"), ("2026-03-10", "2026-04-10"), ("2026-04-03", "2026-05-04")):
        begin = Happening(date.fromisoformat(start), "begin", "denounce_solve")
        assert replay([begin], [month], {})[-1].due_on.isoformat() == due


def test_an_extension_lengthens_by_the_days_it_names():
    told = [Happening(date(2026, 3, 2), "begin", "denounce_solve"),
            Happening(date(2026, 3, 20), "extend", "denounce_solve", 30)]  # fmt: skip
    clock = replay(told, [SOLVE], {})[-1]
    assert (clock.due_on, clock.length) == (date(2026, 5, 1), 60)


def test_the_row_of_the_day_and_of_the_kind_of_problem_holds():
    rows = [
        replace(ANSWER, valid_to=date(2026, 6, 30)), replace(ANSWER, length=15, valid_from=date(2026, 7, 1)),
        replace(ANSWER, length=5, kind="poor"),
    ]  # fmt: skip
    for day, kind, length in (
        (date(2026, 6, 30), "fake", 10),
        (date(2026, 7, 1), "fake", 15),
        (date(2026, 7, 1), "poor", 5),
    ):
        assert replay([Happening(day, "filed")], rows, {}, kind=kind)[-1].length == length
    assert replay([Happening(date(2025, 1, 1), "filed")], rows, {}) == []


@pytest.mark.parametrize(
    ("on", "share"),
    [("2026-03-06", 40), ("2026-03-09", 50), ("2026-03-12", 80), ("2026-03-16", 100)],
)
def test_half_of_the_days_used_is_half(on, share):
    clock = replay([Happening(date(2026, 3, 2), "filed")], [ANSWER], {})[-1]
    assert clocks.share_used(clock, date.fromisoformat(on), {}) == share
