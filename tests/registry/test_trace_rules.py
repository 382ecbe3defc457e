"""The pure rules of journeys: gaps, what weighs against what, names of goods, no ring."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.epc import Named, is_uri, parse_epc, write_epc
from registry.journey import Line, Step, Told, judge_journey, missing_codes
from registry.tracing import (
    Amount,
    add_up,
    amount_number,
    amount_text,
    exceeds,
    has_personal_number,
    parse_amount,
    scale_amount,
)

DAY = datetime(2026, 9, 1, tzinfo=UTC)
UNITS = {"KGM": ("mass", 1000), "GRM": ("mass", 1), "LTR": ("volume", 1000), "H87": ("count", 1), "XBX": ("count", 0)}
STEPS = [
    Step("hai", 10, True, "make"), Step("sao", 30, True, "process"), Step("luu", 40, False, "keep"),
    Step("goi", 60, True, "keep"), Step("giao", 80, False, "give"), Step("nhan", 85, False, "take"),
]  # fmt: skip
CODES = [step.code for step in STEPS]
EXPECTED = [step.code for step in STEPS if step.is_expected]
LOTS = st.from_regex(r"[A-Za-z0-9._-]{1,20}", fullmatch=True)
GTINS = st.from_regex(r"[0-9]{14}", fullmatch=True)
OWN_CODES = st.from_regex(r"[0-9a-z]{8}", fullmatch=True)
LINES = st.lists(st.tuples(st.integers(1, 10**9), st.sampled_from(["KGM", "GRM"])), min_size=1, max_size=6)


def told(*codes: str, **values) -> list[Told]:
    return [Told(code, DAY + timedelta(days=day), **values) for day, code in enumerate(codes)]


def gaps_of(events) -> list[tuple]:
    return [(gap.kind, gap.codes, gap.after, gap.before) for gap in judge_journey(STEPS, events, UNITS).gaps]


@pytest.mark.parametrize(
    ("codes", "gaps"),
    [
        ((), [("nothing", ("hai", "sao", "goi"), "", "")]),
        (("hai", "sao", "goi"), []),
        (("hai", "sao", "luu", "goi", "giao"), []),
        (("sao", "goi"), [("missing", ("hai",), "", "sao")]),
        (("hai", "goi"), [("missing", ("sao",), "hai", "goi")]),
        (("hai",), [("missing", ("sao", "goi"), "hai", "")]),
        (("giao",), [("missing", ("hai", "sao", "goi"), "", "")]),
        (("hai", "goi", "sao"), [("order", (), "goi", "sao")]),
        (("sao", "hai", "goi"), [("order", (), "sao", "hai")]),
        (("hai", "sao", "hai", "goi"), []),  # a second picking belongs to no order
    ],
)
def test_each_journey_has_its_gaps(codes, gaps):
    assert gaps_of(told(*codes)) == gaps


@given(st.lists(st.sampled_from(CODES), max_size=8), st.randoms())
def test_the_same_events_in_any_order_of_writing_are_the_same_journey(codes, chance):
    events = told(*codes)
    mixed = list(events)
    chance.shuffle(mixed)
    assert gaps_of(mixed) == gaps_of(events)


@given(st.lists(st.sampled_from(CODES), min_size=1, max_size=8))
def test_every_expected_step_is_either_written_or_told_as_missing_once(codes):
    journey = judge_journey(STEPS, told(*codes), UNITS)
    missing = [code for gap in journey.gaps if gap.kind == "missing" for code in gap.codes]
    assert sorted(missing) == sorted(set(EXPECTED) - set(codes))
    assert tuple(missing) == missing_codes(STEPS, set(codes))
    assert journey.is_complete == (not missing)


def test_goods_received_that_nobody_sent_are_told_once_for_each():
    taken = Told("nhan", DAY + timedelta(days=9), by_owner=False)
    sent = told("hai", "sao", "goi", "giao")
    assert [gap[0] for gap in gaps_of([*sent, taken])] == []
    assert [gap[0] for gap in gaps_of([*sent, taken, taken])] == ["received_unsent"]
    assert [gap[0] for gap in gaps_of([*sent[:3], taken])] == ["received_unsent"]


@pytest.mark.parametrize(
    ("inputs", "outputs", "is_more"),
    [
        ([(50_000, "KGM")], [(10_000, "KGM")], False), ([(10_000, "KGM")], [(50_000, "KGM")], True),
        ([(1_000, "KGM")], [(1_000_000, "GRM")], False), ([(1_000, "KGM")], [(1_000_001, "GRM")], True),
        ([(1_000, "KGM"), (1_000, "KGM")], [(1_500, "KGM")], False),
        ([(1_000, "LTR")], [(5_000, "KGM")], False), ([(1_000, "KGM")], [(9_000, "XBX")], False),
        ([(None, "")], [(9_000, "KGM")], False), ([(1_000, "KGM"), (1_000, "LTR")], [(9_000, "KGM")], False),
    ],
)  # fmt: skip
def test_more_out_than_in_is_told_where_it_can_be_weighed(inputs, outputs, is_more):
    lines = [Line("input", *line, False) for line in inputs] + [Line("output", *line, True) for line in outputs]
    made = Told("sao", DAY + timedelta(days=1), tuple(lines))
    kinds = [gap[0] for gap in gaps_of([*told("hai"), made, Told("goi", DAY + timedelta(days=2))])]
    assert kinds == (["more_out"] if is_more else [])


@pytest.mark.parametrize(("sent", "kinds"), [(4_000, []), (10_000, []), (10_001, ["more_sent"])])
def test_more_handed_over_than_was_made_is_told(sent, kinds):
    made = Told("sao", DAY + timedelta(days=1), (Line("output", 10_000, "KGM", True),))
    given_away = Told("giao", DAY + timedelta(days=3), (Line("epc", sent, "KGM", True),))
    packed = Told("goi", DAY + timedelta(days=2))
    assert [gap[0] for gap in gaps_of([*told("hai"), made, packed, given_away])] == kinds


@given(LINES, LINES)
def test_weights_add_up_in_any_units_of_one_dimension(before, after):
    def grams(lines):
        return sum(amount * UNITS[unit][1] for amount, unit in lines)

    assert add_up(before, UNITS) == Amount("mass", grams(before))
    assert exceeds(add_up(after, UNITS), add_up(before, UNITS)) == (grams(after) > grams(before))
    assert add_up([*before, (1, "LTR")], UNITS) is None and add_up([*before, (None, "")], UNITS) is None


@given(st.integers(1, 10**12))
def test_an_amount_is_read_as_it_is_written(amount):
    assert parse_amount(amount_text(amount)) == amount
    assert amount > 10**9 or scale_amount(amount_number(amount)) == amount


@pytest.mark.parametrize("text", ["", "0", "-1", "1e3", "1,2345", "12 kg", "nan", "1.2.3", "٣", "9" * 20])
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(ValueError):
        parse_amount(text)


@given(GTINS, LOTS, LOTS)
def test_our_links_of_gtins_read_back(gtin, lot, serial):
    link = write_epc("https://ma.example/", gtin=gtin, code="", lot=lot, serial=serial)
    assert parse_epc(link) == Named(gtin, lot=lot, serial=serial)
    assert parse_epc(write_epc("https://ma.example", gtin=gtin, code="", lot=lot)) == Named(gtin, lot=lot)


@given(OWN_CODES, LOTS)
def test_our_links_of_own_codes_read_back(code, lot):
    assert parse_epc(write_epc("https://ma.example", gtin=None, code=code, lot=lot)) == Named(code=code, lot=lot)


@given(st.text(max_size=80) | st.from_regex(r"(https?://|urn:epc:)\S{0,60}", fullmatch=True))
def test_whatever_was_written_is_read_or_left_alone(text):
    found = parse_epc(text)
    assert found is None or isinstance(found, Named)
    assert is_uri(text) in (True, False)


@pytest.mark.parametrize(
    ("epc", "named"),
    [
        ("https://id.gs1.org/01/08930000000002/10/TC-11", Named("08930000000002", lot="TC-11")),
        ("https://id.gs1.org/01/8930000000002/10/TC-11", Named("08930000000002", lot="TC-11")),
        ("https://a.vn/some/way/01/08930000000002", Named("08930000000002")),
        ("urn:epc:class:lgtin:893000000.0000.TC-11", Named("08930000000002", lot="TC-11")),
        ("urn:epc:id:sgtin:893000000.0000.7", Named("08930000000002", serial="7")),
        ("https://a.vn/p/ABCD1234/l/x%2Fy", Named(code="abcd1234", lot="x/y")),
        ("urn:epc:id:sscc:893000000.12345678", None), ("https://[", None), ("https://a.vn/01/12", None),
        ("TC-11", None),
    ],
)  # fmt: skip
def test_each_name_of_goods_is_read(epc, named):
    assert parse_epc(epc) == named


@pytest.mark.parametrize(
    ("text", "is_personal"),
    [("019123456789", True), ("số 019123456789.", True), ("0912345678", False), ("893000000000", False),
     ("097123456789", False), ("0191234567890", False), ("000123456789", False)],
)  # fmt: skip
def test_a_personal_number_is_known_by_its_province(text, is_personal):
    assert has_personal_number(text) is is_personal
