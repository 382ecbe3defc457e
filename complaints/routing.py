"""Where a report goes: the first row of the dated table that matches kind, goods and place of sale.

Rows are data (RoutingRule); here stands only how they are read. Words guess the goods until an officer says
what they are; a guess decides nothing that an officer cannot change with a reason.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from core.i18n import lazy
from core.text import fold, slugify

QLTT, ABOVE, CUC = "qltt", "cap_tren", "cuc"
CONDUCT = "conduct"
OTHER_GOODS = "khac"

BODIES = {
    QLTT: lazy("Quản lý thị trường nơi bán hàng"),
    ABOVE: lazy("Đơn vị cấp trên"),
    CUC: lazy("Cục Quản lý và Phát triển thị trường trong nước"),
    "so_y_te": lazy("Sở Y tế"),
    "so_nnmt": lazy("Sở Nông nghiệp và Môi trường"),
    "so_khcn": lazy("Sở Khoa học và Công nghệ"),
    "so_cong_thuong": lazy("Sở Công Thương"),
    "cong_an": lazy("Công an"),
    "hai_quan": lazy("Hải quan"),
    "bien_phong": lazy("Bộ đội Biên phòng"),
    "thue": lazy("Thuế"),
    "thanh_tra": lazy("Thanh tra tỉnh"),
    "ubnd_xa": lazy("Ủy ban nhân dân xã, phường"),
    "tmdt": lazy("Cục Thương mại điện tử và Kinh tế số"),
    "hoi_ntd": lazy("Hội bảo vệ quyền lợi người tiêu dùng"),
    "quan_tri": lazy("Quản trị của trang"),
}
OUTSIDE = tuple(code for code in BODIES if code not in (QLTT, ABOVE, CUC, "quan_tri"))
"""Bodies that a report is handed to by a transfer."""

PLACES = {
    "shop": lazy("Cửa hàng, chợ, siêu thị"),
    "online": lazy("Trên mạng"),
    "street": lazy("Bán dạo, nơi khác"),
    "border": lazy("Cửa khẩu, sân bay, bưu điện"),
    "unknown": lazy("Chưa rõ nơi bán"),
}
OWN_KINDS = {
    CONDUCT: lazy("Việc làm của cán bộ"),
    "crime": lazy("Có dấu hiệu tội phạm"),
    "refund": lazy("Đòi hoàn tiền, bảo hành"),
}
"""Kinds that are neither a citizen's button nor a legal kind of violation."""

DANGER = ("ngo doc", "nhap vien", "cap cuu", "non oi", "di ung nang", "kho tho", "tu vong", "hon me", "bat tinh")


class RuleRow(Protocol):
    """A row of the table: lists of codes with spaces between, an empty list matches everything."""

    kinds: str
    goods: str
    places: str
    is_urgent: bool
    lead: str
    notified: str


Rule = TypeVar("Rule", bound=RuleRow)


@dataclass(frozen=True)
class Facts:
    """What the table asks of a report. `violation` is the legal kind, which only an officer sets."""

    kind: str
    goods: str = OTHER_GOODS
    place: str = "unknown"
    violation: str = ""
    is_urgent: bool = False


@dataclass(frozen=True)
class GoodsWords:
    """A kind of goods and the folded words that point to it."""

    code: str
    words: tuple[str, ...]


def find_rule(rules: Sequence[Rule], facts: Facts) -> Rule:
    """The first row that matches; `check_rules` sees to it that the last one always does."""
    return next(rule for rule in rules if is_match(rule, facts))


def is_match(rule: RuleRow, facts: Facts) -> bool:
    """Whether a row is about such a report; once an officer set the legal kind, only that one counts."""
    return (
        _holds(rule.kinds, facts.violation or facts.kind)
        and _holds(rule.goods, facts.goods)
        and _holds(rule.places, facts.place)
        and (facts.is_urgent or not rule.is_urgent)
    )


def is_last(rule: RuleRow) -> bool:
    """Whether a row matches every report there can be."""
    return not (rule.kinds or rule.goods or rule.places or rule.is_urgent)


def never_reached(rules: Sequence[RuleRow]) -> list[int]:
    """The places of rows that a row before them always beats."""
    return [i for i, rule in enumerate(rules) if any(_covers(before, rule) for before in rules[:i])]


def guess_goods(text: str, kinds: Iterable[GoodsWords]) -> str:
    """The kind of goods whose longest word stands in the text; others when none does."""
    said = f" {slugify(text).replace('-', ' ')} "
    found = [(len(word), kind.code) for kind in kinds for word in kind.words if f" {word} " in said]
    return max(found, key=lambda each: each[0])[1] if found else OTHER_GOODS


def looks_urgent(text: str) -> bool:
    """Whether the words say that people are ill or in danger: only a reason to look first."""
    said = fold(text)
    return any(word in said for word in DANGER)


def _holds(codes: str, code: str) -> bool:
    return not codes or code in codes.split()


def _covers(before: RuleRow, rule: RuleRow) -> bool:
    pairs = ((before.kinds, rule.kinds), (before.goods, rule.goods), (before.places, rule.places))
    return all(not wide or (narrow and set(narrow.split()) <= set(wide.split())) for wide, narrow in pairs) and (
        rule.is_urgent or not before.is_urgent
    )
