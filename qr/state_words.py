"""States of codes in words: names, what a change is called, what buyers will read after it."""

from core.i18n import lazy
from qr.code_states import NEEDS_REASON

STATES = {
    "reserved": (lazy("Đã tạo"), "grey"),
    "printed": (lazy("Đã in"), "grey"),
    "active": (lazy("Đã kích hoạt"), "ok"),
    "in_trade": (lazy("Đang lưu thông"), "ok"),
    "sold": (lazy("Đã bán"), "grey"),
    "void": (lazy("Đã hủy"), "bad"),
    "stolen": (lazy("Báo mất"), "bad"),
    "blocked": (lazy("Tạm khóa"), "warn"),
    "claimed": (lazy("Đã mở mã cào"), "grey"),
}
"""State -> its name and tone."""

CHANGES = {
    "active": lazy("Kích hoạt"),
    "in_trade": lazy("Đã xuất hàng"),
    "sold": lazy("Đã bán"),
    "void": lazy("Hủy tem"),
    "stolen": lazy("Báo mất tem"),
    "blocked": lazy("Tạm khóa"),
}
"""State -> what bringing codes there is called."""

CONSEQUENCES = {
    "active": lazy("Người quét các mã này sẽ thấy “Mã đúng”. Chỉ kích hoạt khi tem đã dán lên hàng."),
    "in_trade": lazy("Người quét các mã này vẫn thấy “Mã đúng”."),
    "sold": lazy("Người quét các mã này vẫn thấy “Mã đúng”."),
    "void": lazy("Người quét các mã này sẽ thấy “Mã này đã hủy” và lý do dưới đây. Không đổi lại được."),
    "stolen": lazy("Người quét các mã này sẽ thấy “Tem này đã được báo mất”. Không đổi lại được."),
    "blocked": lazy("Người quét các mã này sẽ thấy “Mã này đang bị tạm khóa” và tên đơn vị của bạn."),
}

UNDO = lazy("Hoàn tác: mã trở lại như trước, lịch sử vẫn giữ cả hai lần đổi.")

LEVELS = {
    "item": lazy("Từng món"),
    "lot": lazy("Cả lô"),
    "product": lazy("Mọi món của sản phẩm"),
}
PROVES = {
    "item": lazy("Mỗi món một mã. Cho biết đúng món đó được cấp mã, đã kích hoạt, bị hủy, báo mất hay bị sao chép."),
    "lot": lazy("Một mã chung cho cả lô. Cho biết lô có đăng ký, hạn dùng, thu hồi; không cho biết về từng món."),
    "product": lazy("Một mã chung cho mọi món. Cho biết sản phẩm có đăng ký; không cho biết về lô, về từng món."),
}
"""Level of a code -> what it can prove."""

REQUESTS = {
    "waiting": (lazy("Chờ trả lời"), "warn"),
    "approved": (lazy("Đã cấp"), "ok"),
    "returned": (lazy("Trả lại"), "bad"),
    "withdrawn": (lazy("Đã rút"), "grey"),
}


def words_of(values: dict) -> dict:
    """The words of the change that a form asked for; `values` as typed."""
    asked, is_undo = str(values.get("state") or ""), bool(values.get("undo"))
    return {
        "states": STATES, "asked": asked if asked in CHANGES else "", "is_undo": is_undo, "changes": CHANGES,
        "consequence": UNDO if is_undo else CONSEQUENCES.get(asked, ""),
        "needs_reason": is_undo or asked in NEEDS_REASON,
    }  # fmt: skip
