"""Signing in: password, then a one-time code, and what is remembered of refusals."""

from datetime import timedelta

import pytest

from accounts.models import SignInSession
from core import audit, clock
from tests.factories.accounts import PASSWORD, code_now, make_user


@pytest.fixture
def person(session):
    user, secret = make_user(session, login="lan")
    session.commit()
    return user, secret


def send_password(client, password=PASSWORD, login="lan", **more):
    return client.post("/desk/sign-in", data={"login": login, "password": password, **more})


def send_code(client, code, **more):
    return client.post("/desk/sign-in/code", data={"code": code, **more})


def test_password_and_code_open_the_page_that_was_asked_for(client, person, session, officer_client):
    officer = officer_client()
    assert officer.get("/desk/sessions").status_code == 200
    answer = client.get("/desk/sessions")
    assert (answer.status_code, answer.location) == (303, "/desk/sign-in?next=/desk/sessions")
    assert send_password(client, next="/desk/sessions").location == "/desk/sign-in/code?next=/desk/sessions"
    assert send_code(client, code_now(person[1]), next="/desk/sessions").location == "/desk/sessions"


def test_a_password_alone_opens_nothing(client, person):
    send_password(client)
    assert client.get("/desk/sessions").status_code == 303


def test_a_wrong_password_and_an_unknown_login_get_the_same_words(client, person):
    wrong, unknown = send_password(client, "sai-mat-khau"), send_password(client, login="khong-co")
    assert wrong.status_code == unknown.status_code == 422
    assert wrong.text.replace('value="lan"', "") == unknown.text.replace('value="khong-co"', "")


def test_the_name_is_kept_and_the_password_is_not(client, person):
    page = send_password(client, "sai-mat-khau").text
    assert 'value="lan"' in page and "sai-mat-khau" not in page


def test_a_code_works_once(client, app, person):
    code = code_now(person[1])
    send_password(client)
    assert send_code(client, code).status_code == 303
    other = app.test_client()
    send_password(other)
    assert send_code(other, code).status_code == 422


def test_wrong_tries_are_remembered_and_make_a_wait_but_never_a_lock(client, person, session, freeze):
    start = clock.now()
    freeze(start)
    for _ in range(5):
        send_password(client, "sai-mat-khau")
    assert "Thử lại sau" in send_password(client).text
    refusals = [e for e in audit.list_entries(session, f"user:{person[0].id}") if e.kind == "user.refused"]
    assert len(refusals) == 5
    freeze(start + timedelta(minutes=16))
    assert send_password(client).status_code == 303


def test_the_cookie_changes_when_the_code_is_right(client, person):
    send_password(client)
    before = client.get_cookie("phien").value
    send_code(client, code_now(person[1]))
    assert client.get_cookie("phien").value != before


def test_a_session_left_alone_for_two_hours_ends(officer_client, freeze):
    officer = officer_client()
    freeze(clock.now() + timedelta(hours=2, minutes=1))
    assert officer.get("/desk/sessions").status_code == 303


def test_a_session_in_use_is_remembered_as_used(officer_client, session, freeze):
    officer = officer_client()
    later = clock.now() + timedelta(minutes=6)
    freeze(later)
    officer.get("/desk/sessions")
    assert session.query(SignInSession).one().seen_at == later


@pytest.mark.parametrize(
    "next_page", ["https://ke-gian.example/", "//ke-gian.example", "/desk/\\ke-gian", "/complaints"]
)
def test_signing_in_never_leads_to_another_site(client, person, next_page):
    send_password(client, next=next_page)
    assert send_code(client, code_now(person[1]), next=next_page).location == "/desk/"


def test_a_form_without_the_session_token_is_refused(officer_client):
    officer = officer_client()
    assert officer.post("/desk/sign-out", data={"token": "khac"}).status_code == 403
    assert officer.post("/desk/sign-out").location == "/desk/sign-in"
    assert officer.get("/desk/sessions").status_code == 303


def test_only_the_own_session_can_be_ended(officer_client, session):
    mine, theirs = officer_client(), officer_client()
    row = session.query(SignInSession).filter_by(user_id=theirs.user.id).one()
    mine.post(f"/desk/sessions/{row.id}/end")
    assert theirs.get("/desk/sessions").status_code == 200
    theirs.post(f"/desk/sessions/{row.id}/end")
    assert theirs.get("/desk/sessions").status_code == 303


def test_a_form_from_another_site_is_refused(client):
    answer = client.post("/desk/sign-in", data={}, headers={"Origin": "https://ke-gian.example"})
    assert answer.status_code == 403
    assert client.post("/desk/sign-in", data={}, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


@pytest.mark.parametrize("typed", ["１２３４５６", "mã sáu", "12345", "²²²²²²"])
def test_a_code_of_odd_letters_is_simply_wrong(client, person, typed):
    send_password(client)
    assert send_code(client, typed).status_code == 422
