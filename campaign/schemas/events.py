"""The form of an activity and its figures."""

from collections.abc import Sequence
from typing import Any

from campaign.actions.events import STATES, Measured
from campaign.models import CampaignEvent, EventMeasure
from campaign.words import COUNTING, QUALIFIERS, list_rows
from core.fields import Choice, Day, Row, Text, WholeNumber
from core.forms import FormSchema
from core.i18n import lazy

PLACES = 8
"""How many figures one form takes."""

SUMS = ("each",)


class _EventFields(FormSchema):
    row_id = Choice(lazy("Dòng báo cáo"), tuple(list_rows()), required=True)
    kind = Text(lazy("Loại hoạt động"), most=30, required=True)
    name = Text(lazy("Tên hoạt động"), most=250, required=True)
    starts_on = Day(lazy("Từ ngày"), required=True)
    ends_on = Day(lazy("Đến ngày"), required=True)
    commune = Row(lazy("Xã, phường"))
    place = Text(lazy("Nơi tổ chức"), most=300)
    partners = Text(lazy("Đơn vị phối hợp khác"), most=300)
    source = Text(lazy("Văn bản nguồn"), most=300)
    note = Text(lazy("Ghi chú"), most=2000, lines=True)
    state = Choice(lazy("Đã làm hay dự kiến"), STATES, required=True)
    version = WholeNumber(lazy("Phiên bản"))


def _figure_fields() -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for number in range(1, PLACES + 1):
        fields[f"measure_{number}"] = Text(lazy("Số đo %(number)s", number=number), most=100)
        fields[f"value_{number}"] = WholeNumber(lazy("Giá trị %(number)s", number=number), most=10**15)
        fields[f"unit_{number}"] = Text(lazy("Đơn vị %(number)s", number=number), most=40)
        fields[f"qualifier_{number}"] = Choice(lazy("Chữ đi kèm %(number)s", number=number), tuple(QUALIFIERS))
        fields[f"counting_{number}"] = Choice(lazy("Cách đếm %(number)s", number=number), tuple(COUNTING))
        fields[f"sums_{number}"] = Choice(lazy("Cách cộng %(number)s", number=number), SUMS)
    return fields


EventForm = type("EventForm", (_EventFields,), _figure_fields())
"""An activity with up to PLACES figures, the main one first."""


def read_measures(values: dict[str, Any], planned: dict[str, int] | None = None) -> list[Measured]:
    """The figures that were filled in; each takes its values out of `values`. `planned` by the measure's name."""
    names = ("measure", "value", "unit", "qualifier", "counting", "sums")
    rows = [[values.pop(f"{name}_{n}") for name in names] for n in range(1, PLACES + 1)]
    return [
        Measured(name or unit, value, unit, qualifier, sums == "each", counting, (planned or {}).get(name or unit))
        for name, value, unit, qualifier, counting, sums in rows
        if value is not None
    ]


def event_words(event: CampaignEvent, measures: Sequence[EventMeasure]) -> dict[str, Any]:
    """An activity as the form's words."""
    words = {name: getattr(event, name) for name in ("name", "place", "partners", "source", "note", "state", "version")}
    words |= {"row_id": event.indicator, "kind": event.kind_code, "commune": str(event.commune_id or "")}
    words |= {name: f"{getattr(event, name):%d/%m/%Y}" for name in ("starts_on", "ends_on")}
    for measure in measures:
        n = measure.position
        words |= {f"measure_{n}": measure.name, f"value_{n}": str(measure.value), f"unit_{n}": measure.unit}
        words |= {f"qualifier_{n}": measure.qualifier, f"counting_{n}": measure.counting}
        words[f"sums_{n}"] = "each" if measure.is_per_unit else ""
    return words
