"""The shapes of the forms of transfers."""

from complaints.schemas.desk import VersionForm
from complaints.transfers import ACTS, CHANNELS
from core.fields import Choice, Day, Row, Text
from core.forms import FormSchema
from core.i18n import lazy


class TransferForm(VersionForm):
    body = Row(lazy("Cơ quan nhận"), required=True)
    role = Choice(lazy("Việc giao"), ["lead", "tell"], required=True)
    channel = Choice(lazy("Cách gửi"), list(CHANNELS), required=True)
    transfer_reason = Text(lazy("Lý do chuyển"), most=1000, lines=True, required=True)


class AnswerForm(FormSchema):
    act = Choice(lazy("Việc"), list(ACTS), required=True)
    words = Text(lazy("Nội dung"), most=2000, lines=True)
    their_number = Text(lazy("Số văn bản của cơ quan nhận"), most=80)


class RecallForm(FormSchema):
    recall_reason = Text(lazy("Lý do thu hồi"), most=500, required=True)


class BodyForm(FormSchema):
    kind = Text(lazy("Loại cơ quan"), most=30, required=True)
    name = Text(lazy("Tên cơ quan"), most=200, required=True)
    province = Text(lazy("Tỉnh, thành phố"), most=10)
    email = Text(lazy("Hộp thư của cơ quan"), most=200)
    post_address = Text(lazy("Địa chỉ nhận phiếu giấy"), most=300)
    valid_from = Day(lazy("Từ ngày"))
    source = Text(lazy("Căn cứ"), most=300, required=True)


class MailboxForm(FormSchema):
    email = Text(lazy("Hộp thư của cơ quan"), most=200)
