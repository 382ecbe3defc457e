"""The shapes of the forms of cases and of the file of an inspection."""

from typing import Any

from marshmallow import fields

from complaints.outcomes import RECORDS, RESULTS, TREATMENTS
from core.fields import Choice, Day, Named, Row, Text
from core.forms import FormSchema
from core.i18n import lazy


class Several(fields.Field):
    """One value or several, as a list of words."""

    def deserialize(self, value: Any, attr: str | None = None, data: Any = None, **kwargs: Any) -> list[str]:
        sent = value if isinstance(value, list | tuple) else [value]
        return [each for each in sent if isinstance(each, str) and each][:500]


class Quantity(Named):
    """A number with at most three places behind the comma, in thousandths."""

    wrong = lazy("“%(label)s” cần là số như 12 hoặc 2,5, không phải “%(sent)s”")

    def read(self, sent: str) -> int:
        whole, _comma, rest = sent.replace(" ", "").replace(".", "").partition(",")
        if not (whole.isascii() and whole.isdigit()) or len(whole) > 9 or len(rest) > 3:
            raise ValueError(sent)
        if rest and not (rest.isascii() and rest.isdigit()):
            raise ValueError(sent)
        return int(whole) * 1000 + int(rest.ljust(3, "0") or 0)


class JoinForm(FormSchema):
    cases = Several()
    number = Text(lazy("Số phản ánh khác"), most=20)
    join_reason = Text(lazy("Lý do gộp"), most=500, required=True)


class LeaveForm(FormSchema):
    report = Row(lazy("Phản ánh"), required=True)
    reason = Text(lazy("Lý do tách"), most=500, required=True)


class LinkForm(FormSchema):
    number = Text(lazy("Số phản ánh hoặc số vụ"), most=20, required=True)


class TeamForm(FormSchema):
    head = Text(lazy("Người phụ trách"), most=120, required=True)
    members = Text(lazy("Thành viên"), most=1000, lines=True)
    agencies = Text(lazy("Cơ quan cùng tham gia"), most=1000, lines=True)
    decision_number = Text(lazy("Số quyết định thành lập đoàn"), most=80)
    decided_on = Day(lazy("Ngày quyết định thành lập đoàn"))


class RecordForm(FormSchema):
    record_kind = Choice(lazy("Loại biên bản hoặc bước"), list(RECORDS), required=True)
    record_number = Text(lazy("Số"), most=80)
    record_on = Day(lazy("Ngày lập"), required=True)
    sample = Text(lazy("Ký hiệu mẫu"), most=60)
    body = Text(lazy("Nơi giám định hoặc nơi giữ"), most=200)
    result = Choice(lazy("Kết quả giám định"), list(RESULTS))
    record_note = Text(lazy("Nội dung"), most=2000, lines=True)


class GoodsForm(FormSchema):
    goods_name = Text(lazy("Tên hàng"), most=200, required=True)
    quantity = Quantity(lazy("Số lượng"), required=True)
    measure = Text(lazy("Đơn vị tính"), most=30, required=True)
    treatment = Choice(lazy("Xử lý"), list(TREATMENTS), required=True)
    goods_on = Day(lazy("Ngày xử lý hàng"), required=True)


class TakeBackForm(FormSchema):
    reason = Text(lazy("Lý do rút lại"), most=300, required=True)


class BlockForm(FormSchema):
    serial = Text(lazy("Mã trên tem"), most=40, required=True)
    block_reason = Text(lazy("Lý do khóa, người quét đọc được"), most=200, required=True)


class WithdrawForm(FormSchema):
    place = Row(lazy("Địa chỉ tin cậy"), required=True)


class WarnForm(FormSchema):
    title = Text(lazy("Tiêu đề"), most=200, required=True)
    words = Text(lazy("Nội dung cảnh báo"), most=2000, lines=True, required=True)
    names_trader = fields.String(load_default="")
    decision = Row(lazy("Theo quyết định"))
    legal_ground = Text(lazy("Điều luật cho phép công bố"), most=200)


class OcopForm(FormSchema):
    ocop_product = Text(lazy("Mã sản phẩm hoặc GTIN"), most=40, required=True)
    ocop_reason = Text(lazy("Lý do đề nghị thu hồi"), most=1000, lines=True, required=True)
    ocop_decision = Row(lazy("Theo quyết định"))


class AskForm(FormSchema):
    product = Text(lazy("Mã sản phẩm hoặc GTIN"), most=40, required=True)
    question = Text(lazy("Câu hỏi cho cơ sở"), most=1000, lines=True, required=True)
    due_on = Day(lazy("Hạn trả lời"), required=True)
    photos = Several()


class AnswerForm(FormSchema):
    answer = Choice(lazy("Câu trả lời"), ("own", "fake", "unsure"), required=True)
    answer_words = Text(lazy("Dấu hiệu bạn dựa vào"), most=2000, lines=True, required=True)


class RegisterForm(FormSchema):
    """The period of the register, read from the address."""

    first = Day(lazy("Từ ngày"))
    last = Day(lazy("Đến ngày"))
