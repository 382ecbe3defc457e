"""Shapes of the report's forms: what was typed becomes answers."""

from datetime import date, timedelta

from marshmallow import ValidationError, fields, post_load, validates_schema

from complaints.contacts import read_email, read_phone
from complaints.kinds import ASKED, WISHES
from core import clock
from core.fields import Choice, Day, Money, Row, Text
from core.forms import FormSchema
from core.i18n import gettext as _
from core.i18n import lazy

BOUGHT = {
    "today": lazy("Hôm nay"),
    "yesterday": lazy("Hôm qua"),
    "week": lazy("Trong 7 ngày"),
    "other": lazy("Ngày khác"),
    "unknown": lazy("Không nhớ"),
}
MOST_DETAILS = 2000


class ShopForm(FormSchema):
    """Where the goods were seen: a commune by its name, and the place in the person's words."""

    commune = Text(lazy("Xã, phường"), most=120)
    commune_id = Row(lazy("Xã, phường"))
    seller = Text(lazy("Tên hoặc mô tả nơi bán"), most=300)

    @validates_schema
    def need_a_place(self, values: dict, **_options: object) -> None:
        """Either of the two will do."""
        if not values.get("commune") and not values.get("commune_id") and not values.get("seller"):
            raise ValidationError(_("Ghi nơi bán, hoặc chọn “Không nhớ”"), "seller")


class OnlineForm(FormSchema):
    """Where it is sold online."""

    online_address = Text(lazy("Đường dẫn hoặc tên tài khoản bán"), most=500)
    seller = Text(lazy("Tên người bán, nếu biết"), most=300)

    @validates_schema
    def need_an_address(self, values: dict, **_options: object) -> None:
        if not values.get("online_address"):
            raise ValidationError(_("Dán đường dẫn hoặc ghi tên tài khoản bán"), "online_address")


class DetailsForm(FormSchema):
    """What else the person tells; all of it may be left out."""

    goods_name = Text(lazy("Tên món hàng"), most=200)
    details = Text(lazy("Bạn thấy điều gì lạ?"), most=MOST_DETAILS, lines=True)
    price = Money(lazy("Giá"))
    bought = Choice(lazy("Mua khi nào"), list(BOUGHT))
    bought_on_day = Text(lazy("Ngày"), most=10)
    bought_on_month = Text(lazy("Tháng"), most=10)
    bought_on_year = Text(lazy("Năm"), most=10)

    @post_load
    def read_day(self, values: dict, **_options: object) -> dict:
        """The parts of the date as one day, by what was chosen."""
        parts = {part: values.pop(f"bought_on_{part}") for part in ("day", "month", "year")}
        today, chosen = clock.today(), values.pop("bought")
        if chosen == "other" or (not chosen and any(parts.values())):
            values["bought_on"] = _read_parts(parts, today)
        else:
            values["bought_on"] = {"today": today, "yesterday": today - timedelta(days=1)}.get(chosen)
        values["bought_from"] = today - timedelta(days=7) if chosen == "week" else None
        return values


class AskedForm(FormSchema):
    """What is wanted of the trader, whether the trader was asked, when, and where the buyer lives."""

    wish = Choice(lazy("Bạn muốn người bán làm gì?"), list(WISHES), required=True)
    asked = Choice(lazy("Đã yêu cầu người bán chưa?"), list(ASKED), required=True)
    asked_on = Day(lazy("Ngày yêu cầu người bán"))
    home_id = Row(lazy("Bạn sống ở tỉnh, thành phố nào?"))

    @validates_schema
    def need_a_day(self, values: dict, **_options: object) -> None:
        """A day that has been, wherever the trader was asked."""
        asked_on = values.get("asked_on")
        if values.get("asked") in ("asked", "refused") and asked_on is None:
            raise ValidationError(_("Ghi ngày đã yêu cầu người bán"), "asked_on")
        if asked_on and asked_on > clock.today():
            raise ValidationError(_("Ngày yêu cầu người bán phải là hôm nay hoặc trước đó"), "asked_on")

    @post_load
    def drop_day(self, values: dict, **_options: object) -> dict:
        """Who has not asked has no day."""
        return values | ({"asked_on": None} if values["asked"] == "not_yet" else {})


class PhoneForm(FormSchema):
    """A phone number, shown back as typed."""

    phone = Text(lazy("Số điện thoại"), most=30)

    @validates_schema
    def need_a_phone(self, values: dict, **_options: object) -> None:
        try:
            read_phone(values.get("phone", ""))
        except ValueError:
            raise ValidationError(_("Số điện thoại cần 10 số, bắt đầu bằng 0"), "phone") from None


class EmailForm(FormSchema):
    """An e-mail address."""

    email = Text(lazy("Thư điện tử"), most=200)

    @validates_schema
    def need_an_address(self, values: dict, **_options: object) -> None:
        try:
            read_email(values.get("email", ""))
        except ValueError:
            raise ValidationError(_("Địa chỉ thư điện tử cần có dạng ten@noi.vn"), "email") from None


class ReplyForm(FormSchema):
    """What a reporter adds later."""

    text = Text(lazy("Nội dung"), most=MOST_DETAILS, lines=True)
    disagrees = fields.Boolean(load_default=False)


class RatingForm(FormSchema):
    """What a reporter thinks of the handling."""

    score = Choice(lazy("Mức đánh giá"), ["3", "2", "1"], required=True)
    rating_words = Text(lazy("Điều bạn muốn nói thêm"), most=1000, lines=True)


class ContactForm(FormSchema):
    """A reporter's own contact, corrected."""

    phone = Text(lazy("Số điện thoại"), most=30)
    email = Text(lazy("Thư điện tử"), most=200)


def _read_parts(parts: dict[str, str], today: date) -> date:
    words = {"day": _("ngày"), "month": _("tháng"), "year": _("năm")}
    missing = [words[part] for part, text in parts.items() if not text]
    if missing:
        raise ValidationError(_("Ngày mua thiếu %(parts)s", parts=", ".join(missing)), "bought_on")
    try:
        day = date(*(int(parts[part]) for part in ("year", "month", "day")))
    except (ValueError, OverflowError):
        sent = "/".join(parts.values())
        raise ValidationError(_("Ngày mua “%(sent)s” không có trong lịch", sent=sent), "bought_on") from None
    if day > today:
        raise ValidationError(_("Ngày mua phải là hôm nay hoặc trước đó"), "bought_on")
    return day
