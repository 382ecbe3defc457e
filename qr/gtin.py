"""GTINs: read in any of their four lengths, kept with 14 digits (GS1 General Specifications)."""

from dataclasses import dataclass
from enum import StrEnum

LENGTHS = (8, 12, 13, 14)

# Prefixes of the 13-digit form that never name a product of ours. Numbers 02, 04 and 20-29 are
# restricted circulation, 05 and 98-99 coupons, 977-979 periodicals and books.
_NOT_GLOBAL = ("02", "04", "2")
_COUPONS = ("05", "98", "99")
_SAMPLE = "952"


class GtinFault(StrEnum):
    """Why a text is no GTIN."""

    NOT_DIGITS = "not_digits"
    LENGTH = "length"
    CHECK_DIGIT = "check_digit"
    ALL_ZERO = "all_zero"


class GtinUse(StrEnum):
    """What a well-formed GTIN may stand for here."""

    PRODUCT = "product"
    SAMPLE = "sample"
    REFUSED = "refused"


@dataclass(frozen=True)
class Gtin:
    """A GTIN with a right check digit, 14 digits."""

    digits: str

    @property
    def use(self) -> GtinUse:
        """952 is GS1's demonstration prefix; restricted and coupon prefixes are refused."""
        thirteen = self.digits[1:]
        if thirteen.startswith(_SAMPLE):
            return GtinUse.SAMPLE
        if thirteen.startswith(_NOT_GLOBAL + _COUPONS):
            return GtinUse.REFUSED
        return GtinUse.PRODUCT


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
