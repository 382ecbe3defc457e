"""What pages call the states and verdicts of files. Pure."""

from core.i18n import lazy

STATE_NAMES = {
    "reading": lazy("Đang đọc"),
    "ready": lazy("Đọc xong, chưa ghi"),
    "checking": lazy("Đang so lại với sổ"),
    "publishing": lazy("Đang ghi vào sổ"),
    "stopped": lazy("Dừng, mới ghi một phần"),
    "published": lazy("Đã ghi vào sổ"),
    "cancelled": lazy("Đã hủy"),
}
STATE_TONES = {
    "reading": "warn", "ready": "warn", "checking": "warn", "publishing": "warn", "stopped": "bad", "published": "ok",
    "cancelled": "grey",
}  # fmt: skip
VERDICT_NAMES = {
    "wrong": lazy("Sai"),
    "new": lazy("Mới"),
    "changed": lazy("Thay đổi"),
    "same": lazy("Như cũ"),
}
VERDICT_TONES = {"wrong": "bad", "new": "ok", "changed": "warn", "same": "grey"}
