"""What a tally is asked for."""

from datetime import date
from typing import Any

from marshmallow import ValidationError

from core.fields import Choice, Day, Text, WholeNumber
from core.forms import FormSchema
from core.i18n import lazy
from reports.outline import FORMS
from reports.queries.official import list_issuers


class PeriodForm(FormSchema):
    """Period and place, from the address of the page."""

    from_day = Day(lazy("Từ ngày"), data_key="from")
    to_day = Day(lazy("Đến ngày"), data_key="to")
    place = Text(lazy("Mã địa bàn"), most=10)


class BeginForm(FormSchema):
    """A new official report."""

    form = Choice(lazy("Loại báo cáo"), list(FORMS), required=True)
    issuer = Choice(lazy("Nơi ban hành"), list(list_issuers()), required=True)
    from_day = Day(lazy("Từ ngày"), required=True)
    to_day = Day(lazy("Đến ngày"), required=True)
    place = Text(lazy("Mã địa bàn"), most=10)


class WordsForm(FormSchema):
    """Words under a heading, on the version that the page showed."""

    words = Text(lazy("Chữ của mục"), most=20000, lines=True)
    version = WholeNumber(lazy("Phiên bản"), load_default=0)


class SignForm(FormSchema):
    """Number, day and name of the signing; of a correction its reason."""

    number = Text(lazy("Số báo cáo"), most=40)
    signed_on = Day(lazy("Ngày ký"), required=True)
    signer = Text(lazy("Người ký"), most=120)
    reason = Text(lazy("Lý do đính chính"), most=300)


def read_period(asked: dict[str, str], today: date) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """The period asked for, this year so far where nothing is said, and what is wrong by field."""
    usual = {"from_day": date(today.year, 1, 1), "to_day": today, "place": ""}
    try:
        given = PeriodForm().load(asked)
    except ValidationError as error:
        return usual, {field: [str(text) for text in texts] for field, texts in error.normalized_messages().items()}
    return {name: given.get(name) or value for name, value in usual.items()}, {}
