"""The states of a transfer to another body. One plain table says every change there is."""

from core.errors import Conflict
from core.i18n import lazy

SENT, TAKEN, REFUSED, ANSWERED, RECALLED = "sent", "acknowledged", "refused", "answered", "recalled"

STATES = {
    SENT: lazy("Đã gửi, chờ báo nhận"),
    TAKEN: lazy("Đã nhận, chờ trả lời"),
    REFUSED: lazy("Trả lại"),
    ANSWERED: lazy("Đã trả lời"),
    RECALLED: lazy("Đã thu hồi"),
}
CHANGES = {
    SENT: (TAKEN, REFUSED, ANSWERED, RECALLED),
    TAKEN: (REFUSED, ANSWERED, RECALLED),
    REFUSED: (),
    ANSWERED: (),
    RECALLED: (),
}
LIVING = (SENT, TAKEN)
ACTS = {"take": TAKEN, "refuse": REFUSED, "answer": ANSWERED}
"""What a body may do -> the state after it."""

LINK, PAPER = "link", "paper"
CHANNELS = {LINK: lazy("Đường dẫn một lần gửi vào hộp thư"), PAPER: lazy("Phiếu giấy có số")}


def check_change(before: str, after: str) -> None:
    """Raises Conflict when the table does not allow the change."""
    if after not in CHANGES[before]:
        raise Conflict(lazy(
            "Phiếu chuyển đang ở bước “%(before)s” nên không ghi “%(after)s” được nữa.",
            before=STATES[before], after=STATES[after],
        ))  # fmt: skip
