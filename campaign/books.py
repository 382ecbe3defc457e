"""The campaign's own books: which there are, what a line holds, who writes it, who reads it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from campaign.words import QUALIFIERS
from core.i18n import lazy

DEPARTMENT = ("so_cong_thuong",)
MARKET = ("so_cong_thuong", "chi_cuc")


@dataclass(frozen=True)
class Entry:
    """One field of a line. `kind`: text, lines, day, money, number, choice."""

    name: str
    label: object
    kind: str = "text"
    required: bool = True
    most: int = 200
    least: int = 0
    choices: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Book:
    """A book. `shown` names the columns of its table, `day` the date it is sorted by.

    `writers` are kinds of units that write it, none for all; `is_public`: everybody reads it.
    """

    key: str
    title: object
    entries: tuple[Entry, ...]
    shown: tuple[str, ...]
    day: str
    writers: tuple[str, ...] = ()
    is_public: bool = False

    def entry(self, name: str) -> Entry:
        """The field of a name."""
        return next(each for each in self.entries if each.name == name)


def _span(first: str = "starts_on", last: str = "ends_on") -> tuple[Entry, Entry]:
    return Entry(first, lazy("Từ ngày"), "day"), Entry(last, lazy("Đến ngày"), "day")


def _number(label: object = lazy("Số quyết định, văn bản"), *, required: bool = False) -> Entry:
    return Entry("number", label, required=required, most=80)


LAST = (
    Entry("source", lazy("Văn bản nguồn"), required=False, most=300),
    Entry("note", lazy("Ghi chú"), "lines", required=False, most=2000),
)
YEAR = Entry("year", lazy("Năm"), "number", least=2009, most=2100)

PURCHASES = Book(
    "purchases", lazy("Mua sắm công hàng Việt"),
    (
        Entry("name", lazy("Cơ quan mua sắm")), YEAR,
        Entry("home_value", lazy("Giá trị hàng sản xuất trong nước (đồng)"), "money"),
        Entry("whole_value", lazy("Giá trị mọi hàng đã mua (đồng)"), "money"),
        Entry("goods_code", lazy("Mã HS trong danh mục hàng trong nước đã sản xuất được"), required=False, most=8),
    ),
    ("name", "year", "home_value", "whole_value"), "year",
)  # fmt: skip

SUPERVISION = Book(
    "supervision", lazy("Kiểm tra, giám sát"),
    (
        Entry("kind", lazy("Nội dung"), "choice", choices={
            "committee": lazy("thực hiện Cuộc vận động ở các Ban Chỉ đạo"),
            "policy": lazy("thi hành chính sách, pháp luật"),
            "promotion": lazy("chương trình khuyến mại")}),
        Entry("name", lazy("Nơi được kiểm tra, giám sát")), Entry("held_on", lazy("Ngày"), "day"),
        Entry("finding", lazy("Kết luận"), "lines", most=3000),
        Entry("follow_up", lazy("Việc phải làm sau đó"), "lines", required=False, most=3000),
        Entry("followed_on", lazy("Ngày làm xong việc sau đó"), "day", required=False),
    ),
    ("name", "kind", "held_on", "finding", "followed_on"), "held_on",
)  # fmt: skip

FUNDS = Book(
    "funds", lazy("Kinh phí"),
    (Entry("name", lazy("Đơn vị được cấp kinh phí")), YEAR, Entry("amount", lazy("Số tiền (đồng)"), "money")),
    ("name", "year", "amount"), "year",
)  # fmt: skip

PRICES = Book(
    "prices", lazy("Bình ổn thị trường, giá"),
    (
        Entry("name", lazy("Chương trình"), most=250), _number(), *_span(),
        Entry("goods", lazy("Mặt hàng"), "lines", most=1000),
        Entry("firms", lazy("Số doanh nghiệp tham gia"), "number", most=100_000),
        Entry("outlets", lazy("Số điểm bán"), "number", required=False, most=1_000_000),
    ),
    ("name", "starts_on", "ends_on", "goods", "firms"), "ends_on", is_public=True,
)  # fmt: skip

TEAMS = Book(
    "teams", lazy("Đoàn kiểm tra liên ngành"),
    (
        Entry("name", lazy("Tên đoàn"), most=250), _number(lazy("Số quyết định thành lập"), required=True),
        Entry("decided_on", lazy("Ngày quyết định"), "day"), Entry("head", lazy("Cơ quan chủ trì")),
        Entry("members", lazy("Cơ quan thành viên"), "lines", most=1000), Entry("matter", lazy("Lĩnh vực"), most=250),
        Entry("cases", lazy("Số vụ đã kiểm tra"), "number", required=False, most=1_000_000),
    ),
    ("name", "number", "decided_on", "head", "matter", "cases"), "decided_on",
)  # fmt: skip

PROMOTIONS = Book(
    "promotions", lazy("Khuyến mại"),
    (
        Entry("kind", lazy("Đăng ký hay thông báo"), "choice", choices={
            "registered": lazy("đăng ký (Sở xác nhận)"), "notified": lazy("thông báo")}),
        Entry("name", lazy("Chương trình"), most=250), Entry("trader", lazy("Thương nhân")),
        Entry("goods", lazy("Hàng hóa"), most=300), Entry("form", lazy("Hình thức"), required=False, most=150),
        Entry("value", lazy("Giá trị giải thưởng, giảm giá (đồng)"), "money", required=False),
        Entry("home_percent", lazy("Tỷ lệ hàng Việt (phần trăm)"), "number", required=False, most=100),
        Entry("received_on", lazy("Ngày nhận hồ sơ"), "day"), _number(lazy("Số xác nhận")), *_span(),
    ),
    ("name", "kind", "trader", "goods", "starts_on", "ends_on"), "received_on", DEPARTMENT, is_public=True,
)  # fmt: skip

FAIRS = Book(
    "fairs", lazy("Xác nhận hội chợ, triển lãm"),
    (
        Entry("file_number", lazy("Số hồ sơ"), most=80), Entry("name", lazy("Hội chợ, triển lãm"), most=250),
        Entry("organiser", lazy("Đơn vị tổ chức")), Entry("place", lazy("Nơi tổ chức"), most=300), *_span(),
        Entry("outcome", lazy("Kết quả"), "choice", choices={
            "confirmed": lazy("xác nhận"), "refused": lazy("không xác nhận")}),
        _number(lazy("Số văn bản trả lời")), Entry("decided_on", lazy("Ngày trả lời"), "day"),
    ),
    ("name", "organiser", "place", "starts_on", "ends_on", "outcome"), "decided_on", DEPARTMENT, is_public=True,
)  # fmt: skip

CHECKS = Book(
    "fair-checks", lazy("Kiểm tra nguồn gốc hàng tại hội chợ"),
    (
        Entry("name", lazy("Hội chợ, phiên chợ"), most=250), Entry("exhibitor", lazy("Gian hàng, người bán")),
        Entry("goods", lazy("Hàng hóa"), most=300),
        Entry("code", lazy("Mã trên tem, mã vạch"), required=False, most=40),
        Entry("checked_on", lazy("Ngày kiểm tra"), "day"),
        Entry("outcome", lazy("Kết quả"), "choice", choices={
            "clear": lazy("nguồn gốc, nhãn rõ ràng"), "no_origin": lazy("không rõ nguồn gốc"),
            "bad_label": lazy("nhãn không đúng quy định")}),
        Entry("finding", lazy("Nói rõ thêm"), "lines", required=False, most=1000),
    ),
    ("name", "exhibitor", "goods", "checked_on", "outcome"), "checked_on", MARKET,
)  # fmt: skip

COMMITMENTS = Book(
    "commitments", lazy("Cam kết của người kinh doanh"),
    (
        Entry("kind", lazy("Cam kết về"), "choice", choices={
            "law": lazy("tuân thủ pháp luật"), "real_fake": lazy("không bán hàng giả")}),
        Entry("name", lazy("Cơ sở kinh doanh")), Entry("address", lazy("Địa chỉ"), required=False, most=300),
        Entry("signed_on", lazy("Ngày ký"), "day"), Entry("text_version", lazy("Mẫu cam kết"), most=150),
        Entry("occasion", lazy("Ký tại hội nghị"), required=False, most=250),
    ),
    ("name", "kind", "address", "signed_on", "text_version"), "signed_on", MARKET, is_public=True,
)  # fmt: skip

REWARDS = Book(
    "rewards", lazy("Khen thưởng, biểu dương"),
    (
        Entry("kind", lazy("Đối tượng"), "choice", choices={
            "group": lazy("tập thể"), "person": lazy("cá nhân"), "enterprise": lazy("doanh nghiệp, cơ sở")}),
        Entry("name", lazy("Tên")), Entry("level", lazy("Cấp"), "choice", choices={
            "central": lazy("trung ương"), "province": lazy("tỉnh"), "commune": lazy("xã, phường")}),
        Entry("form", lazy("Hình thức khen"), most=150),
        Entry("state", lazy("Tình trạng"), "choice", choices={
            "proposed": lazy("đề nghị"), "awarded": lazy("đã khen")}),
        _number(), Entry("on", lazy("Ngày quyết định hoặc đề nghị"), "day"),
        Entry("merit", lazy("Thành tích"), "lines", required=False, most=2000),
    ),
    ("name", "kind", "level", "form", "state", "on"), "on", is_public=True,
)  # fmt: skip

MACRO = Book(
    "macro", lazy("Số liệu kinh tế"),
    (
        Entry("kind", lazy("Chỉ tiêu"), "choice", choices={
            "retail": lazy("tổng mức bán lẻ và doanh thu dịch vụ (đồng)"),
            "home_share": lazy("tỷ trọng hàng Việt trong siêu thị (phần trăm)")}),
        Entry("name", lazy("Nội dung"), most=250),
        Entry("value", lazy("Giá trị"), "money"),
        Entry("qualifier", lazy("Chữ đi kèm"), "choice", required=False, choices=QUALIFIERS),
        *_span("from_day", "to_day"),
    ),
    ("name", "kind", "value", "qualifier", "from_day", "to_day"), "to_day",
)  # fmt: skip

BOOKS = {
    book.key: book for book in (
        PROMOTIONS, FAIRS, CHECKS, COMMITMENTS, PURCHASES, SUPERVISION, FUNDS, PRICES, TEAMS, REWARDS, MACRO,
    )
}  # fmt: skip
"""The books in the order they are shown."""
