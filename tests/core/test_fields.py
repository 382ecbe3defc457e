"""Odd words in a form are refused in words, never a fault of ours."""

import pytest

from core.fields import Day
from core.forms import FormSchema


class Asked(FormSchema):
    day = Day("Ngày")


@pytest.mark.parametrize("sent", ["1/99999999999/2026", "99999999999/1/2026", "1/2", "x/y/z", "²/1/2026", "31/2/2026"])
def test_a_day_that_no_calendar_has_is_refused(sent):
    assert list(Asked().validate({"day": sent})) == ["day"]
