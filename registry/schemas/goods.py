"""The forms of producers, products, lots and their papers."""

from typing import Any

from marshmallow import post_load

from core.fields import Choice, Day, Money, Text, WholeNumber
from core.forms import FormSchema
from core.i18n import lazy
from registry import actions
from registry.products import ORIGIN_BASES, PRODUCER_KINDS

GROUPS = ("1", "2", "3", "4", "5", "6")


class ProducerForm(FormSchema):
    kind = Choice(lazy("Loại hình"), tuple(PRODUCER_KINDS), required=True)
    name = Text(lazy("Tên cơ sở"), required=True)
    tax_code = Text(lazy("Mã số thuế"), most=20)
    commune = Text(lazy("Xã, phường"), most=100, required=True)
    address = Text(lazy("Địa chỉ"), most=300)
    public_phone = Text(lazy("Số điện thoại cho người mua"), most=30)


class ProductForm(FormSchema):
    name = Text(lazy("Tên sản phẩm"), required=True)
    kind_code = Text(lazy("Loại hàng"), most=30, required=True)
    ocop_group = Choice(lazy("Nhóm OCOP"), GROUPS)
    pack = Text(lazy("Quy cách"), most=100)
    description = Text(lazy("Giới thiệu"), most=2000, lines=True)
    standard = Text(lazy("Tiêu chuẩn áp dụng"), most=300)
    listed_price = Money(lazy("Giá niêm yết"))
    origin = Text(lazy("Xuất xứ sản phẩm"), most=300)
    materials_origin = Text(lazy("Xuất xứ nguyên liệu"), most=300)
    compare_hint = Text(lazy("Điểm để so trên bao bì"), most=300)

    @post_load
    def number_group(self, values: dict, **_: Any) -> dict:
        """The group as a number; None outside OCOP."""
        values["ocop_group"] = int(values["ocop_group"]) if values["ocop_group"] else None
        return values


class LotForm(FormSchema):
    number = Text(lazy("Số lô"), most=60, required=True)
    made_on = Day(lazy("Ngày sản xuất"), required=True)
    expires_on = Day(lazy("Hạn dùng"))
    quantity = WholeNumber(lazy("Số lượng"), least=1, most=10**9)
    listed_price = Money(lazy("Giá niêm yết của lô"))
    materials_origin = Text(lazy("Xuất xứ nguyên liệu của lô"), most=300)


class BasisForm(FormSchema):
    basis = Choice(lazy("Căn cứ"), tuple(ORIGIN_BASES), required=True)
    dated = Day(lazy("Ngày của căn cứ"), required=True)
    evidence = Text(lazy("Bằng chứng"), most=300, required=True)


class CertificateForm(FormSchema):
    name = Text(lazy("Tên chứng nhận"), most=150, required=True)
    number = Text(lazy("Số chứng nhận"), most=80)
    issuer = Text(lazy("Nơi cấp"), most=150)
    issued_on = Day(lazy("Ngày cấp"))
    expires_on = Day(lazy("Ngày hết hạn"))


class GtinForm(FormSchema):
    gtin = Text(lazy("Mã GTIN"), most=40, required=True)


class ReasonForm(FormSchema):
    reason = Text(lazy("Lý do"), most=1000, lines=True, required=True)


PAPERS = {
    "origin": (BasisForm, actions.state_origin_basis),
    "certificates": (CertificateForm, actions.add_certificate),
    "gtin": (GtinForm, actions.add_gtin),
}
"""What is added to a product by producers before it is sent in, by officers after: form and action."""
