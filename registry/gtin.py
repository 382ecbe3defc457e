"""GTINs: read in any of their four lengths, kept with 14 digits, and what each prefix may name. Pure.

GS1 General Specifications. One place for the rule: links, typed codes, forms and imports all ask here.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from core.errors import BadInput
from core.i18n import lazy, shown_language_is_english
from core.reference import read_rows

PREFIXES = Path(__file__).parent / "data" / "gtin_prefix.csv"
LENGTHS = (8, 12, 13, 14)
_SEPARATORS = str.maketrans("", "", " \u00a0-\u2013.")


class GtinFault(StrEnum):
    """Why a text is no GTIN."""

    NOT_DIGITS = "not_digits"
    LENGTH = "length"
    CHECK_DIGIT = "check_digit"
    ALL_ZERO = "all_zero"


class GtinUse(StrEnum):
    """What numbers of a prefix are for. Only PRODUCT names goods; SAMPLE names sample rows."""

    PRODUCT = "product"
    SAMPLE = "sample"
    RESTRICTED = "restricted"
    COUPON = "coupon"
    PUBLICATION = "publication"
    UNASSIGNED = "unassigned"
    VARIABLE = "variable"


@dataclass(frozen=True)
class PrefixRule:
    """A dated row of data/gtin_prefix.csv: prefixes `first` to `last` of GTINs of `zone` digits."""

    zone: int
    first: str
    last: str
    use: GtinUse
    reason: str
    reason_en: str
    valid_from: date
    valid_to: date | None

    def holds(self, on: date | None) -> bool:
        """Whether the row is in force on a day; without a day, whether it still is."""
        if on is None:
            return self.valid_to is None
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True)
class Gtin:
    """A GTIN with a right check digit, 14 digits."""

    digits: str

    @property
    def use(self) -> GtinUse:
        """What numbers of this prefix are for, by the rules still in force."""
        rule = find_rule(self.digits)
        return rule.use if rule else GtinUse.PRODUCT


def read_gtin(text: str) -> Gtin | GtinFault:
    """A GTIN-8, -12, -13 or -14 as typed or linked; a fault as a value, never an exception."""
    if not (text.isascii() and text.isdigit()):
        return GtinFault.NOT_DIGITS
    if len(text) not in LENGTHS:
        return GtinFault.LENGTH
    if not text.strip("0"):
        return GtinFault.ALL_ZERO
    if check_digit(text[:-1]) != text[-1]:
        return GtinFault.CHECK_DIGIT
    return Gtin(text.rjust(14, "0"))


def check_digit(body: str) -> str:
    """The last digit for the digits before it: weights 3, 1, 3 ... from the right."""
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(body)))
    return str(-total % 10)


def find_rule(digits: str, on: date | None = None) -> PrefixRule | None:
    """The row that speaks of a 14-digit GTIN: its indicator first, then its prefix; None for ordinary goods.

    A number whose 13 digits begin with five zeros is a GTIN-8 (or a case of it) and has prefixes of its own.
    """
    eight = digits[1:6] == "00000"
    keys = {14: digits[0], 8 if eight else 13: digits[6:9] if eight else digits[1:4]}
    fitting = (rule for rule in prefix_rules() if rule.zone in keys and rule.holds(on))
    return next((rule for rule in fitting if rule.first <= keys[rule.zone] <= rule.last), None)


@cache
def prefix_rules() -> tuple[PrefixRule, ...]:
    """The rows of data/gtin_prefix.csv."""
    return tuple(
        PrefixRule(
            zone=int(row["zone"]), first=row["first"], last=row["last"], use=GtinUse(row["use"]),
            reason=row["reason"], reason_en=row["reason_en"], valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        )
        for row in read_rows(PREFIXES)
    )  # fmt: skip


def check_gtin(text: str, *, is_sample: bool = False, on: date | None = None) -> str:
    """The GTIN as 14 digits. Raises BadInput with the reason, and what to do, for any other number.

    Spaces, dashes and dots between the digits do no harm. A sample row takes sample numbers and nothing else.
    """
    plain = text.translate(_SEPARATORS)
    read = read_gtin(plain)
    if not isinstance(read, Gtin):
        raise BadInput(_fault_words(read, text, plain), field="gtin")
    rule = find_rule(read.digits, on)
    use = rule.use if rule else GtinUse.PRODUCT
    if use is (GtinUse.SAMPLE if is_sample else GtinUse.PRODUCT):
        return read.digits
    if rule is None:
        raise BadInput(lazy("Mã GTIN “%(sent)s” là mã thật; dữ liệu mẫu chỉ dùng mã bắt đầu bằng 952",
                            sent=text[:40]), field="gtin")  # fmt: skip
    why = rule.reason_en if shown_language_is_english() else rule.reason
    raise BadInput(
        lazy("Mã GTIN “%(sent)s” không dùng cho sản phẩm vì đây là %(why)s. %(advice)s",
             sent=text[:40], why=why, advice=_advice(use)),
        field="gtin",
    )  # fmt: skip


def is_registered_in_vietnam(gtin: str) -> bool:
    """893 says that GS1 Việt Nam gave the number, not where the goods were made."""
    return gtin[1:].startswith("893")


def _fault_words(fault: GtinFault, text: str, plain: str) -> object:
    sent = text[:40]
    if fault is GtinFault.CHECK_DIGIT:
        return lazy("Chữ số cuối của mã GTIN “%(sent)s” không khớp các chữ số trước: có chữ số đọc hoặc gõ nhầm. "
                    "Đọc lại từng chữ số dưới mã vạch; hệ thống không đoán thay", sent=sent)  # fmt: skip
    if fault is GtinFault.ALL_ZERO:
        return lazy("Mã GTIN “%(sent)s” toàn số 0 nên không phải mã của hàng nào. Để trống nếu chưa có mã", sent=sent)
    if fault is GtinFault.LENGTH:
        return lazy("Mã GTIN “%(sent)s” có %(count)s chữ số; cần 8, 12, 13 hoặc 14 chữ số in dưới mã vạch",
                    sent=sent, count=len(plain))  # fmt: skip
    return lazy("Mã GTIN “%(sent)s” có ký tự không phải chữ số; cần 8, 12, 13 hoặc 14 chữ số in dưới mã vạch",
                sent=sent)  # fmt: skip


def _advice(use: GtinUse) -> object:
    if use is GtinUse.VARIABLE:
        return lazy("Ghi mã GTIN của gói bán lẻ, hoặc để trống: hệ thống cấp mã riêng cho sản phẩm.")
    return lazy("Đăng ký mã 893 với GS1 Việt Nam (Ủy ban Tiêu chuẩn Đo lường Chất lượng Quốc gia), hoặc để trống: "
                "hệ thống cấp mã riêng cho sản phẩm.")  # fmt: skip
