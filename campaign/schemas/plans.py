"""The forms of plans, tasks and progress."""

from campaign.plans import STATES
from campaign.words import QUALIFIERS, list_rows
from core.fields import Choice, Day, Row, Text, WholeNumber
from core.forms import FormSchema
from core.i18n import lazy


class PlanForm(FormSchema):
    title = Text(lazy("Tên kế hoạch"), most=300, required=True)
    number = Text(lazy("Số, ký hiệu"), most=80)
    issuer = Text(lazy("Cơ quan ban hành"), most=200)
    from_day = Day(lazy("Từ ngày"), required=True)
    to_day = Day(lazy("Đến ngày"), required=True)


class TaskForm(FormSchema):
    text = Text(lazy("Nhiệm vụ"), most=2000, lines=True, required=True)
    lead = Row(lazy("Đơn vị chủ trì"), required=True)
    others = Text(lazy("Đơn vị phối hợp khác"), most=300)
    due_on = Day(lazy("Hạn hoàn thành"), required=True)
    indicator = Choice(lazy("Dòng báo cáo"), tuple(list_rows()))
    measure = Text(lazy("Số đo"), most=100)
    unit = Text(lazy("Đơn vị tính"), most=40)
    target = WholeNumber(lazy("Chỉ tiêu"), most=10**15)
    version = WholeNumber(lazy("Phiên bản"))


class ProgressForm(FormSchema):
    state = Choice(lazy("Tình trạng"), tuple(STATES), required=True)
    percent = WholeNumber(lazy("Đã làm được bao nhiêu phần trăm"), most=100, required=True)
    value = WholeNumber(lazy("Kết quả"), most=10**15)
    qualifier = Choice(lazy("Chữ đi kèm"), tuple(QUALIFIERS))
    text = Text(lazy("Nói rõ thêm"), most=2000, lines=True)
