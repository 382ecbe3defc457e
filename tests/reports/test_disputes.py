"""Channels, helpers and requests for money back as figures: each is as many as the rows behind it."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from complaints.actions import disputes
from complaints.actions.arrival import send_to_office
from complaints.actions.filing import file_complaint
from complaints.drafts import Answers
from core import clock
from core.actor import Actor
from core.db import db, new_id
from reports.queries.behind import rows_behind
from reports.queries.cases import count_cases
from reports.queries.disputes import count_disputes
from reports.scope import Scope
from tests.factories.accounts import make_unit
from tests.factories.complaints import commune, province


def load(session) -> None:
    """Three reports: by post, by a helper, and one that wants money back, refused and sent on."""
    home = province(session)
    make_unit(session, kind="chi_cuc", areas=[home.id])
    make_unit(session, kind="so_cong_thuong", areas=[home.id])
    money = {"aim": "both", "wish": "exchange", "asked": "refused", "asked_on": date(2026, 11, 2), "home_id": home.id}
    for channel, more in (("post", {}), ("web", {"helper": "mttq"}), ("web", money)):
        answers = Answers(kind_code="fake", place_kind="shop", seller="Sạp", commune_id=commune(session).id, **more)
        case, _code = file_complaint(session, answers=answers, form_key=uuid4().hex, now=clock.now(), channel=channel)
    send_to_office(session, complaint_id=case.id, now=clock.now())
    settle(session, case)
    session.flush()


def settle(session, case) -> None:
    """Answered, taken by a number of 1800.6838, two sessions of which one is taken back, settled for 150.000."""
    today, by = clock.today(), {"complaint_id": case.id, "now": clock.now()}
    disputes.answer_as_trader(session, **by, answer="offer", words="đổi gói khác", amount=None)
    by["actor"] = Actor("officer", new_id(), "chuyen_vien")
    disputes.take_dispute(session, **by, reference="6838-07")
    sat = {"conciliator": "", "buyer_came": True, "trader_came": True, "result": "again", "amount": None, "words": ""}
    disputes.write_session(session, **by, on=today, minutes_number="1/BB", **sat)
    disputes.write_session(session, **by, on=today, minutes_number="2/BB", **sat)
    disputes.reverse_step(session, **by, reason="ghi nhầm")
    disputes.end_dispute(session, **by, result="settled", amount=150_000, words="")


def check(session) -> None:
    """Figures and rows agree, whatever the engine."""
    load(session)
    today = clock.today()
    scope = Scope(today - timedelta(days=1), today)
    found = {one.id: one.value for one in count_cases(session, scope) + count_disputes(session, scope)}
    wanted = {"E8.post": 1, "E8.web": 2, "E9": 1, "E9.sent-on": 1, "E9.exchange": 1, "E11": 3, "E11.helped": 1,
              "E7": 1, "E9.answered": 1, "E9.held": 1, "E9.settled": 1, "E9.failed": 0, "E9.amount": 150_000}
    assert {row_id: found[row_id] for row_id in wanted} == wanted
    assert {row_id: rows_behind(session, scope, row_id).value for row_id in wanted} == wanted


def test_channels_and_requests_are_counted_and_drill_down_to_their_rows(session):
    check(session)


@pytest.mark.services
def test_the_same_on_postgres(app_on, postgres_url):
    with app_on(database_url=postgres_url).app_context():
        check(db.session())
        db.session.rollback()
        db.session.remove()
