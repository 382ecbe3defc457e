"""The ministry takes its own step on its own account, and no other."""

import re
from datetime import UTC, datetime

import pytest

from areas.queries import get_unit_by_code
from core import clock
from registry.actions import deciding
from registry.models import OcopApplication, OcopEvent, Recognition
from tests.factories.accounts import make_unit
from tests.factories.ocop import PROVINCE, decide, make_application, step

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
FIVE = {"score_a": "38", "score_b": "24", "score_c": "30"}
LESS = {"score_a": "35", "score_b": "22", "score_c": "30"}


@pytest.fixture(autouse=True)
def on_a_day(freeze):
    freeze(NOW)


@pytest.fixture
def ministry(session, officer_client):
    """A signed-in browser of the ministry for one province."""
    unit = make_unit(session, kind="bo_nnmt", areas=[get_unit_by_code(session, "19", clock.today()).id])
    return officer_client("chuyen_vien", unit=unit)


@pytest.fixture
def waiting(session) -> OcopApplication:
    """A file of 95 points that the province has sent up."""
    application = make_application(session, state="council")
    decide(session, application, 95)
    name = {"recogniser_name": "UBND tỉnh Thái Nguyên"}
    deciding.propose_application(session, issued_on=clock.today(), **name, **step(application, PROVINCE))
    session.commit()
    return application


def send(browser, form: str, **values):
    version = re.search(r'name="version" value="(\d+)"', browser.get(form).text)[1]
    return browser.post(form, data={"token": browser.form_token, "version": version, **values})


def central(browser, application, **scores):
    given = {"decision_number": "", "issued_on": "24/11/2026", "recogniser_name": "Bộ Nông nghiệp và Môi trường"}
    return send(browser, f"/desk/ocop/{application.id}/steps/central", **given, **scores)


def test_the_ministry_signs_in_to_the_files_and_gives_five_stars_itself(session, ministry, waiting):
    assert ministry.get("/desk/").location == "/desk/ocop"
    assert "Bộ đang xem" in ministry.get("/desk/ocop").text
    page = ministry.get(f"/desk/ocop/{waiting.id}").text
    assert "Ghi kết quả của Bộ" in page and "Cấp giấy chứng nhận" not in page
    assert central(ministry, waiting, **FIVE).status_code == 303
    session.expire_all()
    given = session.get(Recognition, session.get(OcopApplication, waiting.id).recognition_id)
    assert (given.stars, given.recogniser_level) == (5, "trung_uong")
    last = session.query(OcopEvent).order_by(OcopEvent.id.desc()).first()
    assert (last.step, last.actor) == ("central_five", f"officer:{ministry.user.id}")


def test_below_ninety_points_the_ministry_gives_the_file_back_and_can_do_no_more(session, ministry, waiting):
    assert central(ministry, waiting, **LESS).status_code == 303
    session.expire_all()
    assert session.get(OcopApplication, waiting.id).state == "decided"
    given = {"issued_on": "24/11/2026", "recogniser_name": "Bộ"}
    assert send(ministry, f"/desk/ocop/{waiting.id}/steps/certify", **given).status_code == 403


def test_the_ministry_has_no_step_before_the_province_proposes(session, ministry):
    application = make_application(session, state="council")
    session.commit()
    assert "Ghi kết quả của Bộ" not in ministry.get(f"/desk/ocop/{application.id}").text
    assert central(ministry, application, **FIVE).status_code in (403, 409)
    session.expire_all()
    assert session.get(OcopApplication, application.id).state == "council"


@pytest.mark.parametrize(("percent", "offered"), [(95, "propose"), (80, "certify")])
def test_the_province_is_offered_only_what_the_points_allow(session, officer_client, percent, offered):
    application = make_application(session, state="council")
    decide(session, application, percent)
    unit = make_unit(session, kind="so_nnmt", areas=[get_unit_by_code(session, "19", clock.today()).id])
    page = officer_client("chuyen_vien", unit=unit).get(f"/desk/ocop/{application.id}").text
    assert re.findall(r"/steps/(\w+)", page) == [offered, "refuse"]
