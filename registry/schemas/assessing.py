"""The forms of OCOP applications, sheets and criteria."""

from collections.abc import Iterable
from typing import Any

from marshmallow import post_load

from core.fields import Day, Row, Text, WholeNumber
from core.forms import Errors, FormSchema
from core.i18n import _, lazy
from registry.models import Criterion
from registry.ocop import parse_points, points_text
from registry.schemas.ocop import Points


class VersionForm(FormSchema):
    version = WholeNumber(lazy("Phiên bản của hồ sơ"), required=True)


class BeginForm(FormSchema):
    product = Row(lazy("Sản phẩm"), required=True)
    criteria_set = Row(lazy("Bộ tiêu chí"), required=True)
    note = Text(lazy("Ghi chú gửi kèm"), most=2000, lines=True)


class PaperForm(FormSchema):
    name = Text(lazy("Tên giấy tờ"), most=150, required=True)
    detail = Text(lazy("Số, ngày, nơi cấp"), most=300)


class StepForm(VersionForm):
    reason = Text(lazy("Lý do"), most=2000, lines=True, required=True)


class DecideForm(VersionForm):
    decision_number = Text(lazy("Số quyết định"), most=80)
    decided_on = Day(lazy("Ngày quyết định"), required=True)


class CertifyForm(VersionForm):
    issued_on = Day(lazy("Ngày cấp"), required=True)
    recogniser_name = Text(lazy("Cơ quan công nhận"), most=150, required=True)


class CentralForm(CertifyForm):
    decision_number = Text(lazy("Số quyết định"), most=80)
    score_a = Points(lazy("Điểm phần A"), required=True)
    score_b = Points(lazy("Điểm phần B"), required=True)
    score_c = Points(lazy("Điểm phần C"), required=True)

    @post_load
    def join_scores(self, values: dict, **_: Any) -> dict:
        """Parts A, B and C together, as the action takes them."""
        values["scores"] = tuple(values.pop(f"score_{part}") for part in "abc")
        return values


class AsideForm(FormSchema):
    reason = Text(lazy("Lý do"), most=500, required=True)


class ConfirmForm(FormSchema):
    confirmation = Text(lazy("Đã đối chiếu với văn bản nào"), most=300, required=True)


def read_points(criteria: Iterable[Criterion], sent: dict[str, Any]) -> tuple[dict, Errors]:
    """Points by criterion, in tenths, and what is wrong by field; an empty field gives none."""
    points, errors = {}, {}
    for each in criteria:
        field, text = f"p-{each.id}", str(sent.get(f"p-{each.id}", "")).strip()
        if not text:
            continue
        try:
            points[each.id] = parse_points(text)
        except (ValueError, ArithmeticError):
            told = _("Điểm tiêu chí %(number)s cần là số từ 0 đến %(most)s như 3,5, không phải “%(sent)s”")
            errors[field] = [told % {"number": each.number, "most": points_text(each.most), "sent": text[:40]}]
    return points, errors
