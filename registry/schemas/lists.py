"""The forms of badges, marks, key kinds, trusted places and industrial goods."""

from core.fields import Choice, Day, Text
from core.forms import FormSchema
from core.i18n import lazy
from registry.badges import MARK_KINDS, RANKS, TRUSTED_KINDS


class BadgeForm(FormSchema):
    scheme = Text(lazy("Danh hiệu và cấp"), most=60, required=True)
    issuer = Text(lazy("Cơ quan công nhận"), most=150, required=True)
    decision_number = Text(lazy("Số quyết định"), most=80, required=True)
    issued_on = Day(lazy("Ngày cấp"), required=True)
    valid_until = Day(lazy("Ngày hết hạn"))


class BadgeEndForm(FormSchema):
    on = Day(lazy("Ngày thu hồi"), required=True)
    decision_number = Text(lazy("Số quyết định"), most=80, required=True)
    reason = Text(lazy("Lý do"), most=500, required=True)


class MarkForm(FormSchema):
    kind = Choice(lazy("Loại"), tuple(MARK_KINDS), required=True)
    name = Text(lazy("Tên nhãn hiệu"), most=150, required=True)
    number = Text(lazy("Số văn bằng"), most=60, required=True)
    owner = Text(lazy("Chủ sở hữu"), required=True)
    issuer = Text(lazy("Nơi cấp"), most=150, required=True)
    granted_on = Day(lazy("Ngày cấp"), required=True)
    valid_until = Day(lazy("Ngày hết hạn"))


class KeyKindForm(FormSchema):
    rank = Choice(lazy("Xếp là"), tuple(RANKS), required=True)
    kind_code = Text(lazy("Loại hàng"), most=30, required=True)
    issuer = Text(lazy("Cơ quan quyết định"), most=150, required=True)
    decision_number = Text(lazy("Số quyết định"), most=80, required=True)
    valid_from = Day(lazy("Từ ngày"), required=True)
    valid_to = Day(lazy("Đến ngày"))


class TrustedForm(FormSchema):
    kind = Choice(lazy("Loại"), tuple(TRUSTED_KINDS), required=True)
    name = Text(lazy("Tên"), required=True)
    address = Text(lazy("Địa chỉ"), most=300, required=True)
    commune = Text(lazy("Xã, phường"), most=100, required=True)
    tax_code = Text(lazy("Mã số thuế của cơ sở trong sổ"), most=20)
    voucher = Text(lazy("Ai giới thiệu"), most=150, required=True)
    basis = Text(lazy("Căn cứ"), most=300, required=True)
    valid_from = Day(lazy("Từ ngày"), required=True)
    valid_to = Day(lazy("Đến ngày"))


class WithdrawalForm(FormSchema):
    on = Day(lazy("Ngày rút"), required=True)
    reason = Text(lazy("Lý do"), most=500, required=True)


class IndustrialForm(FormSchema):
    hs_code = Text(lazy("Mã HS"), most=20, required=True)
    name = Text(lazy("Tên hàng"), most=250, required=True)
    specification = Text(lazy("Thông số"), most=300)
    standard = Text(lazy("Tiêu chuẩn áp dụng"), most=200)
    maker = Text(lazy("Nơi sản xuất"), required=True)
    proposer = Text(lazy("Nơi đề nghị"), most=150)
    proposed_on = Day(lazy("Ngày đề nghị"))
    publisher = Text(lazy("Cơ quan công bố"), most=150)
    decision_number = Text(lazy("Số quyết định"), most=80)
    published_on = Day(lazy("Ngày công bố"))


class PublicationForm(FormSchema):
    publisher = Text(lazy("Cơ quan công bố"), most=150, required=True)
    decision_number = Text(lazy("Số quyết định"), most=80, required=True)
    published_on = Day(lazy("Ngày công bố"), required=True)


class FileForm(FormSchema):
    """A file alone; what is in it is read by its own rules."""


