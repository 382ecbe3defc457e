"""Numbers that sample rows may carry: right in form, owned by nobody.

- Tax codes begin with 00. The first two digits name the tax office's province, counted from 01, so no
  office ever gave one out; the check digit is right, so that forms accept it.
- GTINs begin with 952, the GS1 prefix kept for demonstrations and examples.
- Telephones begin with 0500, a mobile prefix that no operator has been given.
"""

TAX_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)


def sample_tax_code(position: int) -> str:
    """The `position`-th (from 1) sample tax code: ten digits with a right check digit."""
    assert position >= 1
    serial = 0
    for candidate in range(1, 10_000_000):
        serial += _tax_check(f"00{candidate:07}") < 10
        if serial == position:
            digits = f"00{candidate:07}"
            return f"{digits}{_tax_check(digits)}"
    raise AssertionError("no tax code left")


def _tax_check(digits: str) -> int:
    total = sum(weight * int(digit) for weight, digit in zip(TAX_WEIGHTS, digits, strict=True))
    return 10 - total % 11


def sample_gtin(position: int) -> str:
    """The `position`-th (from 0) sample GTIN-13, with its check digit."""
    digits = f"952{position:09}"
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return f"{digits}{-total % 10}"


def sample_phone(position: int) -> str:
    """The `position`-th (from 0) sample telephone number: ten digits."""
    return f"0500{position:06}"
