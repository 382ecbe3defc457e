"""The states of a registration, its kinds of producers and bases of origin. Pure."""

from core.errors import Conflict
from core.i18n import lazy

ALLOWED: dict[str, frozenset[str]] = {
    "draft": frozenset({"submitted"}),
    "submitted": frozenset({"approved", "returned"}),
    "returned": frozenset({"submitted"}),
    "approved": frozenset({"suspended", "ended"}),
    "suspended": frozenset({"approved", "ended"}),
    "ended": frozenset(),
}
"""State -> the states it may change to."""

PUBLIC = frozenset({"approved"})
"""States in which buyers may read the product's page."""

SEEN = frozenset({"approved", "suspended", "ended"})
"""States that only a product once approved can have: its printed codes keep answering."""

EDITABLE = frozenset({"draft", "returned"})
"""States in which the producer may still change what was written."""

STATE_NAMES = {
    "draft": lazy("Đang soạn"),
    "submitted": lazy("Chờ duyệt"),
    "returned": lazy("Cần sửa"),
    "approved": lazy("Đã duyệt"),
    "suspended": lazy("Tạm dừng"),
    "ended": lazy("Đã kết thúc"),
}
STATE_TONES = {"submitted": "warn", "returned": "bad", "approved": "ok", "suspended": "bad"}

PRODUCER_KINDS = {
    "doanh_nghiep": lazy("Doanh nghiệp"),
    "hop_tac_xa": lazy("Hợp tác xã"),
    "to_hop_tac": lazy("Tổ hợp tác"),
    "ho_kinh_doanh": lazy("Hộ kinh doanh"),
    "ca_nhan": lazy("Cá nhân"),
}

PERSONS = frozenset({"ho_kinh_doanh", "ca_nhan"})
"""Kinds behind which stands one person: their numbers are never shown to buyers."""

ORIGIN_BASES = {
    "declaration": lazy("Cơ sở tự khai"),
    "co": lazy("Giấy chứng nhận xuất xứ (C/O)"),
    "label": lazy("Nhãn hàng hóa"),
    "programme": lazy("Chương trình, giải thưởng"),
}


def check_change(old: str, new: str) -> None:
    """Raises Conflict where a registration in the state `old` may not become `new`."""
    if new not in ALLOWED[old]:
        raise Conflict(
            lazy("Sản phẩm đang ở bước “%(old)s”, không chuyển sang “%(new)s” được. Tải lại trang.",
                 old=STATE_NAMES[old], new=STATE_NAMES[new])
        )  # fmt: skip
