"""The shapes of the forms of terms."""

from core.fields import Day, Text, WholeNumber
from core.forms import FormSchema
from core.i18n import lazy


class ConfirmTermForm(FormSchema):
    words = Text(lazy("Văn bản đã đối chiếu"), most=300, required=True)


class ChangeTermForm(FormSchema):
    length = WholeNumber(lazy("Thời hạn mới"), least=1, most=36500, required=True)
    from_day = Day(lazy("Từ ngày"), required=True)
    source = Text(lazy("Văn bản, điều khoản"), most=300, required=True)
