"""A tally as pages show it: grouped, each figure in words with the link behind it."""

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from core.clock import local
from core.i18n import _, lazy
from core.text import format_date, format_number
from reports.figures import guard_small, say_guarded
from reports.indicators import Line, say_part
from reports.scope import Scope

GROUPS = {
    "enforcement": lazy("Kiểm tra, xử lý vi phạm"),
    "cases": lazy("Phản ánh của người dân"),
    "register": lazy("Sản phẩm, chủ thể, điểm bán"),
    "selling": lazy("Bán trên mạng"),
    "markets": lazy("Xây, sửa và quản lý chợ"),
    "codes": lazy("Mã và lượt quét"),
    "events": lazy("Hoạt động của Cuộc vận động"),
    "duties": lazy("Nhiệm vụ, báo cáo đúng hạn"),
    "funds": lazy("Kinh phí, mua sắm công"),
    "opinions": lazy("Bình chọn, văn bản"),
}
CASES, AFTER_REPORTS = "cases", ("E1.linked", "E1.citizens")
APART = ("A2.requests", "A9.claimed")
GUARDED = (CASES, "codes", "enforcement")

COLUMNS = {
    "product": lazy("Sản phẩm"),
    "producer": lazy("Cơ sở"),
    "producer_kind": lazy("Loại hình"),
    "kind": lazy("Loại"),
    "kind_name": lazy("Tên loại"),
    "stars": lazy("Sao"),
    "issued_on": lazy("Ngày công nhận"),
    "valid_until": lazy("Hết hạn"),
    "place": lazy("Nơi"),
    "name": lazy("Tên"),
    "address": lazy("Địa chỉ trong nguồn"),
    "known_on": lazy("Biết từ ngày"),
    "method": lazy("Cách khảo sát"),
    "home": lazy("Hàng Việt"),
    "whole": lazy("Tổng"),
    "share_tenths": lazy("Tỷ trọng (phần nghìn)"),
    "before": lazy("Trước"),
    "after": lazy("Sau"),
    "capacity": lazy("Năng lực một tháng"),
    "number": lazy("Số"),
    "day": lazy("Ngày"),
    "source": lazy("Căn cứ"),
    "outcome": lazy("Kết quả"),
    "violation": lazy("Hành vi"),
    "amount": lazy("Số tiền (đồng)"),
    "is_estimate": lazy("Ước tính"),
    "filed_at": lazy("Ngày gửi"),
    "channel": lazy("Kênh nhận"),
    "state": lazy("Bước"),
    "lot": lazy("Lô"),
    "granted": lazy("Số tem đã cấp"),
    "sent_at": lazy("Ngày gửi"),
    "opened_at": lazy("Ngày mở mã cào"),
    "issued_at": lazy("Ngày cấp"),
    "count": lazy("Số lượng"),
    "verdict": lazy("Kết quả quét"),
    "row": lazy("Dòng báo cáo"),
    "event": lazy("Hoạt động"),
    "starts_on": lazy("Từ ngày"),
    "ends_on": lazy("Đến ngày"),
    "measure": lazy("Số đo"),
    "taken": lazy("Số mẫu"),
    "passed": lazy("Số mẫu đạt"),
    "failed": lazy("Số mẫu không đạt"),
    "value": lazy("Giá trị"),
    "unit": lazy("Đơn vị"),
    "qualifier": lazy("Chữ đi kèm"),
    "as_of": lazy("Tính đến ngày"),
    "local": lazy("Của tỉnh"),
    "partner": lazy("Sàn liên kết"),
    "platform": lazy("Sàn bán hàng"),
    "voucher": lazy("Ai giới thiệu"),
    "level": lazy("Cấp"),
    "who": lazy("Đơn vị thực hiện"),
    "done_on": lazy("Ngày xong"),
    "scheme": lazy("Danh hiệu"),
}


@dataclass(frozen=True)
class Shown:
    """One line of a page."""

    line: Line
    words: str
    href: str


def group_lines(lines: list[Line], scope: Scope, *, base: str, guarded: bool = False) -> list[tuple[str, list[Shown]]]:
    """Groups of lines with their headings. `guarded`: small counts are hidden, as for everybody."""
    telling = _tell(lines) if guarded else {}
    found = [_show(line, scope, base, telling.get(line.id, "exact")) for line in lines]
    groups = [(str(title), [one for one in found if one.line.family == family]) for family, title in GROUPS.items()]
    return [(title, shown) for title, shown in groups if shown]


def _show(line: Line, scope: Scope, base: str, telling: str) -> Shown:
    address = f"{base}{line.id}?{urlencode(scope.arguments)}" if base.endswith("/") else base + line.id
    return Shown(line, say_guarded(line.figure, telling), address)


def _tell(lines: list[Line]) -> dict[str, str]:
    """How each guarded count may be told, judged among the parts of its whole."""
    told: dict[str, str] = {}
    counts = [line for line in lines if line.family in GUARDED and line.figure.unit != "đồng"]
    for whole in {_whole(line) for line in counts}:
        parts = {line.id: line.figure.value for line in counts if _whole(line) == whole}
        told |= guard_small(parts)
    return told


def _whole(line: Line) -> str:
    """What a count is a part of; the ids in APART count something else than what they stand under."""
    return line.id if line.id in APART else line.whole


def for_everybody(lines: list[Line], scope: Scope, months: Scope | None) -> list[Line]:
    """Lines for everybody: no single communes, which are too small, and no parts with nothing in them.

    Below a province, and outside whole months that are over, nothing is told of reports: "fewer than 5" today
    would tell a seller that one came in.
    """
    told = [line for line in lines if not line.id.startswith(("E11.place", "B8.", "C8."))]
    if scope.is_small or months is None:
        told = [line for line in told if line.family != CASES and line.id not in AFTER_REPORTS]
    return [line for line in told if line.figure.value or not line.whole]


def say_cell(column: str, value: object) -> str:
    """A value of a row in words."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("có") if value else ""
    if isinstance(value, datetime):
        return format_date(local(value).date())
    if isinstance(value, date):
        return format_date(value)
    return format_number(value) if isinstance(value, int) else say_part(str(value))


def say_day(line: Line) -> str:
    """The time of a figure: a day for a stock, two for a flow."""
    figure = line.figure
    days = [figure.as_of] if figure.as_of else [figure.from_day, figure.to_day]
    return " – ".join(format_date(day) for day in days if day)
