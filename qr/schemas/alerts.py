"""Forms about alerts of codes."""

from core.fields import Choice, Day, Text, WholeNumber
from core.forms import FormSchema
from core.i18n import lazy


class DecisionForm(FormSchema):
    """Copied or nothing to it, always with a reason; `version` is what the officer had seen."""

    decision = Choice(lazy("Quyết định"), ("copied", "clear"), required=True)
    reason = Text(lazy("Lý do"), most=500, lines=True, required=True)
    version = WholeNumber(lazy("Lần xem"), required=True)


class FreezeForm(FormSchema):
    """Until when the alerts of a product are held back, and why."""

    until = Day(lazy("Đến hết ngày"), required=True)
    freeze_reason = Text(lazy("Lý do tạm ngừng"), most=500, lines=True, required=True)
