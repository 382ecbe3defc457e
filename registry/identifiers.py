"""Numbers given by others: tax codes (python-stdnum) and persons' numbers. GTINs have their own module. Pure."""

from dataclasses import dataclass

from stdnum.exceptions import ValidationError
from stdnum.vn import mst

from core.errors import BadInput
from core.i18n import lazy
from registry.products import PERSONS

NO_OFFICE = "00"  # tax offices count from 01: these numbers belong to nobody, so only samples carry them


LONGEST_ECHO = 10  # digits: from here on what was sent may be the number of a person, so it is not repeated
PERSON_DIGITS = 12
PROVINCES = range(1, 97)  # the first three digits name where the birth was registered (Nghị định 70/2024/NĐ-CP)
NO_PROVINCE = "000"  # only samples carry it


@dataclass(frozen=True)
class Number:
    """What names a producer: a tax code, or the 12-digit number of a person, which is personal data."""

    tax_code: str = ""
    id_number: str = ""


def read_number(kind: str, text: str, *, is_sample: bool = False) -> Number:
    """The number as sent, of whichever sort; nothing sent is neither. Raises BadInput without repeating a person's.

    Since 1 July 2025 households and persons are taxed under their 12-digit identification number
    (Luật Quản lý thuế 2019 Điều 35 khoản 7; Thông tư 86/2024/TT-BTC Điều 5).
    """
    digits = mst.compact(text)
    if not digits:
        return Number()
    if len(digits) == PERSON_DIGITS and digits.isascii() and digits.isdigit():
        return Number(id_number=_check_person(kind, digits, is_sample))
    return Number(tax_code=check_tax_code(text, is_sample=is_sample))


def _check_person(kind: str, digits: str, is_sample: bool) -> str:
    if kind not in PERSONS:
        raise BadInput(
            lazy("Số 12 chữ số chỉ dùng cho hộ kinh doanh và cá nhân; loại hình này ghi mã số thuế 10 chữ số"),
            field="tax_code",
        )
    is_known = digits.startswith(NO_PROVINCE) if is_sample else int(digits[:3]) in PROVINCES
    if not is_known:
        raise BadInput(lazy("Số định danh 12 chữ số này không đúng; ghi như trên thẻ căn cước"), field="tax_code")
    return digits


def echo(text: str) -> str:
    """What may be repeated of a number that was sent: not where it may be a person's."""
    return text[:40] if sum(each.isdigit() for each in text) <= LONGEST_ECHO else "•••"


def check_tax_code(text: str, *, is_sample: bool = False) -> str:
    """The tax code, 10 digits or 10 and a branch of 3. Raises BadInput."""
    try:
        code = mst.validate(text)
    except ValidationError:
        raise BadInput(
            lazy("Mã số thuế “%(sent)s” không đúng; cần 10 chữ số, hoặc 10 và 3 chữ số của chi nhánh", sent=echo(text)),
            field="tax_code",
        ) from None
    if code.startswith(NO_OFFICE) and not is_sample:
        raise BadInput(lazy("Mã số thuế “%(sent)s” không có cơ quan thuế nào cấp", sent=echo(text)), field="tax_code")
    return mst.format(code)
