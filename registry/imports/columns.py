"""The columns of each kind of file: headings in Vietnamese, read in any case, with or without accents. Pure."""

from dataclasses import dataclass

from core.fields import Day, Money, Named, Text, WholeNumber
from core.i18n import lazy
from core.text import fold
from registry.imports.fields import Digits, OneOf, TaxCode
from registry.products import ORIGIN_BASES, PRODUCER_KINDS

GROUPS = {str(number): str(number) for number in range(1, 7)}


@dataclass(frozen=True)
class Column:
    """`kind` reads the words of a cell and names itself in every refusal."""

    field: str
    heading: str
    kind: Named
    hint: object
    is_needed: bool = False


def column(field: str, heading: str, kind: type[Named], hint: object, needed: bool = False, **values) -> Column:
    """A column whose refusals carry its heading."""
    if kind is OneOf:
        return Column(field, heading, OneOf(heading, values.pop("names"), **values), hint, needed)
    return Column(field, heading, kind(heading, **values), hint, needed)


_DAY = lazy("ngày/tháng/năm, như 24/11/2026")
_MONEY = lazy("đồng, như 150000")
_CODE = lazy("mã 8 ký tự của hệ thống, hoặc mã GTIN")

COLUMNS: dict[str, tuple[Column, ...]] = {
    "producers": (
        column("name", "Tên cơ sở", Text, lazy("tên đăng ký"), True),
        column("kind", "Loại hình", OneOf, lazy("một trong bốn loại hình"), True, names=PRODUCER_KINDS),
        column("commune", "Xã, phường", Text, lazy("tên hiện nay, như xã Tân Cương"), True, most=100),
        column("province", "Tỉnh, thành phố", Text, lazy("như tỉnh Thái Nguyên"), True, most=60),
        column("tax_code", "Mã số thuế", TaxCode, lazy("10 chữ số, hoặc 10 và 3 chữ số; định dạng Văn bản")),
        column("address", "Địa chỉ", Text, lazy("như ghi trên giấy tờ"), most=300),
        column("public_phone", "Số điện thoại cho người mua", Text, lazy("số của cơ sở, hiện công khai"), most=30),
    ),
    "products": (
        column("name", "Tên sản phẩm", Text, lazy("như ghi trên nhãn"), True),
        column("kind_code", "Loại hàng", Text, lazy("tên hoặc mã trong danh sách loại hàng"), True, most=100),
        column("producer", "Tên cơ sở", Text, lazy("cơ sở đã có trong sổ"), True),
        column("producer_tax_code", "Mã số thuế của cơ sở", TaxCode, lazy("cần khi nhiều cơ sở trùng tên")),
        column("code", "Mã sản phẩm", Text, lazy("8 ký tự, chỉ khi sửa sản phẩm đã có; hệ thống cấp"), most=12),
        column("gtin", "Mã GTIN", Digits, lazy("8, 12, 13 hoặc 14 chữ số dưới mã vạch; không có thì để trống")),
        column("ocop_group", "Nhóm OCOP", OneOf, lazy("1 đến 6; để trống nếu ngoài OCOP"), names=GROUPS),
        column("pack", "Quy cách", Text, lazy("như hộp 200 g"), most=100),
        column("description", "Giới thiệu", Text, lazy("vài câu"), most=2000, lines=True),
        column("standard", "Tiêu chuẩn áp dụng", Text, lazy("như TCVN 9740:2013"), most=300),
        column("listed_price", "Giá niêm yết", Money, _MONEY),
        column("origin", "Xuất xứ sản phẩm", Text, lazy("nơi làm ra"), most=300),
        column("materials_origin", "Xuất xứ nguyên liệu", Text, lazy("nơi có nguyên liệu"), most=300),
        column("compare_hint", "Điểm để so trên bao bì", Text, lazy("dấu hiệu để người mua so"), most=300),
        column("basis", "Căn cứ sản xuất tại Việt Nam", OneOf, lazy("cần cho hàng ngoài OCOP"), names=ORIGIN_BASES),
        column("basis_on", "Ngày của căn cứ", Day, _DAY),
        column("evidence", "Bằng chứng của căn cứ", Text, lazy("số giấy tờ"), most=300),
        column("system", "Hệ thống khác", Text, lazy("tên hoặc mã trong danh sách hệ thống"), most=150),
        column("external_code", "Mã ở hệ thống khác", Text, lazy("mã của sản phẩm ở hệ thống đó"), most=100),
        column("external_url", "Đường dẫn ở hệ thống khác", Text, lazy("https:// ở trang của hệ thống đó"), most=500),
    ),
    "certificates": (
        column("product", "Mã sản phẩm", Digits, _CODE, True),
        column("name", "Tên chứng nhận", Text, lazy("như VietGAP, ISO 22000"), True, most=150),
        column("number", "Số chứng nhận", Text, lazy("như trên giấy"), most=80),
        column("issuer", "Nơi cấp", Text, lazy("tổ chức cấp"), most=150),
        column("issued_on", "Ngày cấp", Day, _DAY),
        column("expires_on", "Ngày hết hạn", Day, _DAY),
    ),
    "lots": (
        column("product", "Mã sản phẩm", Digits, _CODE, True),
        column("number", "Số lô", Text, lazy("chữ không dấu, chữ số và - . _, tối đa 20 ký tự"), True, most=60),
        column("made_on", "Ngày sản xuất", Day, _DAY, True),
        column("expires_on", "Hạn dùng", Day, _DAY),
        column("quantity", "Số lượng", WholeNumber, lazy("số gói"), least=1, most=10**9),
        column("listed_price", "Giá niêm yết của lô", Money, _MONEY),
        column("materials_origin", "Xuất xứ nguyên liệu của lô", Text, lazy("nếu khác sản phẩm"), most=300),
    ),
}  # fmt: skip

KIND_NAMES = {
    "producers": lazy("Cơ sở"),
    "products": lazy("Sản phẩm"),
    "certificates": lazy("Chứng nhận"),
    "lots": lazy("Lô hàng"),
}
KEYS = {
    "producers": lazy("mã số thuế; không có thì tên cơ sở và xã, phường"),
    "products": lazy("mã sản phẩm; rồi mã GTIN; rồi tên sản phẩm và tên cơ sở"),
    "certificates": lazy("sản phẩm, tên và số chứng nhận"),
    "lots": lazy("sản phẩm và số lô"),
}
"""By what a line finds the row that stands already."""

OWN_KINDS = ("products", "certificates", "lots")
"""What producers bring in for themselves."""


def headings(kind: str, *, needed_only: bool = False) -> list[str]:
    """The headings of a kind of file in their order."""
    return [each.heading for each in COLUMNS[kind] if each.is_needed or not needed_only]


def find_columns(kind: str, cells: list[str]) -> dict[int, Column]:
    """Which cell of a heading row stands for which column; the first of equal headings counts."""
    wanted = {fold(each.heading).replace(",", ""): each for each in COLUMNS[kind]}
    found: dict[int, Column] = {}
    for place, words in enumerate(cells):
        name = fold(words.rstrip(" *:")).replace(",", "")
        if name in wanted:
            found[place] = wanted.pop(name)
    return found


def lacking(kind: str, found: dict[int, Column]) -> list[str]:
    """The needed headings that a row does not have."""
    fields = {each.field for each in found.values()}
    return [each.heading for each in COLUMNS[kind] if each.is_needed and each.field not in fields]
