"""The forms of warnings."""

from core.fields import Choice, Row, Text, WholeNumber
from core.forms import FormSchema
from core.i18n import lazy
from registry.warnings import KINDS


class WarningForm(FormSchema):
    kind = Choice(lazy("Loại cảnh báo"), tuple(KINDS), required=True)
    title = Text(lazy("Tiêu đề"), required=True)
    body = Text(lazy("Nội dung"), most=5000, lines=True, required=True)
    place = Text(lazy("Nơi"), most=40, required=True)
    product = Text(lazy("Mã sản phẩm"), most=12)
    kind_code = Text(lazy("Loại hàng"), most=30)
    round = Row(lazy("Kỳ lấy mẫu"))
    lot = Text(lazy("Số lô"), most=40)
    authority = Text(lazy("Cơ quan"), most=150)
    trader = Text(lazy("Cơ sở vi phạm"))
    decision_number = Text(lazy("Số quyết định"), most=80)
    legal_ground = Text(lazy("Điều luật cho phép công bố"))
    version = WholeNumber(lazy("Phiên bản"), least=0)


class ComparisonForm(FormSchema):
    point = Text(lazy("Điểm cần xem"), most=150, required=True)
    real_words = Text(lazy("Hàng thật"), required=True)
    fake_words = Text(lazy("Hàng giả"), required=True)


class EndForm(FormSchema):
    reason = Text(lazy("Lý do"), most=300, required=True)
