"""The forms of OCOP decisions."""

from decimal import Decimal, InvalidOperation
from typing import Any

from marshmallow import post_load

from core.fields import Choice, Day, Named, Text
from core.forms import FormSchema
from core.i18n import lazy


class Points(Named):
    """OCOP points with one decimal at most, "35,5" or "35.5", kept as whole tenths."""

    wrong = lazy("“%(label)s” cần là số điểm như 35,5, không phải “%(sent)s”")

    def read(self, sent: str) -> int:
        try:
            tenths = Decimal(sent.replace(",", ".")) * 10
            whole = int(tenths)
        except (InvalidOperation, OverflowError):
            raise ValueError(sent) from None
        if tenths != whole:
            raise ValueError(sent)
        return whole


class OcopForm(FormSchema):
    decision_number = Text(lazy("Số quyết định"), most=80, required=True)
    issued_on = Day(lazy("Ngày cấp"), required=True)
    recogniser_name = Text(lazy("Cơ quan công nhận"), most=150, required=True)
    score_a = Points(lazy("Điểm phần A"), required=True)
    score_b = Points(lazy("Điểm phần B"), required=True)
    score_c = Points(lazy("Điểm phần C"), required=True)
    is_potential_five = Choice(lazy("Tiềm năng 5 sao"), ("yes",))

    @post_load
    def join_scores(self, values: dict, **_: Any) -> dict:
        """Parts A, B and C together, as the action takes them."""
        values["scores"] = tuple(values.pop(f"score_{part}") for part in "abc")
        values["is_potential_five"] = bool(values["is_potential_five"])
        return values


class RevocationForm(FormSchema):
    on = Day(lazy("Ngày thu hồi"), required=True)
    decision_number = Text(lazy("Số quyết định"), most=80, required=True)
    reason = Text(lazy("Lý do"), most=500, required=True)
