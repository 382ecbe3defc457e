"""A change proposed to an approved facility: nothing public moves before an officer, who sees old beside new."""

import re
from datetime import UTC, datetime

import pytest

from areas.queries import get_unit_by_code
from core import audit, clock
from core.actor import SYSTEM
from registry import queries
from registry.actions.facilities import Facility, correct_facility
from registry.models import Application, ChangeProposal
from tests.factories.accounts import make_unit
from tests.factories.desk import own_facility
from tests.factories.registry import make_product

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
BY = {"actor": SYSTEM, "now": NOW}
NEW = {"name": "Hợp tác xã chè đổi tên", "commune": "xã Tân Cương, tỉnh Thái Nguyên", "address": "xóm Mới",
       "public_phone": "0208 111 222"}  # fmt: skip
BAD = (({"commune": "???"}, "commune"), ({"name": ""}, "name"), ({"address": "x" * 400}, "address"))
OWN = "/producer/facility/change"


@pytest.fixture(autouse=True)
def on_a_day(freeze):
    freeze(NOW)


@pytest.fixture
def officer(session, officer_client):
    area = get_unit_by_code(session, "19", clock.today())
    return officer_client("chuyen_vien", unit=make_unit(session, kind="so_cong_thuong", areas=[area.id]))


@pytest.fixture
def maker(session, officer_client):
    browser = officer_client("producer", unit_kind="producer")
    browser.producer = own_facility(session, browser)
    return browser


def words(response) -> str:
    return response.get_data(as_text=True)


def post(browser, path, **values):
    return browser.post(path, data={"token": browser.form_token, **values})


def proposed(session, maker) -> str:
    """The change is sent in; its address at the desk."""
    assert post(maker, OWN, **NEW, why="Đại hội đổi tên").status_code == 303
    return f"/desk/changes/{session.query(ChangeProposal).one().id}"


def test_the_public_page_keeps_the_old_until_the_officer_who_sees_both_approves(session, client, maker, officer):
    producer, before = maker.producer, maker.producer.name
    product = make_product(session, producer=producer)
    change = proposed(session, maker)
    waiting = session.query(Application).one()
    assert (waiting.kind, waiting.product_id) == ("change", None)
    assert before in words(client.get(f"/producers/{producer.slug}"))
    queue = words(officer.get("/desk/applications"))
    assert change in queue and "Đề nghị thay đổi" in queue
    assert change in words(officer.get(f"/desk/producers/{producer.id}"))
    shown = words(officer.get(change))
    for told in (before, NEW["name"], NEW["address"], NEW["public_phone"], "Đại hội đổi tên"):
        assert told in shown, told
    assert post(officer, f"{change}/approve").status_code == 303
    assert NEW["name"] in words(client.get(f"/producers/{producer.slug}"))
    assert NEW["name"] in words(client.get(f"/products/{product.slug}"))
    assert "đã được duyệt" in words(maker.get("/producer"))
    assert before in words(maker.get("/producer/history")) and session.query(Application).one().outcome == "approved"
    assert audit.verify(session) == []


def test_a_change_sent_back_says_why_at_its_field_and_is_sent_again(session, maker, officer):
    change = proposed(session, maker)
    assert post(officer, f"{change}/return", pick_name="yes").status_code == 422
    assert post(officer, f"{change}/return", why_name="Kèm nghị quyết đại hội").status_code == 303
    form = words(maker.get(OWN))
    assert 'id="name-error">Kèm nghị quyết đại hội' in form and NEW["name"] in form
    assert post(maker, OWN, **NEW).status_code == 303
    assert session.query(ChangeProposal).one().state == "submitted"


def test_what_an_officer_corrected_meanwhile_is_shown_before_it_is_overwritten(session, maker, officer):
    change, producer = proposed(session, maker), maker.producer
    other = Facility(kind=producer.kind, name=producer.name, commune_id=producer.commune_id, address="xóm Khác")
    correct_facility(session, producer_id=producer.id, facility=other, reason="Theo giấy đăng ký", **BY)
    clash = post(officer, f"{change}/approve")
    assert clash.status_code == 409 and "xóm Khác" in words(clash) and "xóm Mới" in words(clash)
    seen = re.search(r'name="seen" value="(\d+)"', words(clash))[1]
    assert post(officer, f"{change}/approve", seen=seen).status_code == 303
    session.refresh(producer)
    assert producer.address == "xóm Mới"


def test_one_change_waits_at_a_time_and_can_be_taken_back(session, maker, officer):
    change = proposed(session, maker)
    assert post(maker, OWN, **NEW | {"address": "xóm Ba"}).status_code == 409
    assert "đang chờ cán bộ trả lời" in words(maker.get(OWN))
    assert post(maker, f"{OWN}/withdraw").status_code == 303
    assert post(maker, f"{OWN}/withdraw").status_code == 409
    assert post(officer, f"{change}/approve").status_code == 409
    assert post(officer, f"{change}/return").status_code == 409
    assert session.query(Application).one().outcome == "withdrawn"


def test_a_draft_is_kept_and_no_officer_sees_it(session, maker, officer):
    assert post(maker, OWN, **NEW, step="draft").status_code == 303
    assert NEW["name"] in words(maker.get(OWN)) and session.query(Application).count() == 0
    assert officer.get(f"/desk/changes/{session.query(ChangeProposal).one().id}").status_code == 404


def test_a_change_that_changes_nothing_or_names_no_place_says_so(session, maker):
    producer = maker.producer
    same = {"name": producer.name, "address": producer.address, "public_phone": producer.public_phone,
            "commune": queries.place_words(session, producer.commune_id)}  # fmt: skip
    assert "Chưa đổi chỗ nào" in words(post(maker, OWN, **same))
    for changed, field in BAD:
        answer = post(maker, OWN, **NEW | changed)
        assert answer.status_code == 422 and f'id="{field}-error"' in words(answer)
        assert all(text in words(answer) for text in (NEW | changed).values())
    assert session.query(Application).count() == 0


def test_officers_elsewhere_and_other_producers_find_nothing_of_it(session, maker, officer_client):
    change = proposed(session, maker)
    area = get_unit_by_code(session, "01", clock.today())
    stranger = officer_client("chuyen_vien", unit=make_unit(session, kind="so_cong_thuong", areas=[area.id]))
    assert stranger.get(change).status_code == 404
    for step in ("approve", "return"):
        assert post(stranger, f"{change}/{step}", reason="x").status_code == 404
    other = officer_client("producer", unit_kind="producer")
    assert other.get(OWN).status_code == 404
    own_facility(session, other)
    assert NEW["name"] not in words(other.get(OWN))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_its_pages_open_in_both_languages(session, maker, officer, language):
    change = proposed(session, maker)
    for browser, path in ((maker, OWN), (maker, "/producer"), (officer, change)):
        assert browser.get(path, query_string={"lang": language}).status_code == 200
