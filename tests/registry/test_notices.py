"""News for producers: a row among the tasks, and a letter once an address was confirmed."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from core import personal
from core.actor import SYSTEM
from core.errors import BadInput
from notifications.models import OutboxMessage
from notifications.texts import write_text
from registry.actions.notices import confirm_contact, find_contact, notify_producer, set_contact
from registry.models import ProducerNotice
from tests.factories.registry import make_producer

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
BY = {"actor": SYSTEM, "now": NOW}
NEWS = {"kind": "product.returned", "subject": "Chè búp mẫu cần sửa", "body": "Ảnh nhãn bị mờ", "link": "/producer"}


@pytest.fixture(autouse=True)
def on_a_day(freeze):
    freeze(NOW)


def letters(session, template="producer_news") -> list[OutboxMessage]:
    return session.query(OutboxMessage).filter_by(template=template).all()


def sent_code(session) -> str:
    return json.loads(letters(session, "producer_code")[-1].values)["code"]


def test_news_is_kept_and_goes_by_letter_only_to_a_confirmed_address(session):
    producer = make_producer(session)
    notify_producer(session, producer_id=producer.id, **NEWS, now=NOW)
    set_contact(session, producer_id=producer.id, email="mau@vidu.vn", **BY)
    notify_producer(session, producer_id=producer.id, **NEWS, now=NOW)
    assert letters(session) == []
    assert not confirm_contact(session, producer_id=producer.id, code="x", **BY)
    assert confirm_contact(session, producer_id=producer.id, code=sent_code(session), **BY)
    notify_producer(session, producer_id=producer.id, **NEWS, now=NOW)
    assert [json.loads(each.values)["subject"] for each in letters(session)] == [NEWS["subject"]]
    kept = session.query(ProducerNotice).filter(ProducerNotice.kind == NEWS["kind"]).all()
    assert [row.body for row in kept] == [NEWS["body"]] * 3


def test_the_letter_says_what_it_is_about_and_not_why(app, session):
    subject, body = write_text("producer_news", "vi", {"subject": NEWS["subject"], "link": "/producer"})
    assert subject == NEWS["subject"] and "http://localhost/producer" in body and NEWS["body"] not in body


def test_a_code_ends_after_some_tries_and_after_a_day(session, freeze):
    producer = make_producer(session)
    set_contact(session, producer_id=producer.id, email="mau@vidu.vn", **BY)
    for _ in range(5):
        assert not confirm_contact(session, producer_id=producer.id, code="000", **BY)
    assert not confirm_contact(session, producer_id=producer.id, code=sent_code(session), **BY)
    set_contact(session, producer_id=producer.id, email="mau@vidu.vn", **BY)
    late = {"actor": SYSTEM, "now": NOW + timedelta(hours=25)}
    assert not confirm_contact(session, producer_id=producer.id, code=sent_code(session), **late)


def test_a_new_address_erases_the_one_before(session):
    producer = make_producer(session)
    first = set_contact(session, producer_id=producer.id, email="mau@vidu.vn", **BY).person_id
    set_contact(session, producer_id=producer.id, email="khac@vidu.vn", **BY)
    assert personal.list_fields(session, first) == []
    assert personal.list_fields(session, find_contact(session, producer.id).person_id) == ["email"]


@pytest.mark.parametrize("email", ["", "mau", "mau@", "@vidu.vn", "mau@vidu", "a b@vidu.vn", "a" * 300 + "@vidu.vn"])
def test_what_is_no_address_is_refused(session, email):
    with pytest.raises(BadInput) as refused:
        set_contact(session, producer_id=make_producer(session).id, email=email, **BY)
    assert refused.value.field == "email"
