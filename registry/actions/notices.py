"""Telling a producer something: a row among its tasks, and a letter where an address was confirmed."""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from accounts import passwords
from core import audit, personal
from core.actor import Actor
from core.errors import BadInput, NotFound
from core.fields import clean_text
from core.i18n import lazy
from notifications.outbox import tell
from registry.models import ProducerContact, ProducerNotice

NEWS, CODE = "producer_news", "producer_code"
CODE_LASTS = timedelta(hours=24)
TRIES = 5
LETTER_FIELD = "email"


def notify_producer(
    session: Session, *, producer_id: UUID, kind: str, subject: str, body: str, link: str = "", now: datetime
) -> ProducerNotice:
    """News for a producer, worded in Vietnamese; `link` is a path of ours where it can be acted on.

    The letter carries the subject and the way to the page, the page carries the rest.
    """
    notice = ProducerNotice(
        producer_id=producer_id, kind=kind, subject=clean_text(str(subject))[:200],
        body=clean_text(str(body), lines=True), link=link if link.startswith("/") else "", at=now,
    )  # fmt: skip
    session.add(notice)
    session.flush()
    contact = session.scalar(select(ProducerContact).filter_by(producer_id=producer_id))
    if contact is not None and contact.confirmed_at is not None:
        tell(
            session, person_id=contact.person_id, template=NEWS, language="vi", now=now,
            values={"subject": notice.subject, "link": notice.link or "/producer"},
        )  # fmt: skip
    return notice


def read_notices(session: Session, *, producer_id: UUID, now: datetime) -> None:
    """The producer has seen its news."""
    unread = update(ProducerNotice).where(ProducerNotice.producer_id == producer_id, ProducerNotice.read_at.is_(None))
    session.execute(unread.values(read_at=now))


def set_contact(session: Session, *, producer_id: UUID, email: str, actor: Actor, now: datetime) -> ProducerContact:
    """A new address for news; a code goes there, and the address counts once the code came back.

    The address before it is erased. Raises BadInput for what is no address.
    """
    email = clean_text(email)
    name, at, host = email.partition("@")
    if not (name and at and "." in host.strip(".")) or len(email) > 200 or " " in email:
        raise BadInput(lazy("Địa chỉ thư “%(sent)s” không đúng; cần như ten@vidu.vn", sent=email[:60]), field="email")
    person_id = personal.store_person(session, values={LETTER_FIELD: email}, now=now)
    contact = find_contact(session, producer_id)
    if contact is None:
        contact = ProducerContact(producer_id=producer_id)
        session.add(contact)
    else:
        personal.erase_person(session, person_id=contact.person_id, actor=actor, now=now)
    code = f"{secrets.randbelow(10**6):06}"
    contact.person_id, contact.confirmed_at, contact.tries = person_id, None, 0
    contact.code_hash, contact.code_until = passwords.hash_password(code), now + CODE_LASTS
    session.flush()
    tell(session, person_id=person_id, template=CODE, language="vi", now=now, values={"code": code})
    _record(session, contact, "producer.contact_set", actor, now)
    return contact


def confirm_contact(session: Session, *, producer_id: UUID, code: str, actor: Actor, now: datetime) -> bool:
    """Whether the code is the one that went to the address; a wrong try is counted, so it must commit."""
    contact = find_contact(session, producer_id)
    if contact is None or contact.code_until is None:
        raise NotFound(lazy("Chưa ghi địa chỉ thư nào."))
    typed = "".join(code.split())
    is_good = contact.tries < TRIES and now <= contact.code_until
    if not is_good or not passwords.is_password(contact.code_hash, typed):
        contact.tries += 1
        return False
    contact.confirmed_at, contact.code_until = now, None
    _record(session, contact, "producer.contact_confirmed", actor, now)
    return True


def find_contact(session: Session, producer_id: UUID) -> ProducerContact | None:
    """Where a producer is written to."""
    return session.scalar(select(ProducerContact).filter_by(producer_id=producer_id))


def _record(session: Session, contact: ProducerContact, kind: str, actor: Actor, now: datetime) -> None:
    audit.append(session, stream=f"producer:{contact.producer_id}", kind=kind, actor=actor, at=now)
