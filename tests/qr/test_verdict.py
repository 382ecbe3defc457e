"""Which verdict follows from which facts, and the words it is said in."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qr import words
from qr.links import Level
from qr.values import values_of
from qr.verdict import (
    ORDER,
    RIGHT,
    Code,
    Event,
    Facts,
    Lot,
    Ocop,
    Pin,
    Product,
    Stage,
    State,
    Verdict,
    judge,
)

TODAY = date(2026, 11, 24)
PAST, FUTURE = date(2026, 3, 5), date(2027, 6, 30)
THEN = Event(PAST, "sai nhãn", "Quyết định 12", "Chi cục QLTT")

PRODUCT = Product("Chè búp", "HTX Mẫu", "0208 0000 000")
LOT = Lot("TC-2611", date(2026, 11, 2), date(2028, 11, 2))
ITEM = Code(Level.ITEM)
GOOD = Facts(TODAY, product=PRODUCT, lot=LOT, code=ITEM)
GOOD_OCOP = Ocop(4, date(2025, 7, 1), FUTURE)


def facts(**changed) -> Facts:
    return replace(GOOD, **changed)


def code(**changed) -> Code:
    return replace(ITEM, **changed)


@pytest.mark.parametrize(
    ("case", "state"),
    [
        (GOOD, State.V1),
        (facts(ocop=GOOD_OCOP), State.V1),
        (facts(code=Code(Level.LOT)), State.V1_LOT),
        (facts(code=Code(Level.PRODUCT), lot=None), State.V1_PRODUCT),
        (facts(code=code(pin=Pin.FIRST)), State.V1B),
        (facts(code=code(is_issued=False)), State.V2),
        (facts(code=code(is_copied=True, copied_provinces=3, copied_days=2)), State.V3),
        (facts(lot=replace(LOT, expires_on=TODAY - timedelta(1))), State.V4),
        (facts(lot=replace(LOT, expires_on=TODAY)), State.V1),
        (facts(recall=THEN), State.V5),
        (facts(ocop=replace(GOOD_OCOP, revoked=THEN)), State.V6),
        (facts(ocop=Ocop(3, date(2023, 1, 1), date(2025, 12, 31))), State.V7),
        (facts(product=None, lot=None), State.V8),
        (facts(code=Code(Level.LOT), lot=None), State.V8),
        (facts(code=code(stage=Stage.RESERVED)), State.V9),
        (facts(code=code(stage=Stage.PRINTED)), State.V9),
        (facts(code=code(stage=Stage.VOID)), State.V10),
        (facts(code=code(void=THEN)), State.V10),
        (facts(code=code(pin=Pin.AGAIN)), State.V11),
        (facts(product=replace(PRODUCT, ended=THEN)), State.V12),
        (facts(product=replace(PRODUCT, ended=Event(FUTURE))), State.V1),
        (facts(is_reachable=False), State.V13),
        (facts(foreign_host="tem.example"), State.V14),
        (facts(code=code(blocked=THEN)), State.V15),
        (facts(code=code(stolen=THEN)), State.V16),
    ],
)
def test_each_state_follows_from_its_facts(case, state):
    assert judge(case).state is state


@pytest.mark.parametrize(
    ("produced_on", "valid_until", "revoked_on", "state"),
    [
        (date(2025, 12, 31), date(2025, 12, 31), None, State.V1),
        (date(2026, 1, 1), date(2025, 12, 31), None, State.V7),
        (None, date(2025, 12, 31), None, State.V7),
        (None, TODAY, None, State.V1),
        (date(2026, 3, 4), FUTURE, PAST, State.V1),
        (date(2026, 3, 5), FUTURE, PAST, State.V6),
        (None, FUTURE, PAST, State.V6),
        (date(2026, 4, 1), date(2026, 3, 31), PAST, State.V6),
        (date(2026, 11, 2), None, None, State.V1),
    ],
)
def test_ocop_is_compared_with_the_day_the_lot_was_made(produced_on, valid_until, revoked_on, state):
    ocop = Ocop(3, date(2023, 1, 1), valid_until, revoked_on and Event(revoked_on))
    assert judge(facts(lot=replace(LOT, produced_on=produced_on), ocop=ocop)).state is state


def test_the_order_names_every_state_once():
    assert sorted(state for state, _ in ORDER) == sorted(State)


def test_the_order_is_the_agreed_one():
    agreed = "V13 V14 V8 V2 V5 V15 V16 V10 V4 V3 V11 V12 V6 V7 V9 V1b V1 V1-lot V1-product"
    assert " ".join(state for state, _ in ORDER) == agreed


def test_lesser_facts_stay_as_lines_in_their_order():
    everything = facts(
        lot=replace(LOT, expires_on=PAST),
        recall=THEN,
        ocop=Ocop(3, None, PAST, THEN),
        code=code(stage=Stage.PRINTED, blocked=THEN, stolen=THEN, void=THEN, is_copied=True, pin=Pin.AGAIN),
        product=replace(PRODUCT, ended=THEN),
    )
    states = (State.V15, State.V16, State.V10, State.V4, State.V3, State.V11, State.V12, State.V6, State.V9)
    assert judge(everything) == Verdict(State.V5, states)


def test_a_code_never_issued_says_nothing_about_activation():
    assert judge(facts(code=code(is_issued=False, stage=Stage.RESERVED))) == Verdict(State.V2)


def test_an_unreachable_system_says_nothing_else():
    assert judge(facts(is_reachable=False, recall=THEN)) == Verdict(State.V13)


events = st.none() | st.builds(Event, st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.text(max_size=5))
days = st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1))
any_facts = st.builds(
    Facts,
    today=st.just(TODAY),
    is_reachable=st.booleans(),
    foreign_host=st.sampled_from(["", "tem.example"]),
    product=st.none() | st.builds(Product, st.just("Chè"), st.just("HTX"), st.just(""), events),
    lot=st.none() | st.builds(Lot, st.just("A"), days, days),
    ocop=st.none() | st.builds(Ocop, st.integers(3, 5), days, days, events),
    recall=events,
    code=st.builds(
        Code,
        st.sampled_from(Level),
        st.booleans(),
        st.sampled_from(Stage),
        events,
        events,
        events,
        st.booleans(),
        st.integers(0, 4),
        st.integers(0, 4),
        st.none() | st.sampled_from(Pin),
    ),
)


@given(any_facts)
def test_any_facts_have_exactly_one_headline_and_full_words(case):
    found = judge(case)
    values = values_of(case)
    for state in (found.state, *found.lines):
        assert words.headline(state, values)
        assert "%(" not in " ".join(words.fill(words.WORDS[state].why + words.WORDS[state].do, values))
    assert len(set(found.lines)) == len(found.lines)


@given(any_facts)
def test_a_right_code_is_said_only_when_nothing_is_held_against_it(case):
    found = judge(case)
    if found.state in RIGHT:
        assert found.lines == ()
        assert case.product is not None
        assert case.recall is case.code.stolen is case.code.blocked is case.code.void is None
        assert case.is_reachable and not case.foreign_host


def test_every_state_has_words_and_a_shape_with_a_tone():
    assert set(words.WORDS) == set(words.SHAPES) == set(State)
    assert set(words.SHAPES.values()) <= set(words.TONES)


def test_no_verdict_calls_goods_genuine_or_fake():
    for said in words.WORDS.values():
        text = " ".join(str(part) for part in (said.headline, *said.why, *said.do)).lower()
        for banned in ("hàng thật 100", "100%", "100 %", "chính hãng", "hàng giả"):
            assert banned not in text


def test_a_recall_names_the_lot_the_day_the_decision_and_the_reason():
    said = " ".join(words.fill(words.WORDS[State.V5].why, values_of(facts(recall=THEN))))
    assert said == ("Lô TC-2611 bị thu hồi từ 05/03/2026. Theo Quyết định 12, Chi cục QLTT. Lý do: sai nhãn.")


def test_an_expired_lot_says_since_when_and_for_how_long():
    late = facts(lot=replace(LOT, expires_on=date(2026, 11, 12)))
    assert words.headline(State.V4, values_of(late)) == "Đã quá hạn dùng từ ngày 12/11/2026."
    assert "đã hết hạn 12 ngày" in " ".join(words.fill(words.WORDS[State.V4].why, values_of(late)))
