"""GTINs: lengths, check digits, prefixes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qr.gtin import Gtin, GtinFault, GtinUse, check_digit, read_gtin

digits = st.text("0123456789", min_size=13, max_size=13)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("96385074", "00000096385074"),
        ("614141000036", "00614141000036"),
        ("9521234543213", "09521234543213"),
        ("09521234543213", "09521234543213"),
        ("8934588012228", "08934588012228"),
    ],
)
def test_every_length_is_kept_with_14_digits(text, kept):
    assert read_gtin(text) == Gtin(kept)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("9521234543214", GtinFault.CHECK_DIGIT),
        ("952123454321", GtinFault.CHECK_DIGIT),
        ("95212345432", GtinFault.LENGTH),
        ("095212345432133", GtinFault.LENGTH),
        ("", GtinFault.NOT_DIGITS),
        ("952123454321x", GtinFault.NOT_DIGITS),
        ("９５２１２３４５４３２１３", GtinFault.NOT_DIGITS),
        ("00000000000000", GtinFault.ALL_ZERO),
        ("00000000", GtinFault.ALL_ZERO),
    ],
)
def test_what_is_no_gtin_is_a_fault_as_a_value(text, fault):
    assert read_gtin(text) is fault


@pytest.mark.parametrize(
    ("thirteen", "use"),
    [
        ("893458801222", GtinUse.PRODUCT),
        ("952123454321", GtinUse.SAMPLE),
        ("200123456789", GtinUse.REFUSED),
        ("290123456789", GtinUse.REFUSED),
        ("021234567890", GtinUse.REFUSED),
        ("041234567890", GtinUse.REFUSED),
        ("051234567890", GtinUse.REFUSED),
        ("991234567890", GtinUse.REFUSED),
    ],
)
def test_the_prefix_says_what_a_gtin_may_stand_for(thirteen, use):
    found = read_gtin(thirteen + check_digit(thirteen))
    assert isinstance(found, Gtin)
    assert found.use is use


@given(digits, st.integers(0, 12), st.sampled_from("123456789"))
def test_one_wrong_digit_is_always_found(body, place, more):
    if not body.strip("0"):
        return
    wrong = body[:place] + str((int(body[place]) + int(more)) % 10) + body[place + 1 :]
    assert read_gtin(wrong + check_digit(body)) in (GtinFault.CHECK_DIGIT, GtinFault.ALL_ZERO)
