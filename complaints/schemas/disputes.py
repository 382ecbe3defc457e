"""The shapes of the forms of disputes over money back."""

from marshmallow import fields

from complaints.disputes import ANSWERS, END_RESULTS, SESSION_RESULTS
from core.fields import Choice, Day, Money, Text
from core.forms import FormSchema
from core.i18n import lazy


class TraderAnswerForm(FormSchema):
    answer = Choice(lazy("Trả lời của người bán"), list(ANSWERS), required=True)
    words = Text(lazy("Đề nghị hoặc lý do"), most=1000, lines=True)
    amount = Money(lazy("Số tiền sẽ trả"))


class TakeForm(FormSchema):
    reference = Text(lazy("Số vụ việc trên hệ thống 1800.6838"), most=60)


class InviteForm(FormSchema):
    invited_on = Day(lazy("Ngày họp"), required=True)
    place = Text(lazy("Nơi họp"), most=200, required=True)
    invite_words = Text(lazy("Lời nhắn cho hai bên"), most=500, lines=True)


class SessionForm(FormSchema):
    held_on = Day(lazy("Ngày họp"), required=True)
    minutes_number = Text(lazy("Số biên bản"), most=80, required=True)
    conciliator = Text(lazy("Người chủ trì"), most=120)
    buyer_came = fields.String(load_default="")
    trader_came = fields.String(load_default="")
    session_result = Choice(lazy("Kết quả buổi họp"), list(SESSION_RESULTS), required=True)
    session_amount = Money(lazy("Số tiền hai bên thống nhất"))
    session_words = Text(lazy("Nội dung thống nhất"), most=1000, lines=True)


class EndForm(FormSchema):
    end_result = Choice(lazy("Kết quả cuối cùng"), list(END_RESULTS), required=True)
    end_amount = Money(lazy("Số tiền người mua nhận"))
    end_words = Text(lazy("Lý do, nội dung"), most=1000, lines=True)


class TakeBackForm(FormSchema):
    reason = Text(lazy("Lý do rút lại bước"), most=300, required=True)
