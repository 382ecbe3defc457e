"""The table of changes of an OCOP application, who may take them, and how sheets are joined: as tables."""

import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.queries import list_rights
from areas.queries import get_unit_by_code
from core import clock
from core.errors import BadInput
from registry import assessing
from registry.actions.criteria import read_criteria
from registry.models import OcopEvent
from registry.ocop import check_scores, parse_points, points_text, stars_for
from registry.queries import count_recognised, list_bands, score_limits
from registry.queries.standing import count_standing
from tests.factories.accounts import make_unit
from tests.factories.ocop import decide, make_application
from tests.factories.registry import make_product, recognise

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
ROLES = {
    "producer": ("producer", "producer"),
    "commune": ("can_bo_xa", "ubnd_xa"),
    "member": ("thanh_vien_hoi_dong", "hoi_dong_ocop"),
    "province": ("chuyen_vien", "so_nnmt"),
    "ministry": ("chuyen_vien", "bo_nnmt"),
    "trade": ("chuyen_vien", "so_cong_thuong"),
    "front": ("mttq", "mttq"),
}
MAY = {
    "draft": {"producer": {"file", "withdraw"}},
    "filed": {"producer": {"withdraw"}, "commune": {"receive"}},
    "commune_check": {"producer": {"withdraw"}, "commune": {"forward", "ask"}},
    "council": {"producer": {"withdraw"}, "province": {"ask", "decide", "refuse"}},
    "supplement_asked": {"producer": {"answer_commune", "answer_council", "withdraw"}, "province": {"refuse"}},
    "decided": {"province": {"refuse", "certify", "propose"}},
    "ministry": {"province": {"central_five", "central_less"}, "ministry": {"central_five", "central_less"}},
    "certified": {},
    "refused": {},
    "withdrawn": {},
}


@pytest.mark.parametrize("state", list(assessing.STATES))
def test_each_role_may_take_exactly_the_steps_of_the_table(session, state):
    for name, (role, kind) in ROLES.items():
        rights = list_rights(session, role=role, unit_kind=kind, on=date(2026, 11, 24))
        assert set(assessing.list_steps(state, rights)) == MAY[state].get(name, set()), (state, name)


FILLED = {"reason": "x", "decided_on": "24/11/2026", "issued_on": "24/11/2026", "recogniser_name": "x"}
FILLED |= dict.fromkeys(("score_a", "score_b", "score_c"), "1")
OFFICERS_STEPS = ("receive", "forward", "ask", "decide", "refuse", "certify", "propose", "central")


@pytest.mark.parametrize("state", ["filed", "commune_check", "council"])
@pytest.mark.parametrize("role", ["commune", "member", "province"])
def test_the_pages_refuse_what_the_table_does_not_give(session, officer_client, freeze, role, state):
    freeze(NOW)
    application = make_application(session, state=state)
    place = get_unit_by_code(session, "19", clock.today()).id
    browser = officer_client(ROLES[role][0], unit=make_unit(session, kind=ROLES[role][1], areas=[place]))
    events = session.query(OcopEvent).count()
    for step in OFFICERS_STEPS:
        if step in MAY[state].get(role, set()):
            continue
        form = f"/desk/ocop/{application.id}/steps/{step}"
        version = re.search(r'name="version" value="(\d+)"', browser.get(form).text)[1]
        sent = {"token": browser.form_token, "version": version, **FILLED}
        assert browser.post(form, data=sent).status_code in (403, 409), (role, state, step)
    assert session.query(OcopEvent).count() == events


def test_every_state_is_reached_and_ended_states_lead_nowhere():
    reached = {row.to_state for row in assessing.TABLE} | {"draft"}
    assert reached == set(assessing.STATES)
    assert not [row for row in assessing.TABLE if row.from_state in assessing.ENDED]
    assert len({(row.from_state, row.step, row.right) for row in assessing.TABLE}) == len(assessing.TABLE)


PARTS = st.tuples(st.integers(0, 400), st.integers(0, 250), st.integers(0, 350))


