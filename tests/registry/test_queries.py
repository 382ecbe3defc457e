"""Finding and counting: accents, filters, days."""

from datetime import UTC, date, datetime

import pytest

from areas.queries import get_unit_by_code, units_inside
from core.actor import SYSTEM
from registry import actions, queries
from registry.queries import Wanted
from tests.factories.registry import make_producer, make_product, recognise

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)


@pytest.fixture(autouse=True)
def on_a_day(freeze):
    freeze(NOW)


def names(session, **wanted) -> list[str]:
    return [found.name for found in queries.search_products(session, Wanted(**wanted), on=TODAY)[0]]


@pytest.mark.parametrize("words", ["mat hoa dua", "MẬT HOA DỪA", "dừa mật", "hoà", "hoa  dua", "Mật hoa dừa"])
def test_words_are_found_with_or_without_accents_and_in_any_order(session, words):
    make_product(session, name="Mật hoa dừa Hòa Minh")
    make_product(session, name="Chè búp")
    assert names(session, words=words) == ["Mật hoa dừa Hòa Minh"]


def test_the_producers_name_finds_its_products(session):
    make_product(session, name="Miến dong", producer=make_producer(session, name="Hợp tác xã Đắk Lắk"))
    assert names(session, words="dak lak") == ["Miến dong"]


@pytest.mark.parametrize("words", ["%", "_", "\\", "100%"])
def test_signs_of_the_database_are_words_like_others(session, words):
    make_product(session, name="Chè búp")
    assert names(session, words=words) == []


def test_only_approved_products_are_found(session):
    for state in ("draft", "submitted", "returned", "suspended", "ended"):
        make_product(session, state=state)
    shown = make_product(session)
    assert [found.slug for found in queries.list_products(session, on=TODAY)] == [shown.slug]


def test_filters_narrow_down_together(session):
    tea = make_product(session, name="Chè", ocop_group=2)
    honey = make_product(session, name="Mật ong", kind_code="mat_ong", ocop_group=1)
    recognise(session, tea)
    assert names(session, stars=4) == ["Chè"]
    assert names(session, stars=3) == []
    assert names(session, group=1) == names(session, kind="mat_ong") == ["Mật ong"]
    assert names(session, group=1, kind="che") == []
    assert names(session, producer_id=honey.producer_id) == ["Mật ong"]
    thai_nguyen = units_inside(session, get_unit_by_code(session, "19", TODAY))
    ha_noi = units_inside(session, get_unit_by_code(session, "01", TODAY))
    assert len(names(session, commune_ids=thai_nguyen)) == 2
    assert names(session, commune_ids=ha_noi) == []


def test_pages_hold_all_products_once_and_the_total(session):
    for number in range(5):
        make_product(session, name=f"Chè số {number}")
    pages = [queries.search_products(session, Wanted(), on=TODAY, offset=start, limit=2) for start in (0, 2, 4)]
    assert [total for _, total in pages] == [5, 5, 5]
    assert len({found.slug for page, _ in pages for found in page}) == 5


def test_a_card_shows_the_commune_of_today_for_one_of_before(session):
    old = get_unit_by_code(session, "29347", date(2024, 1, 1))
    make_product(session, producer=make_producer(session, commune_id=old.id))
    assert queries.list_products(session, on=TODAY)[0].place.endswith("tỉnh Vĩnh Long")


def test_a_recognition_counts_from_its_day_through_its_last(session):
    product = make_product(session)
    recognise(session, product, issued_on=date(2022, 3, 1), stars=None, scores=None)
    assert queries.count_recognised(session, date(2022, 2, 28)) == {}
    assert queries.count_recognised(session, date(2022, 3, 1)) == {None: 1}
    assert queries.count_recognised(session, date(2025, 2, 28)) == {None: 1}
    assert queries.count_recognised(session, date(2025, 3, 1)) == {}


def test_the_newest_recognition_is_the_one_that_counts(session):
    product = make_product(session)
    recognise(session, product, issued_on=date(2024, 3, 1), stars=3, scores=(250, 150, 200))
    recognise(session, product, issued_on=date(2026, 3, 1))
    assert queries.count_recognised(session, date(2025, 3, 1)) == {3: 1}
    assert queries.count_recognised(session, TODAY) == {4: 1}


def test_a_withdrawn_recognition_counts_until_the_day_before(session):
    recognition = recognise(session, make_product(session))
    why = {"on": date(2026, 3, 5), "reason": "Theo quyết định mẫu"}
    actions.revoke_recognition(session, recognition_id=recognition.id, **why, actor=SYSTEM, now=NOW)
    assert queries.count_recognised(session, date(2026, 3, 4)) == {4: 1}
    assert queries.count_recognised(session, date(2026, 3, 5)) == {}


def test_producers_are_counted_once_by_kind_and_inside_a_place(session):
    coop, household = make_producer(session), make_producer(session, kind="ho_kinh_doanh")
    for producer in (coop, coop, household):
        recognise(session, make_product(session, producer=producer))
    assert queries.count_producers(session, TODAY) == {"hop_tac_xa": 1, "ho_kinh_doanh": 1}
    assert queries.count_recognised(session, TODAY, frozenset()) == {}
    assert queries.count_recognised(session, TODAY, {coop.commune_id}) == {4: 3}


def test_the_queue_shows_who_waits_longest_first_and_only_the_own_communes(session):
    first, second = make_product(session, state="submitted"), make_product(session, state="submitted")
    make_product(session, state="approved")
    queue = queries.list_queue(session, state="submitted", commune_ids=None)
    assert [row[0].id for row in queue] == [first.id, second.id]
    assert queries.list_queue(session, state="submitted", commune_ids=frozenset()) == []
