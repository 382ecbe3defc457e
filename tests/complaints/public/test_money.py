"""Money back: the trader first, then Sở Công Thương of where the buyer lives, by the days of the law."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from complaints.models import Arrival, Complaint, MoneyRequest
from complaints.queries.arrival import opening_day
from core.db import db
from tests.complaints.public.test_on_postgres import server  # noqa: F401 - a fixture
from tests.factories.accounts import make_unit
from tests.factories.complaints import province

MONDAY = datetime(2026, 11, 23, 3, tzinfo=UTC)


@pytest.fixture
def office(session):
    """Sở Công Thương of the buyer's province."""
    made = make_unit(session, kind="so_cong_thuong", name="Sở Công Thương mẫu", areas=[province(session).id])
    session.commit()
    return made


def begin(reporter, session, **asked) -> str:
    """The first two questions of somebody who wants money back."""
    reporter.open("/complaints/new/kind?aim=money")
    reporter.press("/complaints/new/kind", kind="poor", aim="money")
    return reporter.press(wish="refund", home_id=str(province(session).id), **asked)


def finish(reporter) -> None:
    reporter.open("/complaints/new/photos")
    reporter.press(next="yes")
    reporter.press(place="shop")
    reporter.press(seller="Sạp 12, chợ Mẫu")
    reporter.press(goods_name="Miến dong", price="150k")
    assert "Đòi lại tiền, đổi hàng" in reporter.press(contact="none")
    assert "Đã nhận phản ánh" in reporter.send()


def test_the_start_asks_what_is_wanted_and_the_ill_come_first(reporter):
    page = reporter.open("/complaints/new")
    for words in ("Đề nghị kiểm tra", "Đòi lại tiền, đổi hàng", "Cả hai", "Khai giúp người khác"):
        assert words in page
    assert page.index("Gọi 115") < page.index("Đề nghị kiểm tra")
    asked = reporter.open("/complaints/new/kind?aim=both")
    assert 'value="both" checked' in asked and asked.index("Gọi 115") < asked.index("Nghi hàng giả")


def test_who_has_not_asked_the_trader_gets_a_request_to_print_and_goes_on(reporter, session, office):
    page = begin(reporter, session, asked="not_yet")
    assert "Hãy yêu cầu người bán trước" in page and "7 ngày làm việc" in page and "Điều 57 khoản 2" in page
    finish(reporter)
    wanted = session.scalars(select(MoneyRequest)).one()
    assert (wanted.asked, wanted.asked_on, wanted.opens_on) == ("not_yet", None, None)
    paper = reporter.open("/complaints/money/request")
    assert "Sạp 12, chợ Mẫu" in paper and "150.000 đồng" in paper and "Tôi tên là: ……" in paper
    page = reporter.open("/complaints/money")
    assert "Hãy yêu cầu người bán trước" in page and "Gửi Sở Công Thương</button>" not in page


def test_the_office_opens_when_the_days_of_the_law_have_passed(reporter, session, office, freeze, officer_client):
    freeze(MONDAY)
    begin(reporter, session, asked="asked", asked_on="23/11/2026")
    finish(reporter)
    wanted, code = session.scalars(select(MoneyRequest)).one(), reporter.code
    assert wanted.opens_on == date(2026, 12, 4)  # after the seventh working day, 3/12: 24/11 is a holiday
    page = reporter.open("/complaints/money")
    assert "Từ ngày 04/12/2026" in page and reporter.press("/complaints/money/send") and reporter.status == 422
    session.expire_all()
    assert wanted.requested_at is None
    freeze(datetime(2026, 12, 4, 3, tzinfo=UTC))
    reporter.client.post("/complaints/track", data={"code": code})
    number = session.scalars(select(Complaint)).one().number
    session.expire_all()
    assert number in open_as_office(officer_client, office, reporter, session)


