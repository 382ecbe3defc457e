"""Surveys and quizzes: composed here, opened by their address, people and replies counted apart."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from campaign.models import Survey, SurveyReply
from core import audit
from reports.queries.behind import rows_behind
from reports.queries.events import count_events
from reports.queries.places import open_scope
from tests.campaign.test_returns import token
from tests.factories.accounts import make_officer, sign_in
from tests.factories.returns import make_units

NOON = datetime(2026, 3, 10, 5, tzinfo=UTC)
QUIZ = {
    "kind": "quiz", "title": "Thi tìm hiểu pháp luật", "opens_on": "01/03/2026", "closes_on": "31/03/2026",
    "text_1": "Tổng đài nào?", "kind_1": "one", "choices_1": "1800.6838\n113", "right_1": "1",
    "text_2": "Hạn mấy ngày?", "kind_2": "one", "choices_2": "7\n30", "right_2": "2",
}  # fmt: skip


@pytest.fixture
def officer(client, session, freeze):
    freeze(NOON)
    sign_in(session, client, make_officer(session, role="chuyen_vien", unit=make_units(session)[1]))
    client.form_token = token(client, "/desk/surveys/new")
    return client


def made(officer, session, **changes) -> Survey:
    answer = officer.post("/desk/surveys/new", data=QUIZ | changes)
    assert answer.status_code == 303, answer.text
    survey = session.scalars(select(Survey)).one()
    officer.post(f"/desk/surveys/{survey.id}/open")
    return survey


def send(phone, survey, key: str, **answers):
    return phone.post(f"/surveys/{survey.slug}", data={"form_key": key.ljust(20, "x"), **answers})


def figures(session) -> dict[str, int]:
    scope = open_scope(session, date(2026, 1, 1), date(2026, 12, 31), "19")
    found = {each.id: each.value for each in count_events(session, scope)}
    for row_id, value in found.items():
        assert rows_behind(session, scope, row_id).value == value
    return found


def test_three_phones_one_of_them_twice_are_three_people_and_four_replies(officer, app, session):
    survey = made(officer, session)
    phones = [app.test_client() for _each in range(3)]
    for number, phone in enumerate([*phones, phones[0]]):
        assert phone.get(f"/surveys/{survey.slug}").status_code == 200
        done = send(phone, survey, f"lan-{number}", q_1="1", q_2="2" if number else "1")
        assert "2 trên 2" in done.text if number else "1 trên 2" in done.text
    assert send(phones[1], survey, "lan-1", q_1="1", q_2="1").status_code == 200, "the same form is the same reply"
    assert figures(session) == {"E20": 3, "E20.attempts": 4}
    page = officer.get(f"/desk/surveys/{survey.id}").text
    assert "lượt người" in page and ">3<" in page and ">4<" in page
    assert "<svg" in officer.get(f"/desk/surveys/{survey.id}/code.svg").text
    assert len({row.respondent for row in session.scalars(select(SurveyReply))}) == 3
    session.commit()
    assert audit.verify(session) == []


def test_a_survey_counts_people_and_takes_many_choices_and_words(officer, app, session):
    survey = made(officer, session, kind="survey", right_1="", right_2="", kind_1="many", kind_2="text", choices_2="")
    phone = app.test_client()
    phone.get(f"/surveys/{survey.slug}")
    assert send(phone, survey, "a", q_1=["1", "2"], q_2="mong có nhiều phiên chợ").status_code == 200
    assert figures(session) == {"E19": 1}
    assert "mong có nhiều phiên chợ" in officer.get(f"/desk/surveys/{survey.id}").text


def test_odd_answers_are_refused_and_keep_what_was_chosen(officer, app, session):
    survey, phone = made(officer, session), app.test_client()
    for answers in ({"q_1": "1"}, {"q_1": "9", "q_2": "1"}, {"q_1": ["1", "2"], "q_2": "1"},
                    {"q_1": "x", "q_2": "9" * 99}):  # fmt: skip
        refused = send(phone, survey, "b", **answers)
        assert refused.status_code == 422 and 'role="alert"' in refused.text
    assert session.scalars(select(SurveyReply)).all() == []


def test_a_wrong_composition_names_the_question(officer, session):
    for changes, field in (({"right_1": "7"}, "right_1"), ({"choices_1": "một"}, "choices_1"),
                           ({"kind_1": "many"}, "kind_1"),
                           ({"text_1": "", "text_2": ""}, "text_1"),
                           ({"closes_on": "01/02/2026"}, "closes_on")):  # fmt: skip
        refused = officer.post("/desk/surveys/new", data=QUIZ | changes)
        assert refused.status_code == 422 and f'href="#{field}"' in refused.text and QUIZ["title"] in refused.text
    assert session.scalars(select(Survey)).all() == []


def test_a_draft_a_closed_one_and_another_provinces_are_not_there(officer, app, session, freeze):
    officer.post("/desk/surveys/new", data=QUIZ)
    survey = session.scalars(select(Survey)).one()
    assert app.test_client().get(f"/surveys/{survey.slug}").status_code == 404
    officer.post(f"/desk/surveys/{survey.id}/open")
    assert officer.post(f"/desk/surveys/{survey.id}/open").status_code == 409
    freeze(datetime(2026, 4, 1, 5, tzinfo=UTC))
    assert "đã đóng" in app.test_client().get(f"/surveys/{survey.slug}").text
    sign_in(session, officer, make_officer(session, role="mttq", unit=make_units(session, "86")[0]))
    assert officer.get(f"/desk/surveys/{survey.id}").status_code == 404
