"""Sendings that meet in a database without one write lock."""

import re
import threading

import pytest
from sqlalchemy import func, select

from complaints.models import CaseNumber, Complaint
from core import audit
from core.db import db
from tests.complaints.public.walk import Reporter, hidden_fields
from tests.factories.accounts import make_unit
from tests.factories.complaints import province

pytestmark = pytest.mark.services


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

    threads = [threading.Thread(target=send, args=form) for form in forms]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return codes


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
