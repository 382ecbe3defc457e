"""Numbers given by others: tax codes (python-stdnum). GTINs have their own module. Pure."""

from stdnum.exceptions import ValidationError
from stdnum.vn import mst

from core.errors import BadInput
from core.i18n import lazy

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
