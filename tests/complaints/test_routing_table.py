"""The routing table: first match, the last row takes everything, goods guessed by words."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints.queries.routing import goods_words, list_goods_kinds, name_kinds
from complaints.routing import BODIES, PLACES, Facts, find_rule, guess_goods, is_last, looks_urgent, never_reached
from core import clock
from core.config import ROOT
from tests.factories.routing import row, shipped_rules

# The numbers of the requirement's table: kind, goods, place, legal kind, urgent -> who leads, somebody who is told.
CASES = [
    ("poor", "an_uong", "shop", "", True, "so_y_te", "cong_an"),
    ("fake", "thuoc", "shop", "HG-c", False, "cong_an", "so_y_te"),
    ("fake", "tpcn", "shop", "HG-a", False, "qltt", "so_y_te"),
    ("no_label", "my_pham", "shop", "KRNG", False, "qltt", "so_y_te"),
    ("fake", "vat_tu_nn", "shop", "HG-d", False, "qltt", "so_nnmt"),
    ("poor", "nong_san", "shop", "ATTP", False, "so_nnmt", "qltt"),
    ("fake", "nong_san", "shop", "HG-đ", False, "qltt", "so_khcn"),
    ("ocop", "nong_san", "shop", "", False, "qltt", "so_nnmt"),
    ("fake", "tieu_dung", "shop", "SHTT", False, "qltt", "so_khcn"),
    ("no_label", "khac", "street", "KRNG", False, "qltt", "cong_an"),
    ("other", "tieu_dung", "border", "NL", False, "hai_quan", "qltt"),
    ("poor", "an_uong", "shop", "ATTP", False, "so_y_te", "ubnd_xa"),
    ("poor", "che_bien", "shop", "ATTP", False, "so_cong_thuong", "qltt"),
    ("other", "khac", "shop", "CD", False, "so_khcn", "qltt"),
    ("label", "khac", "shop", "HG-e", False, "qltt", "quan_tri"),
    ("other", "khac", "shop", "GIA", False, "qltt", ""),
    ("other", "khac", "online", "TMDT", False, "qltt", "tmdt"),
    ("other", "khac", "shop", "refund", False, "so_cong_thuong", "hoi_ntd"),
    ("conduct", "khac", "shop", "", False, "cap_tren", "thanh_tra"),
    ("fake", "tieu_dung", "shop", "crime", False, "cong_an", "qltt"),
    ("unsure", "khac", "unknown", "", False, "qltt", ""),
]


@pytest.fixture(scope="module")
def shipped():
    """The rows that ship with the product, read once."""
    lines = (ROOT / "complaints/data/routing_rule.csv").open(encoding="utf-8")
    with lines:
        return [
            row(
                each["kinds"], each["goods"], each["places"], each["is_urgent"] == "yes", each["lead"],
                each["notified"],
            )
            for each in csv.DictReader(lines)
        ]


@pytest.mark.parametrize(("kind", "goods", "place", "legal", "urgent", "lead", "told"), CASES)
def test_each_row_of_the_requirement_leads_where_it_says(shipped, kind, goods, place, legal, urgent, lead, told):
    found = find_rule(shipped, Facts(kind, goods, place, legal, urgent))
    assert found.lead == lead and (not told or told in found.notified.split())


def test_the_shipped_table_names_only_what_there_is_and_reaches_every_row(session):
    rules, kinds = shipped_rules(session), name_kinds(session, clock.today())
    goods = {kind.code for kind in list_goods_kinds(session, clock.today())}
    assert is_last(rules[-1]) and never_reached(rules) == []
    for rule in rules:
        assert set(rule.kinds.split()) <= set(kinds) and set(rule.goods.split()) <= goods
        assert set(rule.places.split()) <= set(PLACES) and {rule.lead, *rule.notified.split()} <= set(BODIES)
        assert rule.source


CODES = st.lists(st.sampled_from(["a", "b", "c"]), unique=True).map(" ".join)
ROWS = st.builds(row, kinds=CODES, goods=CODES, places=CODES, urgent=st.booleans())
FACTS = st.builds(
    Facts, kind=st.sampled_from("abcd"), goods=st.sampled_from("abcd"), place=st.sampled_from("abcd"),
    violation=st.sampled_from(["", "a", "d"]), is_urgent=st.booleans(),
)  # fmt: skip


@given(st.lists(ROWS, max_size=8), FACTS)
def test_with_a_last_row_every_report_finds_one_and_a_dead_row_is_never_it(rows, facts):
    rules = [*rows, row()]
    found = find_rule(rules, facts)
    assert rules.index(found) not in never_reached(rules)


@pytest.mark.parametrize(
    ("said", "goods"),
    [
        ("Chè Tân Cương", "nong_san"), ("thuốc ho trẻ em", "thuoc"), ("Thuốc trừ sâu sinh học", "vat_tu_nn"),
        ("Bánh mì kẹp", "an_uong"), ("son môi hồng", "my_pham"), ("sữa bột cho bé", "tpcn"), ("Áo khoác", "tieu_dung"),
        ("bia lon", "che_bien"), ("", "khac"), ("Xyz", "khac"),
    ],
)  # fmt: skip
def test_goods_are_guessed_by_the_longest_word(session, said, goods):
    assert guess_goods(said, goods_words(list_goods_kinds(session, clock.today()))) == goods


def test_words_of_danger_ask_for_a_first_look():
    assert looks_urgent("Cả nhà bị NGỘ ĐỘC phải nhập viện") and not looks_urgent("hàng cũ")
