"""A message leaves after its cause was committed, says only that there is news, and leaves once."""

import pytest

from core import audit, clock, jobs, personal
from core.config import settings
from core.db import committing, new_id, session
from notifications.models import OutboxMessage
from notifications.outbox import tell
from tests.installation import set_up


def queue_message(language: str = "vi", **values: str) -> OutboxMessage | None:
    """A message to a new person, committed."""
    with committing() as current:
        person = personal.store_person(current, values=values, now=clock.now())
        return tell(
            current, person_id=person, template="case_news", language=language, family_id=new_id(), now=clock.now()
        )


@pytest.mark.services
@pytest.mark.parametrize(
    ("language", "subject"), [("vi", "Có tin mới về phản ánh của bạn"), ("en", "News about your report")]
)
def test_the_letter_says_in_the_reporters_language_that_there_is_news(app_on, mailbox, language, subject):
    app = app_on(smtp_url=mailbox.url, mail_from="khong-tra-loi@vi.du")
    set_up(app)
    with app.app_context():
        message = queue_message(language, email="dan@vi.du", phone="0912345678")
        assert mailbox.messages == [] and message is not None
        while jobs.run_due(clock.now()):
            pass
        (letter,) = mailbox.messages
        assert (letter["To"], letter["Subject"]) == ("dan@vi.du", subject)
        text = letter.get_content()
        assert f"{settings().public_url}/complaints/track" in text and "0912345678" not in text
        assert session().get(OutboxMessage, message.id).sent_at is not None
        reading = audit.list_entries(session(), f"person:{message.person_id}")
        assert [entry.kind for entry in reading] == ["person.read"] and "dan@vi.du" not in reading[0].text


@pytest.mark.services
def test_a_job_that_runs_twice_sends_one_letter(app_on, mailbox):
    app = app_on(smtp_url=mailbox.url)
    set_up(app)
    with app.app_context():
        message = queue_message(email="dan@vi.du")
        with committing() as current:
            jobs.enqueue(current, kind="notifications.send", payload={"message": str(message.id)}, run_at=clock.now())
        jobs.run_due(clock.now())
        assert len(mailbox.messages) == 1


def test_a_server_that_is_away_leaves_the_message_waiting(app_on):
    app = app_on(smtp_url="smtp://127.0.0.1:9")
    set_up(app)
    with app.app_context():
        message = queue_message(email="dan@vi.du")
        assert jobs.run_due(clock.now()) == 0
        assert session().get(OutboxMessage, message.id).sent_at is None
        assert session().query(jobs.Job).filter_by(kind="notifications.send").one().last_error


def test_without_a_mail_server_the_log_says_what_would_have_left(app, caplog):
    with app.app_context(), caplog.at_level("INFO"):
        queue_message(email="dan@vi.du")
        assert jobs.run_due(clock.now()) == 1
    assert "Có tin mới" in caplog.text and "dan@vi.du" not in caplog.text


def test_somebody_without_an_address_is_not_written_to(app):
    with app.app_context():
        assert queue_message(phone="0912345678") is None
