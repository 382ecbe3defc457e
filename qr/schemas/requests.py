"""Forms about requests for codes."""

from core.fields import Choice, Row, Text, WholeNumber
from core.forms import FormSchema
from core.i18n import lazy
from qr.state_words import LEVELS


class AskForm(FormSchema):
    """What a producer asks for. How many at most is told by the action, in words."""

    lot = Row(lazy("Lô"), required=True)
    level = Choice(lazy("Mã cho"), tuple(LEVELS), required=True)
    count = WholeNumber(lazy("Số tem"), least=1, required=True)
    purpose = Text(lazy("Dùng để"), most=300, required=True)
    has_pin = Choice(lazy("Mã cào"), ("yes",))
    is_signed = Choice(lazy("Chữ ký trong mã vuông"), ("yes",))


class AnswerForm(FormSchema):
    """The department's answer; `version` is what the officer had seen."""

    answer = Choice(lazy("Trả lời"), ("approve", "return"), required=True)
    granted = WholeNumber(lazy("Số tem cấp"), least=1)
    reason = Text(lazy("Lý do"), most=500, lines=True)
    version = WholeNumber(lazy("Lần xem"), required=True)


class WithdrawForm(FormSchema):
    """The producer needs it no more."""

    version = WholeNumber(lazy("Lần xem"), required=True)