@given(st.lists(PARTS, min_size=1, max_size=9), st.sampled_from(["mean", "median"]))
def test_joined_sheets_lie_between_the_lowest_and_the_highest_of_each_part(sheets, method):
    joined = assessing.join_sheets(sheets, method)
    for part, values in zip(joined, zip(*sheets, strict=True), strict=True):
        assert min(values) <= part <= max(values)


@pytest.mark.parametrize(
    ("sheets", "method", "joined"),
    [
        ([(300, 200, 300), (301, 200, 300)], "mean", (301, 200, 300)),
        ([(0, 0, 0), (300, 200, 300), (310, 210, 310)], "median", (300, 200, 300)),
        ([(100, 10, 1), (100, 10, 2), (100, 11, 2)], "mean", (100, 10, 2)),
    ],
)
def test_sheets_are_joined_to_a_tenth_with_halves_upwards(sheets, method, joined):
    assert assessing.join_sheets(sheets, method) == joined


@given(st.integers(0, 1000))
def test_points_read_as_they_are_written(tenths):
    assert parse_points(points_text(tenths)) == tenths


@pytest.mark.parametrize("text", ["", "abc", "3,55", "-1", "101", "NaN", "Infinity", "1e9999", "--"])
def test_what_is_no_number_of_points_is_refused(text):
    with pytest.raises((ValueError, ArithmeticError)):
        parse_points(text)


@pytest.mark.parametrize("on", [date(2019, 8, 21), date(2023, 2, 23), date(2023, 2, 24), date(2026, 11, 24)])
def test_whole_points_of_any_set_have_exactly_one_star_class(session, on):
    limits, bands = score_limits(session, on), list_bands(session, on)
    assert (limits["A"], limits["C"]) == ((350, 400) if on < date(2023, 2, 24) else (400, 350))
    assert check_scores(limits["A"], limits["B"], limits["C"], limits) == 1000
    for tenths in range(1001):
        assert sum(band.least <= tenths < band.below for band in bands) == 1
    edges = {299: 1, 300: 2, 499: 2, 500: 3, 699: 3, 700: 4, 895: 4, 899: 4, 900: 5, 1000: 5}
    assert {tenths: stars_for(tenths, bands) for tenths in edges} == edges


BAD_FILES = {
    "set,part\nx,A\n": "thiếu cột",
    "set,valid_from,source,part,number,text,most\n": "không có dòng",
    "set,valid_from,source,part,number,text,most\nx,2026-01-01,s,D,1,t,4\n": "Dòng 2: phần “D”",
    "set,valid_from,source,part,number,text,most\nx,hôm nay,s,A,1,t,4\n": "ngày “hôm nay”",
    "set,valid_from,source,part,number,text,most\nx,2026-01-01,s,A,1,t,nhiều\n": "điểm “nhiều”",
    "set,valid_from,source,part,number,text,most\nx,2026-01-01,s,A,1,t,40\nx,2026-01-01,s,A,1,t,1\n": "hai lần",
    "set,group,valid_from,source,part,number,text,most\nx,7,2026-01-01,s,A,1,t,40\n": "không có nhóm 7",
    "set,valid_from,source,part,number,text,most\nx,2000-01-01,s,A,1,t,40\n": "chưa có bộ tiêu chí",
}


@pytest.mark.parametrize("text", list(BAD_FILES))
def test_a_bad_file_of_criteria_is_refused_with_its_lines(session, text):
    with pytest.raises(BadInput, match=BAD_FILES[text]):
        read_criteria(session, text.splitlines())


def test_counts_on_any_day_are_the_tallys(session, freeze):
    freeze(NOW)
    for issued_on in (date(2022, 3, 1), date(2024, 5, 6), date(2025, 8, 1)):
        recognise(session, make_product(session), issued_on=issued_on, stars=None, scores=None)
    application = make_application(session, state="council")
    decide(session, application, 80)
    edges = (date(2022, 2, 28), date(2022, 3, 1), date(2025, 2, 28), date(2025, 3, 1), date(2028, 7, 31))
    for on in (*edges, date(2026, 11, 24)):
        assert count_standing(session, on).total == sum(count_recognised(session, on).values())
