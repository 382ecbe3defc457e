"""Pure rules: points and stars, who signs, how long, lot numbers, identifiers, states."""

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import BadInput, Conflict
from qr.serials import check_product_code
from registry.codes import make_product_code
from registry.gtin import check_gtin, is_registered_in_vietnam
from registry.identifiers import check_tax_code
from registry.lots import check_lot_dates, check_lot_number
from registry.ocop import check_scores, points_text, recogniser_level, stars_for, valid_until
from registry.products import ALLOWED, check_change


@dataclass(frozen=True)
class Band:
    stars: int
    least: int
    below: int


BANDS = [Band(1, 0, 300), Band(2, 300, 500), Band(3, 500, 700), Band(4, 700, 900), Band(5, 900, 1001)]
LIMITS = {"A": 400, "B": 250, "C": 350}
TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("points", "stars"),
    [(0, 1), (299, 1), (300, 2), (499, 2), (500, 3), (699, 3), (700, 4), (895, 4), (899, 4), (900, 5), (1000, 5)],
)
def test_a_star_begins_at_its_points_and_ends_just_before_the_next(points, stars):
    assert stars_for(points, BANDS) == stars


@given(st.integers(0, 1000))
def test_every_sum_of_points_has_exactly_one_star(points):
    assert [band.stars for band in BANDS if band.least <= points < band.below] == [stars_for(points, BANDS)]


@pytest.mark.parametrize("points", [-1, 1001])
def test_points_outside_nought_to_a_hundred_are_refused_with_what_was_sent(points):
    with pytest.raises(BadInput, match=points_text(points)):
        stars_for(points, BANDS)


@pytest.mark.parametrize(
    ("scores", "field"),
    [((401, 0, 0), "score_a"), ((0, 251, 0), "score_b"), ((0, 0, 351), "score_c"), ((-1, 0, 0), "score_a")],
)
def test_a_part_above_its_limit_is_named(scores, field):
    with pytest.raises(BadInput) as refused:
        check_scores(*scores, LIMITS)
    assert refused.value.field == field


@given(st.integers(0, 400), st.integers(0, 250), st.integers(0, 350))
def test_scores_within_their_limits_add_up(a, b, c):
    assert check_scores(a, b, c, LIMITS) == a + b + c


@pytest.mark.parametrize(
    ("stars", "on", "level"),
    [
        (3, date(2023, 5, 1), "huyen"),
        (3, date(2025, 7, 5), "huyen"),
        (3, date(2025, 7, 6), "tinh"),
        (4, date(2023, 5, 1), "tinh"),
        (4, date(2026, 1, 1), "tinh"),
        (5, date(2026, 1, 1), "trung_uong"),
    ],
)
def test_who_signs_depends_on_the_star_and_the_day(stars, on, level):
    assert recogniser_level(stars, on) == level


@pytest.mark.parametrize(("stars", "on"), [(2, TODAY), (3, date(2018, 1, 1))])
def test_nobody_signs_where_no_rule_says_so(stars, on):
    with pytest.raises(BadInput):
        recogniser_level(stars, on)


@pytest.mark.parametrize(
    ("issued", "last"),
    [
        (date(2025, 7, 1), date(2028, 6, 30)),
        (date(2024, 2, 29), date(2027, 2, 27)),
        (date(2023, 1, 1), date(2025, 12, 31)),
    ],
)
def test_a_certificate_of_36_months_ends_the_day_before(issued, last):
    assert valid_until(issued, 36) == last


@given(st.dates(date(2019, 1, 1), date(2100, 1, 1)))
def test_36_months_are_three_years_give_or_take_a_day(issued):
    assert 1094 <= (valid_until(issued, 36) - issued).days <= 1095


@pytest.mark.parametrize("number", ["TC-2611", "a", "1.2_3-X", "L" * 20])
def test_a_lot_number_that_labels_can_carry_is_kept_as_written(number):
    assert check_lot_number(f" {number} ") == number


@pytest.mark.parametrize(
    ("number", "told"),
    [("Lô 1", "ô"), ("TC/26", "/"), ("", "Số lô"), ("L" * 21, "21"), ("a b", "␣"), ("mẻ#3", "#")],
)
def test_a_lot_number_that_cannot_be_printed_is_refused_with_what_was_sent(number, told):
    with pytest.raises(BadInput) as refused:
        check_lot_number(number)
    assert told in str(refused.value)
    assert refused.value.field == "number"


@given(st.text(max_size=30))
def test_a_lot_number_is_kept_or_refused_and_nothing_else_happens(text):
    try:
        number = check_lot_number(text)
    except BadInput:
        return
    assert number.isascii() and "/" not in number and 1 <= len(number) <= 20


def test_a_lot_is_made_before_today_and_before_it_expires():
    check_lot_dates(TODAY, None, TODAY)
    check_lot_dates(TODAY, date(2026, 11, 25), TODAY)
    with pytest.raises(BadInput, match="25/11/2026"):
        check_lot_dates(date(2026, 11, 25), None, TODAY)
    with pytest.raises(BadInput, match="24/11/2026"):
        check_lot_dates(TODAY, TODAY, TODAY)


@pytest.mark.parametrize("text", ["0100233488", "0100233488001", "0100 233 488"])
def test_a_real_tax_code_is_accepted_in_the_ways_people_write_it(text):
    assert check_tax_code(text).replace("-", "") == text.replace(" ", "")


@pytest.mark.parametrize("text", ["0100233480", "12345", "abc", "", "01002334889999"])
def test_a_wrong_tax_code_is_refused(text):
    with pytest.raises(BadInput):
        check_tax_code(text)


def test_a_number_of_no_tax_office_is_for_samples_only():
    with pytest.raises(BadInput):
        check_tax_code("0000000017")
    assert check_tax_code("0000000017", is_sample=True) == "0000000017"


@pytest.mark.parametrize(("text", "whole"), [("8935049501404", "08935049501404"), ("96385074", "00000096385074")])
def test_a_gtin_is_kept_with_fourteen_digits(text, whole):
    assert check_gtin(text) == whole


@pytest.mark.parametrize("text", ["8935049501403", "123", "0000000000000", "2000000000008", "9520000000004", "x"])
def test_a_number_that_names_no_product_is_refused(text):
    with pytest.raises(BadInput) as refused:
        check_gtin(text)
    assert refused.value.field == "gtin"


def test_a_sample_carries_only_sample_numbers():
    assert check_gtin("9520000000004", is_sample=True) == "09520000000004"
    with pytest.raises(BadInput):
        check_gtin("8935049501404", is_sample=True)


def test_893_is_told_from_other_prefixes():
    assert is_registered_in_vietnam("08935049501404")
    assert not is_registered_in_vietnam("00000096385074")


def test_a_product_code_is_one_that_the_scan_page_reads():
    codes = [make_product_code() for _ in range(200)]
    assert all(check_product_code(code) == code for code in codes)


@given(st.sampled_from(sorted(ALLOWED)), st.sampled_from(sorted(ALLOWED)))
def test_a_registration_moves_only_along_the_table(old, new):
    if new in ALLOWED[old]:
        check_change(old, new)
    else:
        with pytest.raises(Conflict):
            check_change(old, new)
