"""Applications of producers: kinds, outcomes, states of a proposed change and of a producer. Pure."""

from core.errors import Conflict
from core.i18n import lazy

KINDS = {
    "producer": lazy("Đăng ký cơ sở"),
    "product": lazy("Đăng ký sản phẩm"),
    "change": lazy("Đề nghị thay đổi"),
}
OUTCOMES = {
    "": lazy("Đang xem xét"),
    "approved": lazy("Đã duyệt"),
    "returned": lazy("Trả lại để sửa"),
    "withdrawn": lazy("Đã rút"),
}
TONES = {"": "warn", "approved": "ok", "returned": "bad"}

PROPOSAL_NAMES = {
    "draft": lazy("Đang soạn"),
    "submitted": lazy("Chờ duyệt"),
    "returned": lazy("Cần sửa"),
    "approved": lazy("Đã duyệt"),
    "withdrawn": lazy("Đã rút"),
}
PROPOSAL_OPEN = ("draft", "submitted", "returned")
PROPOSAL_ALLOWED: dict[str, frozenset[str]] = {
    "draft": frozenset({"submitted", "withdrawn"}),
    "submitted": frozenset({"approved", "returned", "withdrawn"}),
    "returned": frozenset({"submitted", "withdrawn"}),
    "approved": frozenset(),
    "withdrawn": frozenset(),
}

PRODUCER_ALLOWED: dict[str, frozenset[str]] = {
    "draft": frozenset({"submitted", "approved"}),
    "submitted": frozenset({"approved", "returned"}),
    "returned": frozenset({"submitted", "approved"}),
    "approved": frozenset({"suspended"}),
    "suspended": frozenset({"approved"}),
}
"""State of a producer -> the states it may change to."""

PRODUCER_EDITABLE = frozenset({"draft", "returned"})


def check_producer_change(old: str, new: str, names: dict) -> None:
    """Raises Conflict where a producer in the state `old` may not become `new`."""
    if new not in PRODUCER_ALLOWED[old]:
        raise Conflict(
            lazy("Cơ sở đang ở bước “%(old)s”, không chuyển sang “%(new)s” được. Tải lại trang.",
                 old=names[old], new=names[new])
        )  # fmt: skip


def check_proposal_change(old: str, new: str) -> None:
    """Raises Conflict where a proposed change in the state `old` may not become `new`."""
    if new not in PROPOSAL_ALLOWED[old]:
        raise Conflict(
            lazy("Đề nghị đang ở bước “%(old)s”, không chuyển sang “%(new)s” được. Tải lại trang.",
                 old=PROPOSAL_NAMES[old], new=PROPOSAL_NAMES[new])
        )  # fmt: skip
