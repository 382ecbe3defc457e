"""The fixed lists of inspections: where they come from, what they end in, under which headings money is kept."""

from core.i18n import lazy

SOURCES = {
    "plan": lazy("Theo kế hoạch"),
    "sudden": lazy("Đột xuất"),
    "citizens": lazy("Tin báo của người dân"),
    "transfer": lazy("Cơ quan khác chuyển đến"),
    "team": lazy("Đoàn liên ngành"),
    "online": lazy("Giám sát trên mạng"),
}
OUTCOMES = {
    "violation": lazy("Có vi phạm"),
    "none": lazy("Không có vi phạm"),
    "verifying": lazy("Đang xác minh"),
}
MONEY_KINDS = {
    "fine_received": lazy("Tiền phạt đã thu"),
    "confiscated_sold": lazy("Tiền bán hàng tịch thu"),
    "other_received": lazy("Khoản thu khác"),
    "destroyed": lazy("Trị giá hàng tịch thu đã tiêu hủy"),
    "awaiting_disposal": lazy("Trị giá hàng tịch thu chờ xử lý"),
    "ordered_destroyed": lazy("Trị giá hàng buộc tiêu hủy"),
}
PAID_TO_BUDGET = ("fine_received", "confiscated_sold", "other_received")
