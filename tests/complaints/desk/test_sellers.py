"""Reports by online seller stay on the desk; an upheld report may take a trusted place off the list."""

import pytest

from complaints.actions import handling
from core import clock
from core.actor import Actor
from registry.models import TrustedPlace
from tests.factories.complaints import commune, make_report
from tests.factories.inspections import make_branch_and_teams
from tests.factories.lists import make_seller, make_trusted


def words(response) -> str:
    return response.get_data(as_text=True)


@pytest.fixture
def desk(session, officer_client):
    """The inspector of the first team, signed in."""
    _branch, first, second = make_branch_and_teams(session)
    browser = officer_client("kiem_tra_vien", unit=first)
    browser.second = second
    return browser


def report_online(session, shop, **more):
    answers = {"place_kind": "online", "online_address": shop.shop_url + "?ref=abc", "seller": ""} | more
    return make_report(session, commune_id=commune(session).id, **answers)[0]


def test_reports_are_counted_by_the_sellers_shop_and_by_name(session, desk, client):
    seller, quiet = make_seller(session), make_seller(session)
    cases = [report_online(session, seller), report_online(session, seller, online_address="", seller=seller.name)]
    page = words(desk.get("/desk/seller-cases"))
    assert seller.name in page and quiet.name not in page
    assert all(case.number in page for case in cases) and '<td data-label="Phản ánh" class="num">2</td>' in page
    assert desk.get("/desk/seller-cases?lang=en").status_code == 200


def test_no_count_of_reports_stands_outside_the_desk_of_reports(session, desk, client):
    seller = make_seller(session)
    for path in ("/online-sellers?q=cong+ty", f"/desk/online-sellers/{seller.id}", "/desk/online-sellers.csv"):
        browser = desk if path.startswith("/desk") else client
        before = browser.get(path)
        report_online(session, seller)
        after = browser.get(path)
        assert (before.status_code, words(before)) == (after.status_code, words(after))


def test_another_units_reports_are_not_counted(session, desk, officer_client):
    seller = make_seller(session)
    report_online(session, seller)
    other = officer_client("kiem_tra_vien", unit=desk.second)
    assert seller.name not in words(other.get("/desk/seller-cases"))


def test_who_may_not_read_reports_sees_no_counts(session, officer_client):
    assert officer_client("chuyen_vien", unit_kind="so_cong_thuong").get("/desk/seller-cases").status_code == 403


def close(session, desk, case, outcome: str, **more):
    handling.take_case(session, complaint_id=case.id, actor=Actor("officer", desk.user.id), now=clock.now())
    session.commit()
    sent = {"token": desk.form_token, "version": case.version, "outcome": outcome, "answer": "Đã kiểm tra."}
    return desk.post(f"/desk/cases/{case.id}/close", data=sent | more)


def test_an_upheld_report_withdraws_the_ticked_place_and_names_no_report(session, desk, client):
    here = commune(session).id
    place = make_trusted(session, name="Cửa hàng Bị Rút", commune_id=here)
    kept = make_trusted(session, name="Cửa hàng Khác", commune_id=here)
    case, _code = make_report(session, seller="cửa hàng bị rút", commune_id=here)
    page = words(desk.get(f"/desk/cases/{case.id}"))
    handling.take_case(session, complaint_id=case.id, actor=Actor("officer", desk.user.id), now=clock.now())
    session.commit()
    page = words(desk.get(f"/desk/cases/{case.id}"))
    assert str(place.id) in page and str(kept.id) not in page
    sent = {"token": desk.form_token, "version": case.version, "outcome": "violation", "answer": "Đã xử phạt."}
    sent |= {"withdraw": [str(place.id), str(kept.id), "x"]}
    assert desk.post(f"/desk/cases/{case.id}/close", data=sent).status_code == 303
    session.expire_all()
    assert session.get(TrustedPlace, kept.id).withdrawn_on is None
    public = words(client.get("/trusted-places"))
    assert "Cơ quan kiểm tra kết luận có vi phạm" in public and case.number not in public


def test_nothing_is_withdrawn_without_a_tick_or_without_a_violation(session, desk):
    here = commune(session).id
    place = make_trusted(session, name="Cửa hàng Còn Đó", commune_id=here)
    refused, _code = make_report(session, seller="Cửa hàng Còn Đó", commune_id=here)
    answer = close(session, desk, refused, "no_violation", withdraw=str(place.id))
    assert answer.status_code == 422 and "có vi phạm" in words(answer)
    plain, _code = make_report(session, seller="Cửa hàng Còn Đó", commune_id=here)
    assert close(session, desk, plain, "violation").status_code == 303
    session.expire_all()
    assert session.get(TrustedPlace, place.id).withdrawn_on is None
    assert session.get(type(refused), refused.id).state != "closed"
