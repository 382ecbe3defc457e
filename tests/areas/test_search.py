"""Finding a place by what people type."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from areas.models import COMMUNE, PROVINCE, AdminUnit
from areas.names import name_key, read_asked, same_spelling
from areas.queries import search_units, stands
from tests.factories.areas import BEFORE, TODAY, unit


def words(session, text: str, **more) -> list[str]:
    return [hit.words for hit in search_units(session, text, **more)]


@pytest.mark.parametrize("text", ["Tân Cương", "tan cuong", "xã Tân Cương", "XÃ TÂN CƯƠNG", "tan cuong thai nguyen"])
def test_a_commune_is_found_with_and_without_accents(session, text):
    assert words(session, text)[0] == "xã Tân Cương, tỉnh Thái Nguyên"
    assert words(session, unicodedata.normalize("NFD", text))[0] == "xã Tân Cương, tỉnh Thái Nguyên"


@pytest.mark.parametrize("text", ["dak lak", "Đắk Lắk", "tỉnh Đắk Lắk", "DAK LAK"])
def test_dak_lak_is_dak_lak(session, text):
    assert words(session, text, level=PROVINCE) == ["tỉnh Đắk Lắk"]


def test_both_styles_of_tone_marks_find_the_same(session):
    assert words(session, "Hoà Minh") == words(session, "Hòa Minh")


def test_an_old_number_is_answered_with_the_new_name(session):
    expected = "Phường 5 (cũ, thành phố Trà Vinh, tỉnh Trà Vinh) → phường Hòa Thuận, tỉnh Vĩnh Long"
    for text in ("Phường 5 cũ, Trà Vinh", "phuong 5 (cu), tra vinh", "P5, TP Trà Vinh", "P.5 cũ; Trà Vinh"):
        assert words(session, text) == [expected]


def test_an_ambiguous_old_name_shows_all_with_their_places(session):
    found = words(session, "Phường 5 cũ", limit=50)
    assert len(found) > 20
    assert all("cũ" in each and "→" in each for each in found)
    assert len(set(found)) == len(found)


def test_a_divided_commune_names_all_its_parts(session):
    (hit,) = search_units(session, "Đa Kao")
    assert len(hit.units) > 1
    assert hit.former.valid_to == BEFORE


def test_a_name_that_several_provinces_have_is_shown_with_each(session):
    found = words(session, "hoa binh", limit=20)
    assert {"phường Hòa Bình, tỉnh Phú Thọ", "xã Hòa Bình, tỉnh Vĩnh Long"} <= set(found)


def test_a_province_narrows_the_search(session):
    vinh_long = unit(session, "86").id
    found = search_units(session, "Hòa", province_id=vinh_long, limit=30)
    assert found
    assert all(each.parent.name == "Vĩnh Long" for hit in found for each in hit.units)


def test_a_former_province_leads_to_todays(session):
    assert words(session, "Trà Vinh", level=PROVINCE) == ["tỉnh Trà Vinh (cũ) → tỉnh Vĩnh Long"]


def test_the_unit_of_an_earlier_day_is_found_on_that_day(session):
    (hit, *_) = search_units(session, "Bến Nghé", on=date(2024, 1, 1))
    assert hit.former is None
    assert hit.units[0].code == "26740"


@pytest.mark.parametrize("text", ["", "   ", ",,,", "xyzzy", "%", "_", "cũ", "\x00", "é" * 500])
def test_what_is_no_place_finds_nothing_and_breaks_nothing(session, text):
    assert search_units(session, text) == []


def test_every_commune_of_today_is_found_by_its_name_without_accents(session):
    provinces = {each.id: each.name for each in session.scalars(select(AdminUnit).where(AdminUnit.level == PROVINCE))}
    communes = session.scalars(select(AdminUnit).where(AdminUnit.level == COMMUNE, stands(TODAY))).all()
    keys = {(name_key(each.name), provinces[each.parent_id]) for each in communes}
    assert len(communes) == 3321
    assert all(each.folded == name_key(each.name) and each.folded for each in communes)
    assert len(keys) > 3200


@pytest.mark.full
def test_recall_of_the_folded_search_is_whole(session):
    for each in session.scalars(select(AdminUnit).where(AdminUnit.level == COMMUNE, stands(TODAY))).all():
        hits = search_units(session, each.folded, province_id=each.parent_id, limit=20)
        assert each.id in {found.id for hit in hits for found in hit.units}, each.full_name


def test_recall_holds_for_a_sample_of_every_province(session):
    query = select(AdminUnit).where(AdminUnit.level == COMMUNE, stands(TODAY)).order_by(AdminUnit.code)
    for each in session.scalars(query).all()[::25]:
        hits = search_units(session, each.folded, province_id=each.parent_id, limit=20)
        assert each.id in {found.id for hit in hits for found in hit.units}, each.full_name


@given(st.text(max_size=60))
def test_any_text_can_be_read(text):
    asked = read_asked(text)
    assert asked.key == name_key(asked.key)


def test_an_cu_is_a_name_and_not_an_old_one():
    assert read_asked("An Cư").key == "an cu"
    assert not read_asked("An Cư").is_former
    assert read_asked("An Cư cũ").is_former


def test_only_styles_of_writing_make_no_difference_in_spelling():
    assert same_spelling("Hoà", "Hòa")
    assert same_spelling("Ea H’Leo", "Ea H'Leo")
    assert not same_spelling("Cẩm Giang", "Cẩm Giàng")
