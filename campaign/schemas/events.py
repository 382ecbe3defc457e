"""The form of an activity and its figures."""

from typing import Any

from campaign.actions.events import STATES, Measured
from campaign.words import QUALIFIERS, list_rows
from core.fields import Choice, Day, Text, WholeNumber
from core.forms import FormSchema
from core.i18n import lazy

PLACES = 5
"""How many figures one form takes."""


class _EventFields(FormSchema):
    row_id = Choice(lazy("Dòng báo cáo"), tuple(list_rows()), required=True)
    kind = Text(lazy("Loại hoạt động"), most=30, required=True)
    name = Text(lazy("Tên hoạt động"), most=250, required=True)
    starts_on = Day(lazy("Từ ngày"), required=True)
    ends_on = Day(lazy("Đến ngày"), required=True)
    place = Text(lazy("Nơi tổ chức"), most=300)
    partners = Text(lazy("Đơn vị phối hợp"), most=300)
    source = Text(lazy("Văn bản nguồn"), most=300)
    state = Choice(lazy("Đã làm hay dự kiến"), STATES, required=True)


def _figure_fields() -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for number in range(1, PLACES + 1):
        fields[f"measure_{number}"] = Text(lazy("Số đo %(number)s", number=number), most=100)
        fields[f"value_{number}"] = WholeNumber(lazy("Giá trị %(number)s", number=number))
        fields[f"unit_{number}"] = Text(lazy("Đơn vị %(number)s", number=number), most=40)
        fields[f"qualifier_{number}"] = Choice(lazy("Chữ đi kèm %(number)s", number=number), tuple(QUALIFIERS))
    return fields


EventForm = type("EventForm", (_EventFields,), _figure_fields())
"""An activity with up to PLACES figures, the main one first."""


def read_measures(values: dict[str, Any]) -> list[Measured]:
    """The figures that were filled in; each takes its values out of `values`."""
    rows = [
        [values.pop(f"{name}_{n}") for name in ("measure", "value", "unit", "qualifier")] for n in range(1, PLACES + 1)
    ]
    return [
        Measured(name or unit, value, unit, qualifier) for name, value, unit, qualifier in rows if value is not None
    ]
