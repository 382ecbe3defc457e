"""A helper's phone keeps nothing; leaving quickly forgets; a place is rounded; a contact is confirmed."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from complaints.actions.confirming import contact_code
from complaints.models import Arrival, Complaint, ContactCode, Draft
from complaints.places import read_point
from core import clock
from notifications.models import OutboxMessage
from tests.complaints.public.walk import hidden_fields
from tests.factories.complaints import commune

SPOT = "21.5512,105.7433"


def help_someone(reporter, helper: str = "digital_team") -> None:
    reporter.open("/complaints/help")
    reporter.press(helper=helper)
    reporter.walk()


def test_helper_mode_leaves_nothing_on_the_phone(reporter, session):
    help_someone(reporter)
    assert reporter.client.get_cookie("draft", path="/complaints").max_age is None  # gone when the browser is closed
    sent = hidden_fields(reporter.page)
    page = reporter.send()
    code = reporter.code
    assert code and "Đưa mã này cho người được giúp" in page and reporter.path == "/complaints/new/check"
    assert session.scalars(select(Arrival)).one().helper == "digital_team"
    for name in ("draft", "receipt", "case"):
        assert reporter.client.get_cookie(name, path="/complaints") is None
    assert reporter.client.get("/complaints/receipt").status_code == 404
    again = reporter.client.post("/complaints/new/check", data=sent).text
    assert code in again  # reloading before the code was handed over
    response = reporter.client.post("/complaints/help/done", data=sent)
    assert '"storage"' in response.headers["Clear-Site-Data"]
    later = reporter.client.post("/complaints/new/check", data=sent)
    assert later.status_code == 410 and code not in later.text and "Máy này không còn giữ gì" in later.text
    assert reporter.client.get("/complaints/new/check").status_code == 410


def test_a_receipt_that_was_not_handed_over_is_gone_after_a_quarter_of_an_hour(reporter, session, freeze):
    help_someone(reporter)
    sent = hidden_fields(reporter.page)
    reporter.send()
    freeze(clock.now() + timedelta(minutes=16))
    assert reporter.client.post("/complaints/new/check", data=sent).status_code == 410


def test_answers_on_a_helpers_phone_are_kept_for_an_hour_and_pages_are_not(reporter, session, freeze):
    help_someone(reporter)
    assert session.scalars(select(Draft)).one().expires_at < clock.now() + timedelta(hours=1, minutes=1)
    assert reporter.client.get("/complaints/new/photos").headers["Cache-Control"] == "no-store"
    assert reporter.client.get("/complaints/one-page").location.endswith("/complaints/new/kind")


def test_who_helps_is_asked_and_the_mode_ends(reporter):
    reporter.open("/complaints/help")
    assert "Chọn bạn là ai" in reporter.press(helper="nobody") and reporter.status == 422
    reporter.press(helper="family")
    assert "Đang khai giúp người khác" in reporter.page
    reporter.client.post("/complaints/help/end")
    assert "Đang khai giúp" not in reporter.open("/complaints/new/kind")


def test_leaving_is_a_link_that_forgets_and_leads_to_the_weather(reporter, session):
    reporter.walk()
    response = reporter.client.get("/complaints/leave", headers={"Sec-Fetch-Site": "same-origin"})
    assert response.location == "https://nchmf.gov.vn/" and '"storage"' in response.headers["Clear-Site-Data"]
    assert session.scalars(select(Draft)).all() == []
    assert reporter.client.get("/complaints/new/check").status_code == 410


def test_a_link_elsewhere_or_a_browser_that_fetches_ahead_throws_nothing_away(reporter, session):
    reporter.walk()
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-origin", "Sec-Purpose": "prefetch"}):
        assert reporter.client.get("/complaints/leave", headers=headers).location.endswith("/complaints/new")
    assert session.scalars(select(Draft)).all()


def test_where_the_phone_is_fills_the_commune_and_is_not_kept(reporter, session):
    reporter.open("/complaints/new/kind")
    reporter.press(kind="fake")
    reporter.press(next="yes")
    reporter.press(place="shop")
    assert "Kể thêm" in reporter.press(near=SPOT)
    reporter.press()
    reporter.press(contact="none")
    reporter.send()
    case, arrival = session.scalars(select(Complaint)).one(), session.scalars(select(Arrival)).one()
    assert case.commune_id and case.place_as_written and (arrival.lat, arrival.lon) == (None, None)


def test_the_exact_place_is_kept_only_when_the_person_agreed(reporter, session):
    reporter.walk()
    reporter.open("/complaints/new/shop")
    reporter.press(near=SPOT, exact="yes", seller="Quán số 3")
    reporter.send()
    arrival = session.scalars(select(Arrival)).one()
    assert (arrival.lat, arrival.lon) == (21.5512, 105.7433)
    assert session.scalars(select(Complaint)).one().seller == "Quán số 3"


@pytest.mark.parametrize("near", ["khong", "0,0", "999,1", "21.5", "1e9,2", "48.85,2.35"])
def test_a_place_that_cannot_be_is_told_and_what_was_typed_stays(reporter, near):
    reporter.walk()
    reporter.open("/complaints/new/shop")
    page = reporter.press(near=near, seller="Quán số 3", commune="Tân")
    assert reporter.status == 422 and "Không đọc được vị trí của máy" in page and "Quán số 3" in page


def test_points_are_read_as_phones_write_them():
    assert read_point("21.59,105.84") == (21.59, 105.84) and read_point(" -1,2 ") == (-1.0, 2.0)
    assert [read_point(text) for text in ("", "91,0", "0,181", "1;2", "nan,inf", "٣,٤")] == [None] * 6


def test_bought_within_seven_days_is_kept_as_a_span(reporter, session):
    page = reporter.walk(bought="week")
    first = clock.today() - timedelta(days=7)
    assert f"từ {first:%d/%m/%Y}" in page and 'value="week" checked' in reporter.open("/complaints/new/details")
    reporter.press("/complaints/new/check")
    assert session.scalars(select(Arrival)).one().bought_from == first
    assert session.scalars(select(Complaint)).one().bought_on is None


def test_what_was_typed_when_the_draft_was_gone_begins_the_next_one(reporter, session, freeze):
    reporter.walk()
    reporter.open("/complaints/new/details")
    freeze(clock.now() + timedelta(hours=25))
    page = reporter.press(details="Tem mờ, chữ nhòe", price="150k")
    assert reporter.status == 410 and "Tem mờ, chữ nhòe" in page
    reporter.press("/complaints/new/again")
    assert "Món hàng có vấn đề gì?" in reporter.page
    reporter.press("/complaints/new/kind", kind="fake")
    page = reporter.open("/complaints/new/details")
    assert "Tem mờ, chữ nhòe" in page and "150000" in page


@pytest.mark.parametrize(("language", "first", "last"), [
    ("en", "What is wrong", "We have"), ("km", "Món hàng", "Đã nhận"),
])  # fmt: skip
def test_the_whole_way_in_english_and_where_khmer_is_not_signed_yet(reporter, session, language, first, last):
    reporter.client.get(f"/?lang={language}")
    assert first in reporter.open("/complaints/new/kind?aim=inspect")
    reporter.press("/complaints/new/kind", kind="fake")
    for fields in ({"next": "yes"}, {"place": "unknown"}, {}, {"contact": "none"}):
        reporter.press(**fields)
    assert last in reporter.send()
    for path in ("/complaints/new", "/complaints/help", "/complaints/denunciation", "/complaints/denunciation/form",
                 "/complaints/money", "/complaints/money/request", "/complaints/confirm"):  # fmt: skip
        assert reporter.client.get(path).status_code == 200


# Confirming


def report_with_email(reporter, session) -> Complaint:
    reporter.walk(contact="email")
    reporter.press(email="toi@thu.example")
    reporter.send()
    return session.scalars(select(Complaint)).one()


def test_an_address_is_confirmed_after_sending_with_a_one_time_code(reporter, session):
    case = report_with_email(reporter, session)
    assert "Không bắt buộc" in reporter.open("/complaints/confirm")
    assert "toi@thu" not in reporter.page
    assert "Mã gửi lúc" in reporter.press("/complaints/confirm/send")
    told = session.scalars(select(OutboxMessage).filter_by(template="contact_code")).one()
    code = re.search(r"\d{6}", told.values)[0]
    assert code == contact_code(session, case.id, 1) and "toi@" not in told.values
    page = reporter.press("/complaints/confirm", code=f"{int(code) ^ 1:06d}")
    assert reporter.status == 422 and "Mã không đúng" in page
    assert "Đã xác nhận" in reporter.press("/complaints/confirm", code=f"{code[:3]} {code[3:]}")
    session.expire_all()
    assert session.scalars(select(ContactCode)).one().confirmed_at
    assert reporter.press("/complaints/confirm/send") and reporter.status == 409


def test_codes_are_sent_once_a_minute_five_times_and_tried_five_times(reporter, session, freeze):
    case = report_with_email(reporter, session)
    now = clock.now()
    for number in range(1, 6):
        freeze(now + timedelta(minutes=2 * number))
        reporter.press("/complaints/confirm/send")
        assert reporter.status == 200
        again = reporter.press("/complaints/confirm/send")
        assert ("Chờ 1 phút" if number < 5 else "Đã gửi 5 mã") in again and reporter.status == 409
    for _ in range(5):
        assert "Mã không đúng" in reporter.press("/complaints/confirm", code="12")
    right = contact_code(session, case.id, 5)
    assert "Đã thử 5 lần" in reporter.press("/complaints/confirm", code=right)
    freeze(now + timedelta(minutes=40))
    assert "quá 15 phút" in reporter.press("/complaints/confirm", code=right)


def test_a_phone_that_nothing_can_be_sent_to_is_told_and_the_report_stands(reporter, session):
    reporter.walk(contact="phone")
    reporter.press(phone="0912 345 678")
    reporter.send()
    page = reporter.press("/complaints/confirm/send")
    assert "chưa gửi được tin nhắn tới số điện thoại" in page and session.scalars(select(ContactCode)).all() == []
    assert session.scalars(select(Complaint)).one().person_id


def test_the_desk_reads_how_a_report_came(reporter, session, unit, officer_client):
    help_someone(reporter)
    reporter.send()
    case = session.scalars(select(Complaint)).one()
    page = officer_client("tiep_nhan", unit=unit).get(f"/desk/cases/{case.id}").text
    assert "Tổ công nghệ số cộng đồng" in page and "Trang này" in page and commune(session).name
