"""Numbers given by others: tax codes (python-stdnum) and GTINs. Pure."""

from functools import cache
from pathlib import Path

from stdnum import ean
from stdnum.exceptions import ValidationError
from stdnum.vn import mst

from core.errors import BadInput
from core.i18n import lazy
from core.reference import read_rows

PREFIXES = Path(__file__).parent / "data" / "gtin_prefix.csv"
NO_OFFICE = "00"  # tax offices count from 01: these numbers belong to nobody, so only samples carry them


def check_tax_code(text: str, *, is_sample: bool = False) -> str:
    """The tax code, 10 digits or 10 and a branch of 3. Raises BadInput."""
    try:
        code = mst.validate(text)
    except ValidationError:
        raise BadInput(
            lazy("Mã số thuế “%(sent)s” không đúng; cần 10 chữ số, hoặc 10 và 3 chữ số của chi nhánh", sent=text[:40]),
            field="tax_code",
        ) from None
    if code.startswith(NO_OFFICE) and not is_sample:
        raise BadInput(lazy("Mã số thuế “%(sent)s” không có cơ quan thuế nào cấp", sent=text[:40]), field="tax_code")
    return mst.format(code)


def check_gtin(text: str, *, is_sample: bool = False) -> str:
    """The GTIN as 14 digits. Raises BadInput for a wrong check digit and for numbers that name no product."""
    digits = text.replace(" ", "")
    try:
        ean.validate(digits)
    except ValidationError:
        raise BadInput(
            lazy("Mã GTIN “%(sent)s” không đúng; cần 8, 12, 13 hoặc 14 chữ số in dưới mã vạch", sent=text[:40]),
            field="gtin",
        ) from None
    whole = digits.rjust(14, "0")
    use = use_of(whole)
    if not whole.strip("0") or use in ("restricted", "coupon") or (use == "sample") is not is_sample:
        raise BadInput(
            lazy("Mã GTIN “%(sent)s” không dùng cho sản phẩm; xin mã 893 hoặc để trống, hệ thống cấp mã riêng",
                 sent=text[:40]),
            field="gtin",
        )  # fmt: skip
    return whole


def use_of(gtin: str) -> str:
    """What numbers of this prefix are for: restricted, coupon, sample or product."""
    thirteen = gtin[1:]
    return next((use for prefix, use in prefixes() if thirteen.startswith(prefix)), "product")


@cache
def prefixes() -> tuple[tuple[str, str], ...]:
    """The rows of data/gtin_prefix.csv, longest prefix first."""
    rows = sorted(read_rows(PREFIXES), key=lambda row: -len(row["prefix"]))
    return tuple((row["prefix"], row["use"]) for row in rows)


def is_registered_in_vietnam(gtin: str) -> bool:
    """893 says that GS1 Việt Nam gave the number, not where the goods were made."""
    return gtin[1:].startswith("893")
