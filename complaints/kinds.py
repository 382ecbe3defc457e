"""What the form asks by pressing a button: codes, their words and their drawings."""

from core.i18n import lazy

SIGNS = {
    "fake": "fake",
    "label": "label",
    "expired": "expired",
    "no_label": "no-label",
    "poor": "poor",
    "ocop": "stars",
    "other": "other",
    "unsure": "unsure",
}
"""Kind of problem (a dated row each, data/complaint_kind.csv) -> its drawing."""

INSPECT, MONEY, BOTH = "inspect", "money", "both"

AIMS = {
    INSPECT: lazy("Đề nghị kiểm tra"),
    MONEY: lazy("Đòi lại tiền, đổi hàng"),
    BOTH: lazy("Cả hai"),
}
"""An inspection is the State's work (phản ánh); money back is asked of the trader first (Luật 19/2023/QH15)."""

WISHES = {
    "refund": lazy("Hoàn tiền"),
    "exchange": lazy("Đổi hàng khác"),
    "repair": lazy("Sửa, làm lại"),
    "damages": lazy("Bồi thường"),
}

ASKED = {
    "not_yet": lazy("Chưa yêu cầu"),
    "asked": lazy("Đã yêu cầu, đang chờ hoặc không trả lời"),
    "refused": lazy("Đã yêu cầu và bị từ chối"),
}

HELPERS = {
    "digital_team": lazy("Tổ công nghệ số cộng đồng"),
    "commune": lazy("Cán bộ xã, phường, ấp, thôn"),
    "mttq": lazy("Mặt trận, đoàn thể, hội"),
    "family": lazy("Người nhà, hàng xóm"),
}

SHOP, ONLINE, STREET, UNKNOWN = "shop", "online", "street", "unknown"

PLACE_KINDS = {
    SHOP: lazy("Cửa hàng, chợ, siêu thị"),
    ONLINE: lazy("Trên mạng"),
    STREET: lazy("Bán dạo, nơi khác"),
    UNKNOWN: lazy("Không nhớ"),
}
