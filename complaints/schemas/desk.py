"""The shapes of the officers' forms."""

from marshmallow import fields

from complaints.actions.handling import CONTACT_FIELDS
from complaints.bookkeeping import MONEY_KINDS, OUTCOMES, SOURCES
from complaints.outcomes import DECISION_KINDS
from complaints.workflow import OUTCOMES as RESULTS
from complaints.workflow import STATES
from core.fields import Choice, Day, Money, Row, Text, WholeNumber
from core.forms import FormSchema
from core.i18n import lazy

MOST_WORDS = 4000


class VersionForm(FormSchema):
    """The state of the case that the officer was looking at."""

    version = WholeNumber(lazy("Phiên bản"))


class NoteForm(FormSchema):
    note_text = Text(lazy("Ghi chú"), most=MOST_WORDS, lines=True, required=True)


class MessageForm(VersionForm):
    message_text = Text(lazy("Tin gửi người phản ánh"), most=2000, lines=True, required=True)
    is_question = fields.String(load_default="")


class StateForm(VersionForm):
    to_state = Choice(lazy("Trạng thái mới"), list(STATES), required=True)
    state_note = Text(lazy("Lý do, chỉ nội bộ thấy"), most=MOST_WORDS, lines=True)
    state_public = Text(lazy("Câu cho người phản ánh"), most=500, lines=True)


class CloseForm(VersionForm):
    outcome = Choice(lazy("Kết quả"), list(RESULTS), required=True)
    answer = Text(lazy("Câu trả lời"), most=500, lines=True, required=True)
    withdraw = fields.Raw(load_default=())  # one id, or several


class MoveForm(VersionForm):
    unit = Row(lazy("Đơn vị"), required=True)
    move_reason = Text(lazy("Lý do chuyển"), most=1000, lines=True, required=True)


class RevealForm(FormSchema):
    contact_field = Choice(lazy("Thông tin cần xem"), CONTACT_FIELDS, required=True)
    contact_reason = Text(lazy("Lý do xem"), most=300, required=True)


class InspectionForm(FormSchema):
    source = Choice(lazy("Căn cứ kiểm tra"), list(SOURCES), required=True)
    inspected_on = Day(lazy("Ngày kiểm tra"), required=True)
    commune_id = Row(lazy("Xã, phường"), required=True)
    party = Text(lazy("Cơ sở được kiểm tra"), most=200)
    goods = Text(lazy("Hàng hóa"), most=300)
    ground_number = Text(lazy("Số quyết định kiểm tra"), most=80)
    ground_on = Day(lazy("Ngày quyết định kiểm tra"))
    outcome = Choice(lazy("Kết luận"), list(OUTCOMES), required=True)
    note = Text(lazy("Diễn biến"), most=MOST_WORDS, lines=True)


class OutcomeForm(FormSchema):
    conclusion = Choice(lazy("Kết luận"), [name for name in OUTCOMES if name != "verifying"], required=True)
    conclusion_note = Text(lazy("Ghi chú"), most=MOST_WORDS, lines=True)


class DecisionForm(FormSchema):
    number = Text(lazy("Số quyết định"), most=80, required=True)
    decided_on = Day(lazy("Ngày quyết định"), required=True)
    kind = Choice(lazy("Hình thức"), list(DECISION_KINDS), load_default="fine")
    violation_code = Text(lazy("Hành vi"), most=10, required=True)
    imposed_fine = Money(lazy("Tiền phạt theo quyết định"), load_default=0)


class MoneyForm(FormSchema):
    money_kind = Choice(lazy("Khoản"), list(MONEY_KINDS), required=True)
    amount = Money(lazy("Số tiền hoặc trị giá"), required=True)
    money_on = Day(lazy("Ngày thu hoặc ngày xử lý"), required=True)
    is_estimate = fields.String(load_default="")
    decision = Row(lazy("Theo quyết định"))


class ReverseForm(FormSchema):
    reason = Text(lazy("Lý do rút lại"), most=300, required=True)


class PeriodForm(FormSchema):
    """The filter of the list of inspections, read from the address."""

    first = Day(lazy("Từ ngày"))
    last = Day(lazy("Đến ngày"))
    source = Choice(lazy("Căn cứ kiểm tra"), list(SOURCES))
    outcome = Choice(lazy("Kết luận"), list(OUTCOMES))
