"""GTINs: lengths, check digits, prefixes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import BadInput
from registry.gtin import Gtin, GtinFault, GtinUse, check_digit, check_gtin, find_rule, prefix_rules, read_gtin

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
        ("200123456789", GtinUse.RESTRICTED),
        ("290123456789", GtinUse.RESTRICTED),
        ("021234567890", GtinUse.RESTRICTED),
        ("041234567890", GtinUse.RESTRICTED),
        ("051234567890", GtinUse.COUPON),
        ("980123456789", GtinUse.COUPON),
        ("981123456789", GtinUse.COUPON),
        ("991234567890", GtinUse.COUPON),
        ("977123456789", GtinUse.PUBLICATION),
        ("978123456789", GtinUse.PUBLICATION),
        ("979123456789", GtinUse.PUBLICATION),
        ("951123456789", GtinUse.UNASSIGNED),
        ("150123456789", GtinUse.UNASSIGNED),
        ("000000401234", GtinUse.RESTRICTED),  # a GTIN-8 that begins with 0
        ("000002012345", GtinUse.RESTRICTED),
        ("000009638507", GtinUse.PRODUCT),
        ("000008934567", GtinUse.PRODUCT),
        ("000001601234", GtinUse.UNASSIGNED),
        ("614141000036"[:11].rjust(12, "0"), GtinUse.PRODUCT),  # a UPC-A
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


REFUSED = {
    "2001234567893": "lưu hành trong một vùng",
    "0412345678907": "nội bộ một doanh nghiệp",
    "9912345678903": "phiếu mua hàng",
    "9801234567892": "phiếu hoàn tiền",
    "9771234567898": "ISSN",
    "9781234567897": "ISBN",
    "1501234567894": "chưa cấp",
    "20123451": "nội bộ một doanh nghiệp",
    "98935049501407": "cân từng gói",
}


@pytest.mark.parametrize("text", REFUSED)
def test_a_number_that_names_no_goods_is_refused_with_the_reason_and_what_to_do(text):
    whole = text[:-1] + check_digit(text[:-1])
    with pytest.raises(BadInput) as refused:
        check_gtin(whole)
    said = str(refused.value)
    assert whole in said and REFUSED[text] in said
    assert "để trống: hệ thống cấp mã riêng" in said
    assert ("893 với GS1 Việt Nam" in said) is not ("cân từng gói" in said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("8935049501403", "không đoán thay"),
        ("893504950140", "Chữ số cuối"),
        ("89350495014", "có 11 chữ số"),
        ("0000000000000", "toàn số 0"),
        ("893504950140O", "ký tự không phải chữ số"),
    ],
)
def test_what_is_no_gtin_says_what_would_do(text, said):
    with pytest.raises(BadInput, match=said) as refused:
        check_gtin(text)
    assert refused.value.field == "gtin"
    assert "8935049501404" not in str(refused.value)  # the right digit is asked for, never guessed


@pytest.mark.parametrize("text", ["893 5049 501404", "8935049-501404", " 8935049501404 ", "8935049.501404"])
def test_the_ways_people_write_it_do_no_harm(text):
    assert check_gtin(text) == "08935049501404"


def test_a_case_of_goods_has_an_indicator_and_a_weighed_pack_is_refused():
    case = "1893504950140"
    assert check_gtin(case + check_digit(case)) == case + check_digit(case)
    weighed = "9893504950140"
    assert find_rule(weighed + check_digit(weighed)).use is GtinUse.VARIABLE


def test_a_sample_row_takes_952_and_a_real_one_does_not():
    assert check_gtin("9520000000004", is_sample=True) == "09520000000004"
    with pytest.raises(BadInput, match="số dành cho ví dụ"):
        check_gtin("9520000000004")
    with pytest.raises(BadInput, match="mã thật"):
        check_gtin("8935049501404", is_sample=True)


def test_the_reason_is_said_in_english_to_an_english_reader(app):
    with app.test_request_context("/?lang=en"), pytest.raises(BadInput) as refused:
        check_gtin("2001234567893")
    with app.test_request_context("/?lang=en"):
        assert "a number for use inside one region or shop" in str(refused.value)
        assert "Apply for an 893 number" in str(refused.value)


def test_a_rule_is_read_as_of_a_day():
    assert find_rule("09520000000004", date(2015, 1, 1)) is None
    assert find_rule("09520000000004", date(2026, 1, 1)).use is GtinUse.SAMPLE


def test_every_row_has_both_languages_and_a_right_span():
    for rule in prefix_rules():
        assert rule.reason and rule.reason_en and rule.first <= rule.last
        assert len(rule.first) == (1 if rule.zone == 14 else 3)


@given(st.text("0123456789", min_size=7, max_size=13).filter(lambda body: len(body) + 1 in (8, 12, 13, 14)))
def test_a_number_is_kept_whole_or_refused_and_nothing_else_happens(body):
    text = body + check_digit(body)
    try:
        kept = check_gtin(text)
    except BadInput as refused:
        assert refused.field == "gtin"
        return
    assert len(kept) == 14 and kept.endswith(text) and check_gtin(kept) == kept


@given(st.text(max_size=60))
def test_any_text_is_a_gtin_or_a_clear_refusal(text):
    try:
        check_gtin(text)
    except BadInput as refused:
        assert len(str(refused)) > 20
