"""Forms that change codes: a batch or part of it, a single code."""

from core.fields import Choice, Text, WholeNumber
from core.forms import FormSchema
from core.i18n import lazy
from qr.actions.codes import MOST
from qr.code_states import SINGLE
from qr.state_words import CHANGES


class ChangeForm(FormSchema):
    """A change of a whole batch or of a part, confirmed after its consequences were shown.

    The part is between two serials, or from a serial on by count. `undo` takes the change to `state` back.
    """

    state = Choice(lazy("Việc cần làm"), tuple(CHANGES), required=True)
    undo = Choice(lazy("Hoàn tác"), ("yes",))
    first = Text(lazy("Mã đầu"), most=40)
    last = Text(lazy("Mã cuối"), most=40)
    count = WholeNumber(lazy("Số tem"), least=1, most=MOST)
    reason = Text(lazy("Lý do"), most=300)
    confirmed = Text(lazy("Xác nhận"), most=5)


class MarkForm(FormSchema):
    """What a single code is to be, and why."""

    state = Choice(lazy("Đánh dấu"), SINGLE, required=True)
    reason = Text(lazy("Lý do"), most=300, required=True)


class UnmarkForm(FormSchema):
    """Why a mark is taken back."""

    undo_reason = Text(lazy("Lý do hoàn tác"), most=300, required=True)


def part_of(values: dict) -> dict:
    """What a ChangeForm names, as the action wants it."""
    named = {name: values[name] for name in ("state", "first", "last", "count", "reason")}
    return named | {"is_undo": bool(values["undo"])}
