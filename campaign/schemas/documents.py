"""The form of a document."""

from campaign.documents import TOPICS, list_document_kinds
from core.fields import Choice, Day, Row, Text, WholeNumber
from core.forms import FormSchema
from core.i18n import lazy

LEVELS = {"party": lazy("Đảng"), "state": lazy("Nhà nước"), "front": lazy("Mặt trận, Ban Chỉ đạo")}


class DocumentForm(FormSchema):
    number = Text(lazy("Số, ký hiệu"), most=80, required=True)
    kind = Choice(lazy("Loại văn bản"), tuple(list_document_kinds()), required=True)
    title = Text(lazy("Trích yếu"), most=1000, required=True)
    issuer = Text(lazy("Cơ quan ban hành"), most=200, required=True)
    issuer_level = Choice(lazy("Hệ thống"), tuple(LEVELS), required=True)
    issued_on = Day(lazy("Ngày ban hành"), required=True)
    valid_to = Day(lazy("Ngày hết hiệu lực"))
    topic = Choice(lazy("Chủ đề"), tuple(TOPICS), required=True)
    link = Text(lazy("Địa chỉ bản gốc"), most=400)
    amended_by = Row(lazy("Được sửa đổi, thay thế bởi"))
    is_replaced = Choice(lazy("Thay thế cả văn bản"), ("yes",))
    version = WholeNumber(lazy("Phiên bản"))
