"""The shapes of the forms of routing."""

from marshmallow import fields

from complaints.routing import BODIES, PLACES
from complaints.schemas.desk import VersionForm
from core.fields import Choice, Day, Text
from core.forms import FormSchema
from core.i18n import lazy


class RouteForm(VersionForm):
    violation = Text(lazy("Hành vi theo luật"), most=30)
    goods = Text(lazy("Nhóm hàng"), most=30, required=True)
    place = Choice(lazy("Nơi bán"), list(PLACES), required=True)
    is_urgent = fields.String(load_default="")
    lead = Choice(lazy("Cơ quan chủ trì khác với bảng"), list(BODIES))
    route_reason = Text(lazy("Lý do phân công lại"), most=1000, lines=True, required=True)


class RuleForm(FormSchema):
    lead = Choice(lazy("Chủ trì"), list(BODIES), required=True)
    is_urgent = fields.String(load_default="")
    note = Text(lazy("Ghi chú"), most=300)
    source = Text(lazy("Căn cứ"), most=300, required=True)


class PublishForm(FormSchema):
    valid_from = Day(lazy("Áp dụng từ ngày"), required=True)
    note = Text(lazy("Lý do sửa bảng"), most=300, required=True)
