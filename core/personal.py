"""Personal data: the only place where it lives, each person under a key of their own.

Everything else holds the person's id. Erasing deletes the key, after which nothing can be read.
Who may read what is the table in accounts; every reading is an audit row in the person's stream,
written by `reveal`, and its caller commits before the answer is shown.
"""

import hashlib
import hmac
from datetime import datetime
from uuid import UUID

from cryptography.fernet import Fernet
from sqlalchemy import ForeignKey, Index, LargeBinary, String, Uuid, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from core import audit
from core.actor import Actor
from core.db import Base, UtcDateTime, id_column, new_id
from core.errors import NotFound
from core.i18n import lazy
from core.keys import current_key, keys_of


class PersonKey(Base):
    """A person's own key, wrapped; gone once the person is erased."""

    __tablename__ = "person_key"

    person_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    key_number: Mapped[int]
    wrapped: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    erased_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class PersonalData(Base):
    """One field of one person, encrypted."""

    __tablename__ = "personal_data"
    __table_args__ = (Index("ix_personal_data_blind", "field", "blind"),)

    id = id_column()
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person_key.person_id"), index=True)
    field: Mapped[str] = mapped_column(String(20))
    secret: Mapped[bytes] = mapped_column(LargeBinary)
    blind: Mapped[str | None] = mapped_column(String(64))


def store_person(session: Session, *, values: dict[str, str], now: datetime) -> UUID:
    """Keep personal values (name, phone, email, id_number ...) under a new person's key."""
    wrapper = current_key(session, "person")
    secret = Fernet.generate_key()
    person = PersonKey(key_number=wrapper.number, wrapped=wrapper.fernet().encrypt(secret), created_at=now)
    session.add(person)
    session.flush()
    for field, value in values.items():
        if value:
            sealed = Fernet(secret).encrypt(value.encode())
            row = PersonalData(person_id=person.person_id, field=field, secret=sealed)
            row.blind = blind_index(session, field, value)
            session.add(row)
    session.flush()
    return person.person_id


def reveal(
    session: Session, *, person_id: UUID, field: str, actor: Actor, reason: str, now: datetime
) -> str | None:
    """The value of a field, None when the person gave none; the audit row is written first.

    Raises NotFound once the person has been erased.
    """
    audit.append(
        session, stream=f"person:{person_id}", kind="person.read", actor=actor, at=now,
        facts={"field": field, "reason": reason},
    )  # fmt: skip
    row = session.scalars(select(PersonalData).filter_by(person_id=person_id, field=field)).first()
    secret = _open_person(session, person_id)
    return Fernet(secret).decrypt(row.secret).decode() if row else None


def list_fields(session: Session, person_id: UUID) -> list[str]:
    """Which fields a person gave: names of fields, no values."""
    return list(session.scalars(select(PersonalData.field).filter_by(person_id=person_id)))


def correct_person(
    session: Session, *, person_id: UUID, values: dict[str, str], actor: Actor, now: datetime
) -> None:
    """Put other values in place of a person's own, under the same key; an empty one is taken away.

    Raises NotFound once the person has been erased.
    """
    secret = _open_person(session, person_id)
    for field, value in values.items():
        for row in session.scalars(select(PersonalData).filter_by(person_id=person_id, field=field)):
            session.delete(row)
        if value:
            row = PersonalData(person_id=person_id, field=field, secret=Fernet(secret).encrypt(value.encode()))
            row.blind = blind_index(session, field, value)
            session.add(row)
    session.flush()
    facts = {"fields": sorted(values)}
    audit.append(
        session, stream=f"person:{person_id}", kind="person.corrected", actor=actor, at=now, facts=facts
    )  # fmt: skip


def erase_person(session: Session, *, person_id: UUID, actor: Actor, now: datetime) -> None:
    """Delete the person's key: the values can never be read again, the counts stay."""
    person = session.get(PersonKey, person_id)
    if person is None or person.wrapped is None:
        return
    person.wrapped, person.erased_at = None, now
    for row in session.scalars(select(PersonalData).filter_by(person_id=person_id)):
        session.delete(row)
    audit.append(session, stream=f"person:{person_id}", kind="person.erased", actor=actor, at=now)


def find_people(session: Session, *, field: str, value: str) -> list[UUID]:
    """Who gave this exact value, through the keyed index: nothing is decrypted."""
    return find_people_of(session, field=field, mark=blind_index(session, field, value))


def find_people_of(session: Session, *, field: str, mark: str) -> list[UUID]:
    """Who gave the value of this keyed index."""
    return list(session.scalars(select(PersonalData.person_id).filter_by(field=field, blind=mark)))


def find_mark(session: Session, person_id: UUID, field: str) -> str | None:
    """The keyed index of what a person gave: tells two people apart without reading either."""
    return session.scalar(select(PersonalData.blind).filter_by(person_id=person_id, field=field))


def blind_index(session: Session, field: str, value: str) -> str:
    """A keyed hash of a value, the same for the same value and of no use without the key."""
    plain = "".join(value.split()).lower()
    secret = keys_of(session, "blind")[0].secret
    return hmac.new(secret, f"{field}|{plain}".encode(), hashlib.sha256).hexdigest()


def _open_person(session: Session, person_id: UUID) -> bytes:
    person = session.get(PersonKey, person_id)
    if person is None or person.wrapped is None:
        raise NotFound(lazy("Thông tin liên hệ này đã được xóa."))
    return keys_of(session, "person")[person.key_number].fernet().decrypt(person.wrapped)