def open_as_office(officer_client, office, reporter, session) -> str:
    page = reporter.open("/complaints/money")
    if "Gửi Sở Công Thương" in page:
        reporter.press("/complaints/money/send")
    session.expire_all()
    other = officer_client("chuyen_vien", unit_kind="so_cong_thuong")
    number = session.scalars(select(Complaint)).one().number
    assert number not in other.get("/desk/money-requests").text
    assert other.get("/desk/money-requests?page=99999999999").status_code == 200
    return officer_client("chuyen_vien", unit=office).get("/desk/money-requests").text


def test_a_refusal_opens_the_office_at_once_and_sending_twice_is_once(reporter, session, office, officer_client):
    begin(reporter, session, asked="refused", asked_on="20/11/2026")
    finish(reporter)
    assert session.scalars(select(Complaint)).one().number in open_as_office(officer_client, office, reporter, session)
    first = session.scalars(select(MoneyRequest)).one().requested_at
    assert "Đã gửi Sở Công Thương" in reporter.press("/complaints/money/send")
    session.expire_all()
    assert session.scalars(select(MoneyRequest)).one().requested_at == first
    page = reporter.press("/complaints/money", wish="repair", asked="not_yet", home_id="")
    assert reporter.status == 422 and "đã gửi Sở Công Thương" in page


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"asked": "asked"}, "Ghi ngày đã yêu cầu người bán"),
        ({"asked": "asked", "asked_on": "1/1/2199"}, "phải là hôm nay hoặc trước đó"),
        ({"asked": "asked", "asked_on": "hôm kia"}, "cần là ngày như 05/03/2026, không phải “hôm kia”"),
        ({"asked": "maybe"}, "không có lựa chọn “maybe”"),
        ({"asked": "not_yet", "home_id": "khong"}, "Chọn “Bạn sống ở tỉnh, thành phố nào?”"),
    ],
)
def test_an_answer_about_the_trader_that_cannot_be_read_comes_back(reporter, session, sent, sentence):
    reporter.open("/complaints/new/kind")
    reporter.press("/complaints/new/kind", kind="poor", aim="both")
    page = reporter.press(**({"wish": "refund", "home_id": str(province(session).id)} | sent))
    assert reporter.status == 422 and sentence in page
    assert sent.get("asked_on", "") in page


def test_who_only_reported_may_still_ask_for_money_later(reporter, session):
    reporter.walk()
    reporter.send()
    assert session.scalars(select(Arrival)).one().aim == "inspect"
    fields = {"wish": "exchange", "asked": "asked", "asked_on": "02/11/2026", "home_id": str(province(session).id)}
    page = reporter.press("/complaints/money", **fields)
    assert "chưa dùng trang này" in page  # no office is declared here: the paper goes there
    session.expire_all()
    assert session.scalars(select(Arrival)).one().aim == "both"


def test_changing_back_to_an_inspection_drops_the_request(reporter, session):
    begin(reporter, session, asked="refused", asked_on="20/11/2026")
    reporter.open("/complaints/new/kind")
    reporter.press("/complaints/new/kind", kind="poor", aim="inspect")
    reporter.press(next="yes")
    reporter.press(place="unknown")
    reporter.press()
    reporter.press(contact="none")
    reporter.send()
    assert session.scalars(select(MoneyRequest)).all() == []


def test_nobody_without_the_report_sees_its_request(client):
    for path in ("/complaints/money", "/complaints/confirm"):
        assert client.get(path).location.endswith("/complaints/track")
    for path in ("/complaints/money", "/complaints/money/send", "/complaints/confirm", "/complaints/confirm/send"):
        assert client.post(path).location.endswith("/complaints/track")
    assert client.get("/complaints/money/request").status_code == 410
    assert client.get("/complaints/new/trader").status_code == 410


@pytest.mark.services
def test_the_days_of_the_law_are_counted_on_postgres_too(server):  # noqa: F811
    with server.app_context():
        day = opening_day(db.session, asked="asked", asked_on=date(2026, 11, 23), today=date(2026, 11, 25))
        db.session.remove()
    assert day == date(2026, 12, 4)
