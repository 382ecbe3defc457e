"""Twenty officers at once on PostgreSQL: nothing is written over, nobody's words are lost, the audit holds."""

import threading

import pytest
from sqlalchemy import func, select

from complaints.models import Assignment, Complaint, ComplaintEvent, Message
from core import audit
from core.db import db
from tests.complaints.public.test_on_postgres import run_threads
from tests.factories.accounts import form_token, make_officer, sign_in
from tests.factories.complaints import commune, make_report
from tests.factories.inspections import make_branch_and_teams

pytestmark = pytest.mark.services

OFFICERS = 20


@pytest.fixture
def office(app_on, postgres_url):
    """An application on PostgreSQL, twenty signed-in officers of one team, two reports."""
    app = app_on(database_url=postgres_url)
    with app.app_context():
        session = db.session()
        _branch, team, _other = make_branch_and_teams(session)
        cases = [make_report(session, commune_id=commune(session).id)[0].id for _each in range(2)]
        browsers = []
        for number in range(OFFICERS):
            user = make_officer(session, role="kiem_tra_vien", unit=team, name=f"Cán bộ {number}")
            browsers.append(sign_in(session, app.test_client(), user))
            browsers[-1].form_token = form_token(session, browsers[-1])
        session.commit()
        db.session.remove()
    return app, browsers, cases


def at_once(browsers, send) -> list:
    """What `send(browser, number)` gives for every officer, all let go at the same instant."""
    barrier, found = threading.Barrier(len(browsers)), {}

    def press(number: int, browser) -> None:
        barrier.wait()
        found[number] = send(browser, number)

    run_threads([(press, pair) for pair in enumerate(browsers)])
    return [found[number] for number in range(len(browsers))]


def test_twenty_notes_at_once_are_twenty_steps_in_one_row(office):
    app, browsers, (case, _other) = office
    statuses = at_once(browsers, lambda one, n: one.post(
        f"/desk/cases/{case}/notes", data={"note_text": f"ghi chú {n}"}
    ).status_code)  # fmt: skip
    assert statuses == [303] * OFFICERS
    with app.app_context():
        notes = db.session.execute(
            select(ComplaintEvent.seq, ComplaintEvent.note).filter_by(complaint_id=case, kind="note").order_by("seq")
        ).all()
        assert {row.note for row in notes} == {f"ghi chú {n}" for n in range(OFFICERS)}
        assert [row.seq for row in notes] == list(range(notes[0].seq, notes[0].seq + OFFICERS))
        assert audit.verify(db.session()) == []
        db.session.remove()


def test_of_twenty_who_take_one_report_one_has_it_and_the_others_read_who(office):
    app, browsers, (case, _other) = office
    with app.app_context():
        version = db.session.get_one(Complaint, case).version
        db.session.remove()
    answers = at_once(browsers, lambda one, n: one.post(f"/desk/cases/{case}/take", data={"version": version}))
    assert sorted(answer.status_code for answer in answers) == [303] + [409] * (OFFICERS - 1)
    with app.app_context():
        winner = [answer.status_code for answer in answers].index(303)
        holder = db.session.get_one(Complaint, case).officer_id
        given = db.session.scalars(select(Assignment.officer_id).where(
            Assignment.complaint_id == case, Assignment.officer_id.is_not(None)
        )).all()  # fmt: skip
        assert given == [holder]
        db.session.remove()
    told = next(answer.text for answer in answers if answer.status_code == 409)
    assert f"Cán bộ {winner}" in told


def test_words_of_the_slower_come_back_and_are_sent_on_the_new_state(office):
    """Each officer answers on the state that the page showed, again and again until it is stored: none is lost."""
    app, browsers, cases = office

    def answer(browser, number: int) -> int:
        tries, case = 0, cases[number % 2]
        while tries < 3 * OFFICERS:
            tries += 1
            version = browser.get(f"/desk/cases/{case}").text.partition('name="version" value="')[2].partition('"')[0]
            sent = {"message_text": f"lời của {number}", "version": version}
            answered = browser.post(f"/desk/cases/{case}/messages", data=sent)
            if answered.status_code == 303:
                return tries
            assert answered.status_code == 409 and f"lời của {number}" in answered.text
        return 0

    assert min(at_once(browsers, answer)) >= 1
    with app.app_context():
        said = db.session.scalars(select(Message.text)).all()
        assert sorted(said) == sorted(f"lời của {n}" for n in range(OFFICERS))
        steps = db.session.execute(
            select(ComplaintEvent.complaint_id, func.count(), func.max(ComplaintEvent.seq)).group_by(
                ComplaintEvent.complaint_id
            )
        ).all()
        assert all(count == last for _case, count, last in steps)
        assert audit.verify(db.session()) == []
        db.session.remove()
