"""Kinds and steps of warnings, and when a trader may be named. Pure."""

from typing import Any

from core.errors import Conflict
from core.i18n import lazy

KINDS = {
    "recall": lazy("Thu hồi hàng"),
    "sampling": lazy("Kết quả lấy mẫu"),
    "advice": lazy("Hàng thật - hàng giả"),
    "other": lazy("Cảnh báo khác"),
}
KIND_TONES = {"recall": "bad", "sampling": "warn", "advice": "ok", "other": "warn"}

ALLOWED: dict[str, frozenset[str]] = {
    "draft": frozenset({"submitted"}),
    "submitted": frozenset({"published", "draft"}),
    "published": frozenset({"ended"}),
    "ended": frozenset(),
}
"""State -> the states it may change to."""

STATE_NAMES = {
    "draft": lazy("Đang soạn"),
    "submitted": lazy("Chờ người thứ hai xem"),
    "published": lazy("Đang công bố"),
    "ended": lazy("Đã kết thúc"),
}
STATE_TONES = {"submitted": "warn", "published": "ok"}

LONGEST_LINE = 200  # a scan page says a warning in one sentence


def check_step(old: str, new: str) -> None:
    """Raises Conflict where a warning in the state `old` may not become `new`."""
    if new not in ALLOWED[old]:
        raise Conflict(
            lazy("Cảnh báo đang ở bước “%(old)s”, không chuyển sang “%(new)s” được. Tải lại trang.",
                 old=STATE_NAMES[old], new=STATE_NAMES[new])
        )  # fmt: skip


def may_name(row: Any) -> bool:
    """Whether the row (a warning or a sample) may name a trader: a decision was made and an article allows it."""
    return bool(row.decision_number.strip() and row.legal_ground.strip())


def shown_trader(row: Any) -> str:
    """The trader as the public may read it; empty where there is none or may not be."""
    return row.trader if may_name(row) else ""


def shows_product(row: Any) -> bool:
    """Whether the public may see which product is meant, for a product names its producer.

    A recall is public for whoever holds the goods, advice speaks for the true maker; anything else
    needs what naming a trader needs.
    """
    return row.product_id is not None and (row.kind in ("recall", "advice") or may_name(row))
