"""Forms about batches of codes."""

from core.fields import Choice, Text, WholeNumber
from core.forms import FormSchema
from core.i18n import lazy
from qr.actions.codes import MOST
from qr.labels.documents import FORMATS
from qr.labels.sheets import SHEETS

CHANGES = ("active", "void", "stolen")


class IssueForm(FormSchema):
    """How many codes."""

    count = WholeNumber(lazy("Số lượng mã"), least=1, most=MOST, required=True)
    has_pin = Choice(lazy("Mã cào"), ("yes",))
    is_signed = Choice(lazy("Chữ ký trong mã vuông"), ("yes",))


class PrintForm(FormSchema):
    """Which document of a batch."""

    form = Choice(lazy("Dạng tệp"), FORMATS, load_default="pdf")
    sheet = Choice(lazy("Khổ tem"), tuple(SHEETS), load_default="3x8")
    ecc = Choice(lazy("Mức sửa lỗi"), ("M", "Q"), load_default="M")


class ChangeForm(FormSchema):
    """A change of a whole batch or of the part between two serials, confirmed after its consequences were shown."""

    state = Choice(lazy("Việc cần làm"), CHANGES, required=True)
    first = Text(lazy("Mã đầu"), most=40)
    last = Text(lazy("Mã cuối"), most=40)
    reason = Text(lazy("Lý do"), most=300)
    confirmed = Text(lazy("Xác nhận"), most=5)
