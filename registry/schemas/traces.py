"""The forms of journeys, and of the keys of producers' programs."""

from datetime import datetime, time
from typing import Any

from marshmallow import post_load

from core.clock import VIETNAM
from core.fields import Day, Named, Row, Text
from core.forms import FormSchema
from core.i18n import lazy
from registry.actions.trace_steps import Material
from registry.tracing import PartyDraft, parse_amount

MATERIALS = (1, 2, 3)
PARTY = ("party_name", "party_address", "party_phone", "party_tax")


class Quantity(Named):
    """A quantity with at most three decimals, kept in thousandths."""

    wrong = lazy("“%(label)s” cần là số như 12 hoặc 12,5, không phải “%(sent)s”")

    def read(self, sent: str) -> int:
        return parse_amount(sent)


class Hour(Named):
    """A time of day: 6:30, 06:30 or 6h30."""

    wrong = lazy("“%(label)s” cần là giờ như 6:30, không phải “%(sent)s”")

    def read(self, sent: str) -> time:
        hour, _colon, minute = sent.lower().replace("h", ":").partition(":")
        return time(int(hour), int(minute or 0))


def join_instant(values: dict) -> datetime:
    """Day and hour, taken out of the values, as one instant of Vietnam's clocks."""
    day, hour = values.pop("happened_on"), values.pop("happened_at")
    return datetime.combine(day, hour or time(0, 0), VIETNAM)


def join_party(values: dict, role: str) -> PartyDraft:
    """The partner's fields, taken out of the values."""
    name, address, phone, tax = (values.pop(field) for field in PARTY)
    return PartyDraft(role, name=name, address=address, phone=phone, tax_code=tax)


class StepForm(FormSchema):
    happened_on = Day(lazy("Ngày"), required=True)
    happened_at = Hour(lazy("Giờ"))
    commune = Text(lazy("Xã, phường"), most=100)
    place_words = Text(lazy("Chỗ làm"), most=200)
    amount = Quantity(lazy("Số lượng"))
    unit = Text(lazy("Đơn vị"), most=3)
    note = Text(lazy("Ghi thêm"), most=500)
    party_name = Text(lazy("Tên người, cơ sở"), most=200)
    party_address = Text(lazy("Địa chỉ"), most=300)
    party_phone = Text(lazy("Điện thoại"), most=20)
    party_tax = Text(lazy("Mã số thuế"), most=14)
    corrects = Row(lazy("Bước cần sửa"))
    material_1 = Text(lazy("Nguyên liệu"), most=200)
    material_1_amount = Quantity(lazy("Số lượng nguyên liệu"))
    material_1_unit = Text(lazy("Đơn vị"), most=3)
    material_2 = Text(lazy("Nguyên liệu thứ hai"), most=200)
    material_2_amount = Quantity(lazy("Số lượng nguyên liệu"))
    material_2_unit = Text(lazy("Đơn vị"), most=3)
    material_3 = Text(lazy("Nguyên liệu thứ ba"), most=200)
    material_3_amount = Quantity(lazy("Số lượng nguyên liệu"))
    material_3_unit = Text(lazy("Đơn vị"), most=3)

    @post_load
    def gather(self, values: dict, **_: Any) -> dict:
        """Day and hour as one instant of Vietnam's clocks; materials and the partner as the action takes them."""
        values["happened_at"] = join_instant(values)
        rows = [
            Material(values.pop(f"material_{n}"), values.pop(f"material_{n}_amount"), values.pop(f"material_{n}_unit"))
            for n in MATERIALS
        ]
        values["materials"] = tuple(row for row in rows if row.text)
        values["party"] = join_party(values, "")
        return values


class ReceiptForm(FormSchema):
    happened_on = Day(lazy("Ngày"), required=True)
    happened_at = Hour(lazy("Giờ"))
    commune = Text(lazy("Xã, phường"), most=100)
    amount = Quantity(lazy("Số lượng"))
    unit = Text(lazy("Đơn vị"), most=3)
    note = Text(lazy("Ghi thêm"), most=500)
    party_name = Text(lazy("Tên người, cơ sở"), most=200)
    party_address = Text(lazy("Địa chỉ"), most=300)
    party_phone = Text(lazy("Điện thoại"), most=20)
    party_tax = Text(lazy("Mã số thuế"), most=14)

    @post_load
    def gather(self, values: dict, **_: Any) -> dict:
        """Day and hour as one instant; the seller, where it is not the maker, as the action takes it."""
        values["happened_at"] = join_instant(values)
        values["party"] = join_party(values, "source")
        return values


class WithdrawForm(FormSchema):
    words = Text(lazy("Vì sao"), most=500)


class KeyForm(FormSchema):
    label = Text(lazy("Tên phần mềm"), most=80, required=True)
