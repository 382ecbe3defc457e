"""The fields of producers and products as people call them, and how their values read. Pure."""

import json
from typing import Any

from core.i18n import lazy
from core.text import format_money

PRODUCER_FIELDS = {
    "kind": lazy("Loại hình"),
    "name": lazy("Tên cơ sở"),
    "tax_code": lazy("Mã số thuế hoặc số định danh"),
    "commune": lazy("Xã, phường"),
    "address": lazy("Địa chỉ"),
    "public_phone": lazy("Số điện thoại cho người mua"),
}
CHANGEABLE = {field: PRODUCER_FIELDS[field] for field in ("name", "commune", "address", "public_phone")}
"""What the producer of an approved facility may propose to change."""

PRODUCT_FIELDS = {
    "name": lazy("Tên sản phẩm"),
    "kind_code": lazy("Loại hàng"),
    "ocop_group": lazy("Nhóm OCOP"),
    "pack": lazy("Quy cách"),
    "description": lazy("Giới thiệu"),
    "standard": lazy("Tiêu chuẩn áp dụng"),
    "listed_price": lazy("Giá niêm yết"),
    "origin": lazy("Xuất xứ sản phẩm"),
    "materials_origin": lazy("Xuất xứ nguyên liệu"),
    "compare_hint": lazy("Điểm để so trên bao bì"),
}
"""What stands in the product's own form."""

PRODUCT_PARTS = {
    "basis": lazy("Căn cứ “sản xuất tại Việt Nam”"),
    "certificates": lazy("Chứng nhận"),
    "pictures": lazy("Ảnh bao bì"),
    "gtin": lazy("Mã GTIN"),
    "lots": lazy("Lô hàng"),
}
"""What stands beside it, each on a page of its own."""

OTHERS = {"state": lazy("Bước"), "lot": lazy("Lô hàng"), "picture": lazy("Ảnh bao bì"), "member": lazy("Người ghi")}
LABELS = OTHERS | PRODUCER_FIELDS | PRODUCT_FIELDS | PRODUCT_PARTS
PRODUCT_LABELS = LABELS | {"name": PRODUCT_FIELDS["name"]}
PRODUCER_LABELS = LABELS | {"name": PRODUCER_FIELDS["name"]}

MANDATORY = ("standard", "listed_price", "origin", "materials_origin")
"""The blocks that must be public (design of the register: standard, price, origin of goods and materials)."""


def as_plain(value: Any) -> Any:
    """A value as JSON keeps it: numbers, texts and None stay, the rest becomes text."""
    return value if value is None or isinstance(value, str | int) else str(value)


def in_words(field: str, value: Any) -> str:
    """A kept value as a person reads it; money with its unit."""
    if value in (None, ""):
        return ""
    return format_money(value) if field == "listed_price" and isinstance(value, int) else str(value)


def write_json(values: dict) -> str:
    """Values as one line of JSON, readable in the database."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True, default=str)
