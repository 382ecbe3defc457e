"""The shipped lists: how many, what became of what, who is inside what."""

import csv
from datetime import date
from pathlib import Path

import pytest

from areas.actions import load_units
from areas.models import COMMUNE, DISTRICT, PROVINCE
from areas.queries import (
    count_units,
    current_successors,
    find_place,
    former_members,
    get_calendar,
    label,
    line_ids,
    list_communes,
    list_flags,
    list_provinces,
    nearest_communes,
    units_inside,
)
from core.errors import NotFound
from core.text import sort_key
from tests.factories.areas import BEFORE, TODAY, unit

MERGED = Path(__file__).resolve().parents[3] / "shared" / "vn-data" / "units-merged.csv"


def names(units) -> list[str]:
    return [label(each) for each in units]


def test_there_are_34_provinces_and_3321_communes_since_july_2025(session):
    for day in (date(2025, 7, 1), TODAY):
        assert count_units(session, PROVINCE, day) == 34
        assert count_units(session, COMMUNE, day) == 3321
        assert count_units(session, DISTRICT, day) == 0


def test_there_were_63_provinces_with_districts_before(session):
    assert count_units(session, PROVINCE, BEFORE) == 63
    assert count_units(session, DISTRICT, BEFORE) == 696
    assert count_units(session, COMMUNE, BEFORE) == 10035


def test_loading_again_adds_nothing(session):
    counts = load_units(session)
    assert set(vars(counts).values()) == {0}


def test_a_dissolved_province_is_where_it_went(session):
    assert names(current_successors(session, unit(session, "84", BEFORE))) == ["tỉnh Vĩnh Long"]


@pytest.mark.parametrize(
    ("code", "before", "today"),
    [
        ("29248", "Phường 5, thành phố Trà Vinh, tỉnh Trà Vinh", ["phường Hòa Thuận, tỉnh Vĩnh Long"]),
        ("29410", "xã Hòa Minh, huyện Châu Thành, tỉnh Trà Vinh", ["xã Hòa Minh, tỉnh Vĩnh Long"]),
        ("05503", "xã Tân Cương, thành phố Thái Nguyên, tỉnh Thái Nguyên", ["xã Tân Cương, tỉnh Thái Nguyên"]),
        ("06970", "thị trấn Ba Chẽ, huyện Ba Chẽ, tỉnh Quảng Ninh", ["xã Ba Chẽ, thành phố Quảng Ninh"]),
        ("23938", "xã Ia Mơ, huyện Chư Prông, tỉnh Gia Lai", ["xã Ia Mơ, tỉnh Gia Lai"]),
        ("26740", "phường Bến Nghé, Quận 1, thành phố Hồ Chí Minh", ["phường Sài Gòn, thành phố Hồ Chí Minh"]),
    ],
)
def test_a_former_commune_leads_to_todays(session, code, before, today):
    former = unit(session, code, BEFORE)
    assert label(former) == before
    assert names(current_successors(session, former)) == today


def test_a_code_is_used_again_so_only_code_and_day_name_a_unit(session):
    assert unit(session, "26740", BEFORE).name == "Bến Nghé"
    assert unit(session, "26740", TODAY).name == "Sài Gòn"
    assert unit(session, "24", BEFORE).name == "Bắc Giang"
    assert unit(session, "24", TODAY).name == "Bắc Ninh"


def test_a_divided_commune_leads_to_all_its_parts(session):
    former = unit(session, "26737", BEFORE)
    parts = current_successors(session, former)
    assert former.name == "Đa Kao"
    assert len(parts) > 1
    assert all(member.is_part for part in parts for member in former_members(session, part) if member.unit is former)


def test_a_former_district_is_where_its_communes_are(session):
    successors = names(current_successors(session, unit(session, "842", BEFORE)))
    assert "phường Trà Vinh, tỉnh Vĩnh Long" in successors


def test_an_island_district_without_communes_became_a_special_zone(session):
    con_dao = next(each for each in list_communes(session, unit(session, "79").id) if each.name == "Côn Đảo")
    assert con_dao.kind == "dac_khu"
    assert line_ids(session, con_dao.id) > {con_dao.id}


def test_a_province_that_became_a_city_keeps_its_communes(session):
    as_city, as_province = unit(session, "24", TODAY), unit(session, "24", date(2026, 1, 1))
    assert (as_province.kind, as_city.kind) == ("tinh", "thanh_pho")
    today = list_communes(session, as_city.id)
    before = list_communes(session, as_province.id, date(2026, 1, 1))
    assert len(today) == len(before) == 99
    assert {each.name for each in today} == {each.name for each in before}


def test_communes_stand_in_the_order_of_the_alphabet(session):
    communes = [each.name for each in list_communes(session, unit(session, "19").id)]
    assert len(communes) == 92
    assert communes == sorted(communes, key=sort_key)
    assert len(list_provinces(session)) == 34


def test_an_unknown_code_is_not_found(session):
    with pytest.raises(NotFound):
        unit(session, "99999")
    assert find_place(session, "84", TODAY).valid_to == BEFORE


def test_a_former_province_holds_its_own_units_and_todays(session):
    inside = units_inside(session, find_place(session, "84", TODAY))
    assert unit(session, "29248", BEFORE).id in inside
    assert unit(session, "29242", TODAY).id in inside
    assert len(units_inside(session, find_place(session, "84", TODAY), TODAY)) == 41


def test_a_province_of_today_holds_those_it_was_merged_from(session):
    vinh_long = unit(session, "86")
    assert unit(session, "29248", BEFORE).id in units_inside(session, vinh_long)
    assert len(units_inside(session, vinh_long, TODAY)) == 124


def test_two_provinces_share_no_commune(session):
    one, other = (units_inside(session, unit(session, code)) for code in ("19", "86"))
    assert not one & other


def test_the_nearest_communes_are_offered_nearest_first(session):
    nearby = nearest_communes(session, 9.913, 106.344)
    assert len(nearby) == 3
    assert nearby[0].unit.name == "Trà Vinh"
    assert [each.km for each in nearby] == sorted(each.km for each in nearby)


def test_a_point_at_sea_still_gets_three(session):
    assert len(nearest_communes(session, 12.0, 114.0)) == 3


def test_marks_come_from_documents_only(session):
    assert list_flags(session, unit(session, "19").id, date(2025, 12, 31)) == ["dan_toc_thieu_so", "mien_nui"]
    assert list_flags(session, unit(session, "19").id, date(2024, 12, 31)) == []


def test_the_calendar_knows_tet_and_the_days_worked_instead(session):
    calendar = get_calendar(session)
    assert calendar[date(2025, 1, 29)] == "off"
    assert calendar[date(2025, 4, 26)] == "working"
    assert calendar[date(2026, 11, 24)] == "off"


@pytest.mark.skipif(not MERGED.exists(), reason="the trial data is not on this machine")
@pytest.mark.full
def test_no_centre_is_far_from_where_the_boundaries_put_it(session):
    with MERGED.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["lat"] and row["type"] != "dac-khu"]
    far = []
    for row in rows:
        near = nearest_communes(session, float(row["lat"]), float(row["lon"]), limit=12)
        if row["code"] not in {each.unit.code for each in near}:
            far.append(row["full_name"])
    assert len(far) < 5
