"""Keys are wrapped by the master key; personal data lives under a key per person."""

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import text

from core import audit, clock, keys, personal
from core.actor import Actor
from core.errors import NotFound
from tests.installation import MASTER_KEY

OFFICER = Actor("officer", None, "tiep_nhan")


def test_setting_up_makes_one_key_of_each_kind_and_again_makes_none(session):
    keys.ensure_keys(session, now=clock.now())
    assert {row.kind: row.number for row in session.query(keys.KeyRow)} == dict.fromkeys(keys.KINDS, 0)


def test_a_new_generation_is_used_and_the_old_one_still_opens(session):
    old = keys.current_key(session, "serial")
    keys.add_key(session, kind="serial", now=clock.now())
    new = keys.current_key(session, "serial")
    assert (new.number, keys.keys_of(session, "serial")[0]) == (1, old) and new.secret != old.secret


def test_a_wrong_master_key_is_refused_by_name(session, app_on, app):
    other = app_on(database_url=app.extensions["settings"].database_url, master_keys=Fernet.generate_key().decode())
    with other.app_context(), pytest.raises(keys.WrongMasterKey, match="MASTER_KEYS"):
        keys.check_master(session)


def test_a_new_master_key_in_front_still_opens_what_the_old_one_wrapped(session, app_on, app):
    both = f"{Fernet.generate_key().decode()},{MASTER_KEY}"
    other = app_on(database_url=app.extensions["settings"].database_url, master_keys=both)
    with other.app_context():
        keys.check_master(session)


def test_no_key_stands_in_the_database_unwrapped(session):
    secret = keys.current_key(session, "device").secret
    assert all(secret not in row.wrapped for row in session.query(keys.KeyRow))


@pytest.fixture
def person(session):
    values = {"phone": "0912 345 678", "name": "", "email": "a@b.vn"}
    return personal.store_person(session, values=values, now=clock.now())


def test_a_value_is_read_only_with_an_audit_row(session, person):
    told = personal.reveal(
        session, person_id=person, field="phone", actor=OFFICER, reason="hỏi nơi bán", now=clock.now()
    )
    assert told == "0912 345 678"
    (entry,) = audit.list_entries(session, f"person:{person}")
    assert entry.kind == "person.read" and "hỏi nơi bán" in entry.text and "0912" not in entry.text


def test_what_was_not_given_is_not_stored(session, person):
    assert sorted(personal.list_fields(session, person)) == ["email", "phone"]
    assert personal.reveal(session, person_id=person, field="name", actor=OFFICER, reason="x", now=clock.now()) is None


def test_the_database_holds_no_readable_value(session, person):
    session.commit()
    rows = session.execute(text("SELECT hex(secret), blind FROM personal_data")).all()
    assert rows and not any(b"0912".hex() in str(row).lower() for row in rows)


def test_a_person_is_found_by_the_same_phone_however_spaced(session, person):
    assert personal.find_people(session, field="phone", value="0912345678") == [person]
    assert personal.find_people(session, field="phone", value="0912345679") == []


def test_an_erased_person_can_never_be_read_again(session, person):
    personal.erase_person(session, person_id=person, actor=OFFICER, now=clock.now())
    with pytest.raises(NotFound):
        personal.reveal(session, person_id=person, field="phone", actor=OFFICER, reason="x", now=clock.now())
    assert personal.find_people(session, field="phone", value="0912345678") == []
