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

SHOP, ONLINE, STREET, UNKNOWN = "shop", "online", "street", "unknown"

PLACE_KINDS = {
    SHOP: lazy("Cửa hàng, chợ, siêu thị"),
    ONLINE: lazy("Trên mạng"),
    STREET: lazy("Bán dạo, nơi khác"),
    UNKNOWN: lazy("Không nhớ"),
}

CHANNELS = {
    "web": lazy("Trang này"),
    "hotline": lazy("Đường dây nóng"),
    "counter": lazy("Tại trụ sở"),
    "post": lazy("Thư, đơn"),
}
