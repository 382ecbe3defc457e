"""The days for an answer are assumed until somebody decides: the queue says so, an administrator sets them."""

from datetime import UTC, date, datetime

import pytest

from areas.queries import get_unit_by_code
from core import clock
from core.audit import AuditEntry
from registry.models import Application, ApplicationTerm
from registry.queries.applications import find_term
from tests.factories.accounts import make_unit
from tests.factories.desk import own_facility, sent_product

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
SET = ["registry", "set-term", "product", "3", "--from", "2026-11-24", "--source", "QĐ mẫu 01"]


@pytest.fixture(autouse=True)
def on_a_day(freeze):
    freeze(NOW)


def test_the_queue_says_that_the_days_are_an_assumption(session, officer_client):
    area = get_unit_by_code(session, "19", clock.today())
    officer = officer_client("chuyen_vien", unit=make_unit(session, kind="so_cong_thuong", areas=[area.id]))
    page = officer.get("/desk/applications").get_data(as_text=True)
    assert "số ngày ban đầu là giả định" in page and "10 ngày làm việc" in page


def test_an_administrator_sets_the_days_and_receipts_given_before_keep_theirs(app, session, officer_client):
    maker = officer_client("producer", unit_kind="producer")
    own = own_facility(session, maker)
    sent_product(session, own, maker.user)
    session.commit()
    answer = app.test_cli_runner().invoke(args=SET)
    assert answer.exit_code == 0 and "3 working days" in answer.output
    session.expire_all()
    sent_product(session, own, maker.user)
    assert [row.due_on for row in session.query(Application).order_by(Application.due_on)] == [
        date(2026, 11, 27), date(2026, 12, 8),
    ]  # fmt: skip
    assert find_term(session, "product", date(2026, 11, 23)).working_days == 10
    assert session.query(AuditEntry).filter_by(kind="application_term.set").count() == 1


@pytest.mark.parametrize(
    ("place", "text"), [(3, "0"), (3, "61"), (2, "kem"), (5, "2025-07-01"), (5, "hôm qua"), (7, " ")]
)
def test_a_term_that_cannot_be_is_refused_and_nothing_is_written(app, session, place, text):
    before = session.query(ApplicationTerm).count()
    answer = app.test_cli_runner().invoke(args=[*SET[:place], text, *SET[place + 1 :]])
    assert answer.exit_code != 0 and session.query(ApplicationTerm).count() == before
