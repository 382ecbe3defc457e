"""Sendings that meet in a database without one write lock."""

import re
import threading

import pytest
from sqlalchemy import func, select

from complaints.actions.confirming import confirm_contact, contact_code, send_contact_code
from complaints.actions.dialogue import ask_reporter
from complaints.actions.second_door import door_code
from complaints.models import CaseNumber, Complaint, ComplaintEvent, Evidence, LostDoor
from core import audit, clock
from core.actor import Actor
from core.db import db
from core.jobs import run_due
from tests.complaints.public.test_pieces import Phone
from tests.complaints.public.walk import Reporter, hidden_fields
from tests.factories.accounts import make_officer, make_unit
from tests.factories.complaints import make_report, picture, province

pytestmark = pytest.mark.services

EMAIL = "toi@thu.example"


@pytest.fixture
def server(app_on, postgres_url):
    app = app_on(database_url=postgres_url)
    with app.app_context():
        make_unit(db.session(), kind="chi_cuc", areas=[province(db.session()).id])
        db.session.commit()
        db.session.remove()
    return app


def send_at_once(app, forms: list[tuple[str, dict]]) -> list[str]:
    """Send the check pages (cookie, fields) at the same instant; the codes on the receipts."""
    barrier, codes = threading.Barrier(len(forms)), []

    def send(cookie: str, fields: dict) -> None:
        client = app.test_client()
        client.set_cookie("draft", cookie, path="/complaints")
        barrier.wait()
        page = client.post("/complaints/new/check", data=fields, follow_redirects=True).get_data(as_text=True)
        codes.extend(re.findall(r"[2-9A-Z]{5} [2-9A-Z]{5} [2-9A-Z]{4}", page)[:1])

    run_threads([(send, form) for form in forms])
    return codes


def run_threads(calls: list[tuple]) -> None:
    """Each call in a thread of its own, until all are done."""
    threads = [threading.Thread(target=call, args=given) for call, given in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def check_page(app) -> tuple[str, dict]:
    reporter = Reporter(app.test_client())
    fields = hidden_fields(reporter.walk())
    return reporter.client.get_cookie("draft", path="/complaints").value, fields


def test_one_report_sent_three_times_at_once_is_one_case(server):
    codes = send_at_once(server, [check_page(server)] * 3)
    assert len(codes) == 3 and len(set(codes)) == 1
    with server.app_context():
        assert db.session.scalar(select(func.count()).select_from(Complaint)) == 1
        assert audit.verify(db.session()) == []


def test_the_first_reports_of_a_month_at_once_get_numbers_of_their_own(server):
    codes = send_at_once(server, [check_page(server) for _ in range(4)])
    assert len(set(codes)) == 4
    with server.app_context():
        numbers = db.session.scalars(select(Complaint.number).order_by(Complaint.number)).all()
        assert [number[-4:] for number in numbers] == ["0001", "0002", "0003", "0004"]
        assert db.session.scalars(select(CaseNumber.last)).all() == [4]


def asked_report(app) -> tuple[int, str]:
    """A report with an e-mail address, asked a question: its id and tracking code."""
    with app.app_context():
        session = db.session()
        case, code = make_report(session, contact_kind="email", email=EMAIL)
        officer = Actor("officer", make_officer(session).id, "tiep_nhan")
        ask_reporter(session, complaint_id=case.id, text="Có ảnh không?", actor=officer, now=clock.now())
        session.commit()
        case_id = case.id
        db.session.remove()
    return case_id, code


def announced_photo(app, code: str, width: int) -> tuple[Phone, str, bytes]:
    """A phone at the tracking page that has announced a picture: phone, address of the pieces, bytes."""
    reporter = Reporter(app.test_client())
    reporter.open("/complaints/track")
    reporter.press("/complaints/track", code=code)
    phone = Phone(reporter.client, hidden_fields(reporter.page)["form_key"], {"Case": "yes"})
    data = picture((width, 30))
    return phone, phone.announce(data).headers["Location"], data


def test_two_photos_finished_at_once_are_two_and_a_question_is_answered_once(server):
    case_id, code = asked_report(server)
    phones = [announced_photo(server, code, width) for width in (40, 50)]
    barrier, answers = threading.Barrier(2), []

    def finish(phone, address: str, data: bytes) -> None:
        barrier.wait()
        answers.append(phone.send(address, data, 0).status_code)

    run_threads([(finish, each) for each in phones])
    assert answers == [204, 204]
    with server.app_context():
        session = db.session()
        assert session.get_one(Complaint, case_id).state == "reviewing"
        assert session.scalars(select(Evidence.position).order_by(Evidence.position)).all() == [1, 2]
        states = session.scalars(select(ComplaintEvent.to_state).where(ComplaintEvent.kind == "replied")).all()
        assert sorted(states) == ["", "reviewing"] and audit.verify(session) == []


def test_whoever_lost_the_code_comes_in_by_the_confirmed_address(server):
    case_id, code = asked_report(server)
    with server.app_context():
        session = db.session()
        row = send_contact_code(session, complaint_id=case_id, now=clock.now())
        digits = contact_code(session, case_id, row.sends)
        confirm_contact(session, complaint_id=case_id, typed=digits, now=clock.now())
        session.commit()
    lost = Reporter(server.test_client())
    lost.open("/complaints/lost-code")
    lost.press(contact=EMAIL)
    with server.app_context():
        run_due(clock.now())
        digits = door_code(db.session(), db.session.scalars(select(LostDoor)).one())
        db.session.remove()
    assert "Phản ánh gửi ngày" in lost.press(code=digits)
    lost.press(f"/complaints/lost-code/reports/{case_id}")
    assert lost.code and lost.code.replace(" ", "") != code
