"""Shapes of what clerks key in: a report that came by another way, and the facts of a formal đơn."""

from marshmallow import ValidationError, post_load, validates_schema

from complaints.contacts import read_email, read_phone
from complaints.kinds import ONLINE, PLACE_KINDS
from complaints.petitions import FORBIDDEN_FIELDS, find_personal
from core import clock
from core.fields import Choice, Day, Money, Text
from core.forms import FormSchema
from core.i18n import gettext as _
from core.i18n import lazy


class GoodsForm(FormSchema):
    """What it is about; the day it came in is today where none is written."""

    received_on = Day(lazy("Ngày nhận"))
    kind = Text(lazy("Vấn đề"), most=30, required=True)
    goods_name = Text(lazy("Món hàng"), most=200)
    place = Choice(lazy("Nơi thấy hàng"), list(PLACE_KINDS), required=True)
    commune = Text(lazy("Xã, phường"), most=120)
    seller = Text(lazy("Người bán, nơi bán"), most=300)
    online_address = Text(lazy("Đường dẫn, tài khoản bán"), most=500)
    details = Text(lazy("Nội dung"), most=2000, lines=True)
    price = Money(lazy("Giá"))

    @validates_schema
    def need_sense(self, values: dict, **_options: object) -> None:
        """A day that has been, and an address for what is sold online."""
        received_on = values.get("received_on")
        if received_on and received_on > clock.today():
            raise ValidationError(_("Ngày nhận phải là hôm nay hoặc trước đó"), "received_on")
        if values.get("place") == ONLINE and not values.get("online_address"):
            raise ValidationError(_("Dán đường dẫn hoặc ghi tên tài khoản bán"), "online_address")

    @post_load
    def fill_day(self, values: dict, **_options: object) -> dict:
        return values | {"received_on": values["received_on"] or clock.today()}


class IntakeForm(GoodsForm):
    """A report by telephone, at a counter, by post ..."""

    channel = Text(lazy("Đến bằng cách nào"), most=20, required=True)
    external_ref = Text(lazy("Số trong sổ của kênh đó"), most=60)
    phone = Text(lazy("Số điện thoại"), most=30)
    email = Text(lazy("Thư điện tử"), most=200)

    @validates_schema
    def need_readable_contact(self, values: dict, **_options: object) -> None:
        try:
            values.get("phone") and read_phone(values["phone"])
        except ValueError:
            raise ValidationError(_("Số điện thoại cần 10 số, bắt đầu bằng 0"), "phone") from None
        try:
            values.get("email") and read_email(values["email"])
        except ValueError:
            raise ValidationError(_("Địa chỉ thư điện tử cần có dạng ten@noi.vn"), "email") from None


class PetitionForm(GoodsForm):
    """Of a formal đơn: number, day, where the paper lies, and facts about goods. Nothing of who wrote it."""

    register_number = Text(lazy("Số vào sổ đơn"), most=60, required=True)
    file_place = Text(lazy("Đơn giấy nằm ở đâu"), most=200, required=True)

    @validates_schema(pass_original=True)
    def refuse_names(self, values: dict, original: dict, **_options: object) -> None:
        """A field for a name, an address or a scan is refused, and so are words that look like one."""
        if any(original.get(name) for name in FORBIDDEN_FIELDS):
            text = _("Không nhận tên, địa chỉ hay bản chụp của đơn. Chỉ ghi thông tin về hàng")
            raise ValidationError(text, "details")
        for name in ("register_number", "file_place", "goods_name", "details"):
            if words := find_personal(str(values.get(name) or "")):
                text = _("Bỏ “%(words)s”: không ghi tên, địa chỉ, số của người tố cáo", words=words)
                raise ValidationError(text, name)
