"""What a tally is asked for."""

from datetime import date
from typing import Any

from marshmallow import ValidationError

from core.fields import Day, Text
from core.forms import FormSchema
from core.i18n import lazy


class PeriodForm(FormSchema):
    """Period and place, from the address of the page."""

    from_day = Day(lazy("Từ ngày"), data_key="from")
    to_day = Day(lazy("Đến ngày"), data_key="to")
    place = Text(lazy("Mã địa bàn"), most=10)


def read_period(asked: dict[str, str], today: date) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """The period asked for, this year so far where nothing is said, and what is wrong by field."""
    usual = {"from_day": date(today.year, 1, 1), "to_day": today, "place": ""}
    try:
        given = PeriodForm().load(asked)
    except ValidationError as error:
        return usual, {field: [str(text) for text in texts] for field, texts in error.normalized_messages().items()}
    return {name: given.get(name) or value for name, value in usual.items()}, {}
