"""Signing in on a database without one write lock."""

import threading

import pytest

from accounts.actions import confirm_code
from core import clock
from core.db import committing, db
from tests.factories.accounts import PASSWORD, code_now, make_user

pytestmark = pytest.mark.services


def half_signed(app) -> str:
    """The cookie of a browser whose password was right."""
    client = app.test_client()
    client.post("/desk/sign-in", data={"login": "lan", "password": PASSWORD})
    return client.get_cookie("phien").value


def test_a_code_sent_by_two_browsers_at_once_opens_one_session(app_on, postgres_url):
    app = app_on(database_url=postgres_url)
    with app.app_context():
        _user, secret = make_user(db.session(), login="lan")
        db.session.commit()
    code, tokens, outcomes = code_now(secret), [half_signed(app), half_signed(app)], []
    first_is_in, second_began = threading.Event(), threading.Event()

    def second() -> None:
        with app.app_context():
            first_is_in.wait()
            with committing() as current:
                second_began.set()
                outcomes.append(confirm_code(current, token=tokens[1], code=code, now=clock.now()).outcome)

    other = threading.Thread(target=second)
    other.start()
    with app.app_context(), committing() as current:
        outcomes.append(confirm_code(current, token=tokens[0], code=code, now=clock.now()).outcome)
        first_is_in.set()
        second_began.wait()
        other.join(timeout=1)  # it must be waiting for this commit by now
        assert outcomes == ["right"]
    other.join()
    assert outcomes == ["right", "wrong"]
