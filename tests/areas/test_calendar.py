"""Counting working days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from areas.calendar import add_working_days, is_working_day, working_days_between

DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))
HOLIDAYS = st.dictionaries(DAYS, st.sampled_from(["off", "working"]), max_size=60)
NUMBERS = st.integers(0, 60)


@pytest.mark.parametrize(
    ("day", "holidays", "works"),
    [
        (date(2026, 11, 23), {}, True),
        (date(2026, 11, 21), {}, False),
        (date(2026, 11, 24), {date(2026, 11, 24): "off"}, False),
        (date(2026, 8, 22), {date(2026, 8, 22): "working"}, True),
    ],
)
def test_a_day_works_unless_it_is_a_weekend_or_the_table_says_otherwise(day, holidays, works):
    assert is_working_day(day, holidays) is works


@pytest.mark.parametrize(
    ("day", "number", "last"),
    [
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 11, 20), 2, date(2026, 11, 25)),
        (date(2026, 11, 21), 1, date(2026, 11, 23)),
        (date(2026, 11, 25), -1, date(2026, 11, 23)),
        (date(2026, 11, 21), 0, date(2026, 11, 21)),
    ],
)
def test_a_period_is_counted_from_the_day_after(day, number, last):
    assert add_working_days(day, number, {date(2026, 11, 24): "off"}) == last


@given(DAYS, NUMBERS, HOLIDAYS)
def test_a_period_ends_on_a_working_day_and_holds_as_many_as_asked(day, number, holidays):
    last = add_working_days(day, number, holidays)
    assert working_days_between(day, last, holidays) == number
    assert number == 0 or is_working_day(last, holidays)


@given(DAYS, DAYS, HOLIDAYS)
def test_counting_back_is_the_negative_of_counting_forward(first, last, holidays):
    assert working_days_between(first, last, holidays) == -working_days_between(last, first, holidays)


@given(DAYS, NUMBERS, NUMBERS, HOLIDAYS)
def test_two_periods_in_a_row_are_one_long_period(day, one, other, holidays):
    there = add_working_days(add_working_days(day, one, holidays), other, holidays)
    assert there == add_working_days(day, one + other, holidays)


@given(DAYS, NUMBERS, HOLIDAYS)
def test_a_new_holiday_never_makes_a_deadline_earlier(day, number, holidays):
    more = holidays | {day + timedelta(days=1): "off"}
    assert add_working_days(day, number, more) >= add_working_days(day, number, holidays)
