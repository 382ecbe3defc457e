"""Who lost the tracking code comes back by a confirmed phone or address; nobody learns who is known here."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from complaints.actions.second_door import door_code, forget_doors
from complaints.models import Complaint, ComplaintEvent, ContactCode, LostDoor
from core import clock
from core.jobs import run_due
from notifications.models import OutboxMessage
from tests.complaints.public.walk import Reporter
from tests.notifications.test_gateways import gateway  # noqa: F401 - the stand-in gateway
from tests.statements import statements_of

PHONE, EMAIL = "0912 345 678", "toi@thu.example"


@pytest.fixture(autouse=True)
def no_limits(monkeypatch):
    monkeypatch.setattr("core.limits.limiter.enabled", False)


@pytest.fixture
def short_messages(app, gateway):  # noqa: F811
    """The application sends short messages to the stand-in."""
    sms = f"http://127.0.0.1:{gateway.server_port}/sms"
    app.extensions["settings"] = replace(app.extensions["settings"], sms_url=sms, sms_token="bi-mat")
    return lambda: re.search(r"\b\d{6}\b", gateway.taken[-1][1]["text"])[0]


def file_with(reporter, **contact) -> str:
    """A report with a phone or an address; its tracking code."""
    ((kind, value),) = contact.items()
    reporter.walk(contact=kind)
    reporter.press(**{kind: value})
    reporter.send()
    return reporter.code


def confirm(reporter, session, digits=None) -> None:
    reporter.press("/complaints/confirm/send")
    run_due(clock.now())
    told = session.scalars(select(OutboxMessage).order_by(OutboxMessage.created_at.desc())).first()
    reporter.press("/complaints/confirm", code=digits() if digits else re.search(r"\d{6}", told.values)[0])
    assert "Đã xác nhận" in reporter.page


def stranger(app) -> Reporter:
    """Another browser, which knows nothing."""
    return Reporter(app.test_client())


def test_a_confirmed_phone_opens_the_report_again_with_a_new_code(app, reporter, session, short_messages):
    old = file_with(reporter, phone=PHONE)
    confirm(reporter, session, short_messages)
    again = stranger(app)
    assert "/complaints/lost-code" in again.open("/complaints/track")
    again.open("/complaints/lost-code")
    assert "6 số đang được gửi đến" in again.press(contact="+84 912.345.678")
    while run_due(clock.now()):  # one job looks whether to send, the next sends
        pass
    code = short_messages()
    assert "Mã không đúng" in again.press(code=f"{int(code) ^ 1:06d}") and again.status == 422
    assert "Phản ánh gửi ngày" in again.press(code=f"{code[:3]} {code[3:]}")
    case = session.scalars(select(Complaint)).one()
    page = again.press(f"/complaints/lost-code/reports/{case.id}")
    new = again.code
    assert "Mã cũ không còn mở được" in page and new and new != old
    assert "Đã nhận" in again.open("/complaints/track")
    for typed, opens in ((old, False), (new, True)):
        other = stranger(app)
        other.open("/complaints/track")
        assert ("Đã nhận" in other.press(code=typed)) is opens
    kinds = list(session.scalars(select(ComplaintEvent.kind).order_by(ComplaintEvent.seq)))
    assert kinds[-1] == "code_renewed"
    assert again.press("/complaints/lost-code/digits", code=code) and "Chưa gửi mã nào" in again.page  # used once


def test_an_address_is_a_door_too_and_opens_all_of_its_reports(app, reporter, session):
    for _ in range(2):
        file_with(reporter, email=EMAIL)
        confirm(reporter, session)
    again = stranger(app)
    again.open("/complaints/lost-code")
    again.press(contact=EMAIL.upper())
    run_due(clock.now())
    row = session.scalars(select(LostDoor)).one()
    assert again.press(code=door_code(session, row)).count("Phản ánh gửi ngày") == 2


def test_nothing_tells_whether_a_contact_is_known(app, reporter, session):
    """Known, unknown, never confirmed: the same answer and work, and a message to the first alone."""
    file_with(reporter, email="khac@thu.example")
    reporter.press("/complaints/confirm/send")  # asked for and never confirmed
    file_with(reporter, email=EMAIL)
    confirm(reporter, session)
    asked = {}
    for each in (EMAIL, "la@thu.example", "0987 654 321", "khac@thu.example"):
        browser = stranger(app)
        browser.open("/complaints/lost-code")
        asked[each] = (statements_of(lambda each=each, browser=browser: browser.press(contact=each)), browser.page)
    assert len({(tuple(each.split("(")[0][:40] for each in sent), page) for sent, page in asked.values()}) == 1
    before = len(session.scalars(select(OutboxMessage)).all())
    run_due(clock.now())
    session.expire_all()
    assert len(session.scalars(select(OutboxMessage)).all()) == before + 1


def test_digits_are_tried_five_times_last_fifteen_minutes_and_come_five_times_a_day(app, reporter, session, freeze):
    file_with(reporter, email=EMAIL)
    confirm(reporter, session)
    now = clock.now()
    browser = stranger(app)
    for number in range(1, 8):
        freeze(now + timedelta(minutes=2 * number))
        browser.open("/complaints/lost-code")
        browser.press(contact=EMAIL)
    session.expire_all()
    row = session.scalars(select(LostDoor)).one()
    assert (row.sends, row.sent_at) == (5, now + timedelta(minutes=10))
    for _ in range(5):
        assert "Mã không đúng" in browser.press("/complaints/lost-code/digits", code="12")
    right = door_code(session, row)
    assert "Đã thử 5 lần" in browser.press("/complaints/lost-code/digits", code=right)
    freeze(now + timedelta(minutes=40))
    assert "quá 15 phút" in browser.press("/complaints/lost-code/digits", code=right)
    freeze(now + timedelta(hours=25))
    browser.open("/complaints/lost-code")
    browser.press(contact=EMAIL)
    session.expire_all()
    assert "Phản ánh gửi ngày" in browser.press(code=door_code(session, session.scalars(select(LostDoor)).one()))
    freeze(now + timedelta(hours=26))  # what was proved counts for a quarter of an hour
    assert "Mất mã theo dõi" in browser.open("/complaints/lost-code/reports") and "gửi ngày" not in browser.page
    forget_doors(session, {}, now + timedelta(days=4))
    assert session.scalars(select(LostDoor)).all() == []


def test_a_contact_that_was_changed_must_be_confirmed_again(app, reporter, session):
    file_with(reporter, email=EMAIL)
    confirm(reporter, session)
    reporter.open("/complaints/track/data")
    reporter.press("/complaints/track/data/contact", phone="", email="moi@thu.example")
    assert session.scalars(select(ContactCode)).all() == []
    for each in (EMAIL, "moi@thu.example"):
        browser = stranger(app)
        browser.open("/complaints/lost-code")
        browser.press(contact=each)
    before = len(session.scalars(select(OutboxMessage)).all())
    run_due(clock.now())
    assert len(session.scalars(select(OutboxMessage)).all()) == before


def test_what_is_no_contact_is_told_and_kept_and_a_foreign_report_stays_shut(app, reporter, session):
    file_with(reporter, email="khac@thu.example")
    foreign = session.scalars(select(Complaint)).one()
    file_with(reporter, email=EMAIL)
    confirm(reporter, session)
    browser = stranger(app)
    browser.open("/complaints/lost-code")
    page = browser.press(contact="không nhớ")
    assert browser.status == 422 and "Ghi số điện thoại 10 số" in page and 'value="không nhớ"' in page
    assert "Mất mã theo dõi" in browser.press(f"/complaints/lost-code/reports/{foreign.id}", x="y")  # nothing proved
    browser.press("/complaints/lost-code", contact=EMAIL)
    run_due(clock.now())
    row = session.scalars(select(LostDoor)).one()
    browser.press("/complaints/lost-code/digits", code=door_code(session, row))
    browser.press(f"/complaints/lost-code/reports/{foreign.id}", x="y")
    assert browser.status == 404 and "không thuộc liên hệ" in browser.page
