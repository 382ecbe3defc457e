"""The shape of the answer to a proposed withdrawal."""

from core.fields import Choice, Day, Text
from core.forms import FormSchema
from core.i18n import lazy


class WithdrawalForm(FormSchema):
    verdict = Choice(lazy("Trả lời đề nghị"), ("withdraw", "refuse"), required=True)
    on = Day(lazy("Ngày thu hồi"))
    decision_number = Text(lazy("Số quyết định"), most=80)
    answer = Text(lazy("Lý do"), most=1000, lines=True)
