"""The fixed lists of what an inspection leads to, and which step of the evidence may follow which. Pure."""

from collections.abc import Iterable

from core.i18n import lazy
from core.text import format_number

DECISION_KINDS = {
    "fine": lazy("Phạt tiền"),
    "warning": lazy("Cảnh cáo"),
    "confiscation": lazy("Tịch thu tang vật, không phạt tiền"),
    "remedy": lazy("Chỉ buộc khắc phục hậu quả"),
}
RECORDS = {
    "inspection_minutes": lazy("Biên bản kiểm tra"),
    "violation_minutes": lazy("Biên bản vi phạm hành chính"),
    "seizure_minutes": lazy("Biên bản tạm giữ"),
    "other_minutes": lazy("Biên bản khác"),
    "sample_taken": lazy("Lấy mẫu"),
    "sample_sealed": lazy("Niêm phong mẫu"),
    "sample_sent": lazy("Gửi mẫu giám định"),
    "sample_result": lazy("Có kết quả giám định"),
}
NEEDS_NUMBER = ("inspection_minutes", "violation_minutes", "seizure_minutes", "other_minutes", "sample_result")
AFTER = {"sample_sealed": "sample_taken", "sample_sent": "sample_sealed", "sample_result": "sample_sent"}
"""A step of a sample -> the step that must stand before it."""

RESULTS = {
    "passed": lazy("Đạt"),
    "failed": lazy("Không đạt"),
    "fake": lazy("Hàng giả"),
    "unclear": lazy("Không kết luận được"),
}
TREATMENTS = {
    "held": lazy("Tạm giữ"),
    "returned": lazy("Trả lại"),
    "confiscated": lazy("Tịch thu"),
    "sold": lazy("Bán hàng tịch thu"),
    "destroyed": lazy("Tiêu hủy"),
    "awaiting": lazy("Chờ xử lý"),
    "ordered": lazy("Buộc tiêu hủy"),
}
EFFECTS = {
    "block": lazy("Khóa mã"),
    "withdraw": lazy("Rút địa chỉ tin cậy"),
    "warn": lazy("Soạn cảnh báo"),
    "ocop": lazy("Đề nghị thu hồi OCOP"),
}
ANSWERS = {
    "own": lazy("Hàng của cơ sở tôi"),
    "fake": lazy("Không phải hàng của cơ sở tôi"),
    "unsure": lazy("Chưa nhận ra được"),
}


def standing(rows: Iterable) -> list:
    """The rows that hold: neither taken back nor a taking back themselves."""
    rows = list(rows)
    gone = {row.reverses for row in rows if row.reverses is not None}
    return [row for row in rows if row.reverses is None and row.seq not in gone]


def missing_step(kind: str, sample: str, rows: Iterable) -> str:
    """The step of this sample that has to stand first; empty when all is in order."""
    before = AFTER.get(kind, "")
    done = {row.kind for row in standing(rows) if row.sample == sample}
    return before if before and before not in done else ""


def steps_after(kind: str, sample: str, rows: Iterable) -> bool:
    """Whether a later step of the sample rests on this one."""
    later = {step for step, before in AFTER.items() if before == kind}
    return any(row.kind in later and row.sample == sample for row in standing(rows))


def say_quantity(thousandths: int) -> str:
    """2500 -> "2,5"; 1200000 -> "1.200"."""
    whole, rest = divmod(abs(thousandths), 1000)
    words = format_number(whole) + (f",{rest:03d}".rstrip("0") if rest else "")
    return f"−{words}" if thousandths < 0 else words
