"""Warnings by e-mail: confirmed by a link, one letter each, left by one press; nobody learns who gets them."""

import re
from datetime import timedelta

import pytest

from areas.queries import get_unit_by_code
from core import clock, jobs
from core.db import committing, db
from core.personal import PersonalData
from registry.actions.subscriptions import erase_unconfirmed
from registry.models import WarningSubscriber
from tests.factories.warnings import make_warning
from tests.installation import set_up

ASKED = {"email": "dan@vi.du", "kinds": ["other", "recall"], "province": "19"}


def run_jobs() -> None:
    while jobs.run_due(clock.now()):
        pass


@pytest.fixture(params=["sqlite", "postgresql"])
def site(request, app_on, mailbox):
    """A site whose letters arrive in `mailbox`."""
    url = {"database_url": request.getfixturevalue("postgres_url")} if request.param == "postgresql" else {}
    app = app_on(smtp_url=mailbox.url, mail_from="khong-tra-loi@vi.du", **url)
    if not url:
        set_up(app)
    with app.app_context():
        yield app


def link_in(letter) -> str:
    return re.search(r"http://localhost(/warnings/mail/\w+)", letter.get_content())[1]


@pytest.mark.services
def test_from_the_form_to_a_letter_and_out_again(site, mailbox):
    client, session = site.test_client(), db.session()
    assert client.get("/warnings/mail").status_code == 200
    answer = client.post("/warnings/mail", data=ASKED)
    run_jobs()
    (first,) = mailbox.messages
    assert first["To"] == "dan@vi.du"
    with committing() as current:
        make_warning(current, title="Trước khi xác nhận")
    run_jobs()
    assert len(mailbox.messages) == 1, "nothing is sent to an address that was not confirmed"
    assert client.get(link_in(first)).status_code == 200
    run_jobs()
    assert session.query(WarningSubscriber).one().confirmed_at is None, "opening the link alone confirms nothing"
    assert client.post(link_in(first), data={"kinds": ["other"], "province": "19"}).status_code == 200
    with committing() as current:
        for code, kind in (("19", "other"), ("19", "advice"), ("01", "other")):
            place = get_unit_by_code(current, code, clock.today())
            row = make_warning(current, kind=kind, title=f"Cảnh báo {code} {kind}", place_id=place.id)
            jobs.enqueue(current, kind="registry.mail_warning", payload={"warning": str(row.id)}, run_at=clock.now())
    run_jobs()
    (news,) = mailbox.messages[1:]
    assert news["Subject"] == "Cảnh báo: Cảnh báo 19 other"
    assert news["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stop = news["List-Unsubscribe"].strip("<>").removeprefix("http://localhost")
    again = client.post("/warnings/mail", data=ASKED)
    assert (again.status_code, again.data, again.headers["Location"]) == (
        answer.status_code, answer.data, answer.headers["Location"])  # fmt: skip
    run_jobs()
    assert len(mailbox.messages) == 3 and session.query(WarningSubscriber).one().kinds == "other"
    assert client.get(stop).status_code == 200
    assert client.post(stop, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    assert session.query(WarningSubscriber).count() == session.query(PersonalData).count() == 0
    with committing() as current:
        make_warning(current)
    run_jobs()
    assert len(mailbox.messages) == 3
    assert client.post(stop).status_code == client.get(link_in(first)).status_code == 200


def test_a_letter_queued_before_somebody_left_is_not_sent(app, session, client):
    client.post("/warnings/mail", data=ASKED)
    row = session.query(WarningSubscriber).one()
    from_link = session.query(jobs.Job).filter_by(kind="notifications.send").one()
    with committing() as current:
        erase_unconfirmed(current, {}, clock.now() + timedelta(days=3))
    assert session.get(WarningSubscriber, row.id) is None
    run_jobs()
    session.expire_all()
    assert from_link.done_at is not None


def test_nobody_can_make_us_write_to_an_address_again_and_again(session, client):
    for _ in range(6):
        assert client.post("/warnings/mail", data=ASKED | {"email": "mot@vi.du"}).status_code == 303
    assert session.query(jobs.Job).filter_by(kind="notifications.send").count() == 3


@pytest.mark.parametrize(
    ("changed", "field"), [({"email": ""}, "email"), ({"email": "dan"}, "email"),
                           ({"email": "a@b.vn\nBcc: x@y.vn"}, "email"),
                           ({"kinds": []}, "kinds"), ({"province": "zz"}, "province")],
)  # fmt: skip
def test_what_cannot_be_used_names_its_field(client, changed, field):
    answer = client.post("/warnings/mail?lang=vi", data=ASKED | changed)
    assert answer.status_code == 422 and f'id="{field}-error"' in answer.get_data(as_text=True)


@pytest.mark.parametrize("token", ["x", "0" * 42, "%00", "a" * 500])
def test_a_wrong_link_says_the_same_as_one_that_is_over(client, token):
    pages = {client.get(f"/warnings/mail/{token}").status_code, client.post(f"/warnings/mail/{token}/stop").status_code}
    assert pages == {200}
