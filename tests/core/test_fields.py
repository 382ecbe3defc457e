"""Odd words in a form are refused in words, never a fault of ours."""

import pytest

from core.fields import Day
from core.forms import FormSchema


class Asked(FormSchema):
    day = Day("Ngày")


@pytest.mark.parametrize("sent", ["1/99999999999/2026", "99999999999/1/2026", "1/2", "x/y/z", "²/1/2026", "31/2/2026"])
def test_a_day_that_no_calendar_has_is_refused(sent):
    assert list(Asked().validate({"day": sent})) == ["day"]


def test_what_nobody_can_type_is_left_out_of_addresses_and_forms(app):
    sent = {"q": "chè\x00 \x1b[31mTân\ufffe Cương\x7f\n"}
    for how in ({"query_string": sent}, {"data": sent, "method": "POST"}):
        with app.test_request_context("/", **how) as context:
            assert context.request.values["q"] == "chè [31mTân Cương\n"
