"""What a queue says in few words: what the code showed, and why a report needs attention."""

from core.i18n import gettext, lazy

VERDICTS = {
    "V1": lazy("Mã đúng"),
    "V1b": lazy("Mã đúng, mã cào mở lần đầu"),
    "V1-lot": lazy("Mã lô đúng"),
    "V1-product": lazy("Mã sản phẩm đúng"),
    "V2": lazy("Tem không do hệ thống cấp"),
    "V3": lazy("Mã có thể bị sao chép"),
    "V4": lazy("Lô đã quá hạn dùng"),
    "V5": lazy("Đang bị thu hồi"),
    "V6": lazy("Chứng nhận OCOP bị thu hồi"),
    "V7": lazy("Chứng nhận OCOP hết hạn"),
    "V8": lazy("Không tìm thấy mã"),
    "V9": lazy("Mã chưa kích hoạt"),
}
SERIOUS = {"V2", "V3", "V5"}
REPEATED = 2


def say_verdict(verdict: str, code_path: str, place_kind: str) -> str:
    """What the code showed when the report was filed."""
    if verdict:
        return str(VERDICTS.get(verdict, gettext("Mã có cảnh báo (%(state)s)", state=verdict)))
    if code_path:
        return gettext("Có mã, chưa kiểm tra được")
    return gettext("Bán trên mạng, không có mã") if place_kind == "online" else gettext("Không có mã")


def list_reasons(*, verdict: str, same_seller: int, is_held: bool, officer_name: str) -> list[str]:
    """Why to look at it first; who has it. `same_seller` counts the reports about this seller."""
    reasons = []
    if same_seller >= REPEATED:
        reasons.append(gettext("%(count)s phản ánh cùng nơi bán", count=same_seller))
    if verdict in SERIOUS:
        reasons.append(gettext("cao: mã có vấn đề"))
    if is_held:
        reasons.append(gettext("gửi dồn dập, cần xem trước"))
    if officer_name:
        reasons.append(officer_name)
    return reasons
