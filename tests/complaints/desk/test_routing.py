"""Where reports go: the place of sale, sellers without a place, officers' conduct; routing again with a reason."""

import pytest

from complaints.actions.handling import move_case
from complaints.models import CaseFlag
from complaints.queries.routing import find_route
from core import clock
from core.actor import Actor
from core.errors import BadInput
from tests.factories.accounts import make_officer, make_unit
from tests.factories.complaints import commune, make_report, province
from tests.factories.inspections import make_branch_and_teams


@pytest.fixture
def house(session):
    """The Cục, a branch of the province, two teams."""
    cuc = make_unit(session, kind="cuc", name="Cục thử")
    branch, first, second = make_branch_and_teams(session)
    return cuc, branch, first, second


def test_a_report_keeps_what_the_table_said_when_it_came(session, house):
    case, _code = make_report(session, commune_id=commune(session).id, goods_name="Chè Tân Cương", kind_code="fake")
    route = find_route(session, case.id)
    assert (route.lead, route.goods_code, route.notified) == ("qltt", "nong_san", "so_khcn so_nnmt")
    assert case.unit_id == house[2].id and route.reason == ""


def test_an_online_seller_without_a_place_goes_to_the_branch_and_is_raised_to_the_cuc(session, house, officer_client):
    cuc, branch, *_teams = house
    case, _code = make_report(
        session, place_kind="online", province_id=province(session).id, online_address="https://san.example/gian-hang",
    )  # fmt: skip
    assert case.unit_id == branch.id and "cuc" in find_route(session, case.id).notified.split()
    above = officer_client("lanh_dao", unit=cuc)
    shown = above.get("/desk/flags").text
    assert case.number in shown and "san.example/gian-hang" in shown and f"/desk/cases/{case.id}" not in shown
    assert above.get(f"/desk/cases/{case.id}").status_code == 403
    assert above.post(f"/desk/flags/{case.id}/1/seen").status_code == 303
    assert case.number not in above.get("/desk/flags").text
    placed, _code = make_report(session, place_kind="online", commune_id=commune(session).id)
    assert placed.unit_id == house[2].id and not session.query(CaseFlag).filter_by(complaint_id=placed.id).all()


def test_the_conduct_of_an_officer_is_never_seen_by_the_own_team(session, house, officer_client):
    _cuc, branch, team, second = house
    case, _code = make_report(session, kind_code="conduct", commune_id=commune(session).id)
    assert case.unit_id == branch.id and find_route(session, case.id).against_unit_id == team.id
    own, chief = officer_client("doi_truong", unit=team), officer_client("lanh_dao", unit=branch)
    assert own.get(f"/desk/cases/{case.id}").status_code == 404
    assert case.number not in own.get("/desk/cases?view=all").text
    assert case.number in chief.get("/desk/flags").text
    act = {"complaint_id": case.id, "actor": Actor("officer", make_officer(session).id), "now": clock.now()}
    with pytest.raises(BadInput, match="nói về người của"):
        move_case(session, unit_id=team.id, reason="gần hơn", **act)
    assert move_case(session, unit_id=second.id, reason="đội khác xem", **act).unit_id == second.id


def test_the_conduct_of_a_branch_without_a_unit_above_goes_to_another_body_that_can_look(session):
    branch = make_unit(session, kind="chi_cuc", areas=[province(session).id])
    above = make_unit(session, kind="cuc")
    case, _code = make_report(session, kind_code="conduct", province_id=province(session).id)
    assert case.unit_id == above.id != branch.id


def test_triage_routes_again_with_a_reason_and_the_history_stays(session, house, officer_client):
    case, _code = make_report(session, commune_id=commune(session).id, goods_name="Xyz", kind_code="fake")
    desk, at = officer_client(unit=house[2]), f"/desk/cases/{case.id}/routing"
    sent = {"violation": "HG-c", "goods": "thuoc", "place": "shop", "version": case.version}
    refused = desk.post(at, data=sent)
    assert refused.status_code == 422 and "Lý do phân công lại" in refused.text
    assert desk.post(at, data=sent | {"route_reason": "là thuốc ho"}).status_code == 303
    route = find_route(session, case.id)
    assert (route.seq, route.lead, route.violation_code) == (2, "cong_an", "HG-c")
    named = sent | {"route_reason": "y tế nhận", "lead": "so_y_te", "version": case.version}
    assert desk.post(at, data=named).status_code == 303
    assert find_route(session, case.id).lead == "so_y_te" and "y tế nhận" in desk.get(f"/desk/cases/{case.id}").text


@pytest.mark.parametrize(
    ("field", "value"), [("goods", "khong-co"), ("place", "tren-troi"), ("violation", "'; --"), ("lead", "toa_an")]
)
def test_a_value_that_is_in_no_list_is_refused_and_the_words_stay(session, house, officer_client, field, value):
    case, _code = make_report(session, commune_id=commune(session).id)
    desk, at = officer_client(unit=house[2]), f"/desk/cases/{case.id}/routing"
    sent = {"goods": "khac", "place": "shop", "route_reason": "lý do của tôi", field: value}
    page = desk.post(at, data=sent)
    assert page.status_code == 422 and "lý do của tôi" in page.text and find_route(session, case.id).seq == 1


def test_only_those_who_may_move_a_report_route_it(session, house, officer_client):
    case, _code = make_report(session, commune_id=commune(session).id)
    at = f"/desk/cases/{case.id}/routing"
    assert officer_client("kiem_tra_vien", unit=house[2]).post(at).status_code == 403
    assert officer_client("tiep_nhan", unit=house[3]).post(at).status_code == 404
