"""The generated rows add up to what the documents print, and carry nobody's real numbers."""

from collections import Counter
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from stdnum import ean
from stdnum.vn import mst

from reports.demo import draw, enforcement, identifiers, ocop
from reports.demo.facts import read_facts

YEAR = read_facts("enforcement-2025")
REGISTER = read_facts("ocop-2023")
ROWS = enforcement.inspection_rows(YEAR, ["old-1", "old-2"], ["new-1", "new-2"])
PRODUCTS = ocop.product_rows(REGISTER)
PRODUCERS = ocop.producer_rows(REGISTER, ["29269", "29272"])


def money(*kinds):
    return sum(part.amount for row in ROWS for part in row.money if part.kind in kinds)


def test_the_year_has_697_inspections_and_565_decisions():
    assert len(ROWS) == 697
    assert sum(row.decided_on is not None for row in ROWS) == 565


def test_the_money_of_the_year_adds_up_to_the_dong():
    assert money("fine_received") == 4_814_095_000
    assert money("confiscated_sold") == 1_604_844_000
    assert money("other_received") == 1_592_750
    assert money("fine_received", "confiscated_sold", "other_received") == 6_420_531_750 == YEAR["paid_to_budget"]
    assert money("destroyed") == 113_310_000
    assert money("awaiting_disposal") == 192_250_000
    assert money("ordered_destroyed") == 2_853_159_466
    assert sum(part.amount for row in ROWS for part in row.money) == 9_579_251_216 == YEAR["total"]


def test_only_goods_awaiting_disposal_are_estimated():
    assert {part.kind for row in ROWS for part in row.money if part.is_estimated} == {"awaiting_disposal"}


def test_every_amount_is_positive_and_every_fine_was_imposed():
    assert all(part.amount > 0 for row in ROWS for part in row.money)
    assert sum(row.fine_imposed for row in ROWS) == money("fine_received")


def test_every_day_lies_in_the_year_and_in_order():
    for row in ROWS:
        days = [row.on, *([row.decided_on] if row.decided_on else []), *(part.on for part in row.money)]
        assert all(date(2025, 1, 1) <= day <= date(2025, 12, 19) for day in days)
        assert days[0] == min(days)


def test_rows_lie_in_units_that_existed_on_their_day():
    for row in ROWS:
        assert row.commune.startswith("old" if row.on < date(2025, 7, 1) else "new")


def test_parties_are_plainly_samples():
    assert all("(mẫu)" in row.party for row in ROWS)


def test_the_register_has_184_products_of_118_producers():
    assert len(PRODUCTS) == 184
    assert len(PRODUCERS) == len({row.producer for row in PRODUCTS}) == 118
    assert Counter(row.stars for row in PRODUCTS) == {3: 137, 4: 38, 5: 3, None: 6}


def test_points_fit_the_stars_and_the_parts():
    for row in PRODUCTS:
        if row.stars is None:
            assert row.points is None
            continue
        low, high = ocop.TENTHS[row.stars]
        assert low <= sum(row.points.values()) <= high
        assert row.points["a"] <= 350 and row.points["b"] <= 250 and row.points["c"] <= 400


def test_recognitions_were_valid_when_the_report_was_written():
    for row in PRODUCTS:
        assert row.decided_on <= date(2023, 6, 23) < row.decided_on.replace(year=row.decided_on.year + 3)


def test_only_the_named_product_carries_a_name_without_the_word_sample():
    assert [row.name for row in PRODUCTS if row.source] == ["Mật hoa dừa"]
    assert all("mẫu" in row.name for row in PRODUCTS if not row.source)
    assert len({row.name for row in PRODUCTS}) == 184


def test_the_six_shops_keep_their_addresses_as_written():
    assert len(REGISTER["shops"]) == 6
    assert all(shop["written"] and shop["commune"] for shop in REGISTER["shops"])


@given(st.integers(1, 400))
def test_sample_numbers_are_right_in_form_and_owned_by_nobody(position):
    tax_code = identifiers.sample_tax_code(position)
    assert mst.is_valid(tax_code) and tax_code.startswith("00")
    gtin = identifiers.sample_gtin(position)
    assert ean.is_valid(gtin) and gtin.startswith("952")
    assert identifiers.sample_phone(position).startswith("0500")


@given(st.text(), st.integers(1, 60), st.integers(1, 1000), st.integers(0, 10**9))
def test_parts_add_up_and_are_positive(key, count, step, more):
    total = count * step + more
    shares = draw.parts(key, total, count, step)
    assert sum(shares) == total and len(shares) == count and min(shares) >= step


@given(st.text(), st.lists(st.integers()))
def test_a_shuffle_loses_nothing_and_repeats(key, items):
    assert sorted(draw.shuffled(key, items)) == sorted(items)
    assert draw.shuffled(key, items) == draw.shuffled(key, items)
