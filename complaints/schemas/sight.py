"""The shapes of the forms of conflicts of interest and of identities."""

from marshmallow import fields

from core.fields import Choice, Text
from core.forms import FormSchema
from core.i18n import lazy


class ConflictForm(FormSchema):
    seller = Text(lazy("Tên người bán"), most=200)
    producer = Text(lazy("Cơ sở sản xuất"), most=200)
    conflict_reason = Text(lazy("Lý do có liên quan"), most=500, required=True)


class IdentityForm(FormSchema):
    identity_reason = Text(lazy("Lý do cần xem danh tính"), most=500, required=True)
    is_danger = fields.String(load_default="")


class DecisionForm(FormSchema):
    decision = Choice(lazy("Quyết định"), ["yes", "no"], required=True)
    decision_note = Text(lazy("Lý do"), most=500)
