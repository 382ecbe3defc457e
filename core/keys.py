"""Keys. The master keys come from the environment; every other key is a row wrapped by them.

A kind has generations: new things use the newest, old ones only open with theirs.
"""

import os
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from flask import Flask, current_app
from sqlalchemy import Integer, LargeBinary, String, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from core import clock
from core.config import settings
from core.db import Base, UtcDateTime, id_column
from core.errors import Unavailable
from core.i18n import lazy

KINDS = {
    "serial": "the permutation that makes serials (AES-128)",
    "pin": "scratch PINs (HMAC)",
    "signing": "signatures in printed links (Ed25519)",
    "receipt": "receipts of complaints (Ed25519)",
    "root": "the daily root of the audit (Ed25519)",
    "bundle": "sealed bundles of cases (Ed25519)",
    "audit": "marks on the heads of audit streams (HMAC)",
    "person": "wraps the key of each person (Fernet)",
    "blind": "index for finding a person by phone (HMAC)",
    "intake": "tracking codes from form keys (HMAC)",
    "pepper": "slow hashes of tracking codes (HMAC)",
    "device": "devices that scan, without an address (HMAC)",
    "draft": "unsent answers (Fernet)",
    "sealed": "originals of photos (Fernet)",
}
_SIGNING = {"signing", "receipt", "root", "bundle"}
RECHECK = timedelta(seconds=5)


class WrongMasterKey(RuntimeError):
    """The master keys in the environment do not open the key rows: the server must not start."""


class KeyRow(Base):
    """One generation of one kind of key, wrapped by the master key."""

    __tablename__ = "key_row"
    __table_args__ = (UniqueConstraint("kind", "number"),)

    id = id_column()
    kind: Mapped[str] = mapped_column(String(20))
    number: Mapped[int] = mapped_column(Integer)
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)
    valid_from: Mapped[datetime] = mapped_column(UtcDateTime)
    valid_to: Mapped[datetime | None] = mapped_column(UtcDateTime)


@dataclass(frozen=True)
class Key:
    """A key opened for use."""

    kind: str
    number: int
    secret: bytes

    def fernet(self) -> Fernet:
        return Fernet(self.secret)

    def private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.secret)


def master() -> MultiFernet:
    """The master keys, newest first. Raises WrongMasterKey when none is set."""
    texts = [text.strip() for text in settings().master_keys.split(",") if text.strip()]
    if not texts:
        raise WrongMasterKey("MASTER_KEYS is empty: set at least one Fernet key (make run writes one)")
    return MultiFernet([Fernet(text) for text in texts])


def ensure_keys(session: Session, *, now: datetime) -> None:
    """Make the first generation of every kind that has none."""
    have = set(session.scalars(select(KeyRow.kind)))
    for kind in KINDS:
        if kind not in have:
            add_key(session, kind=kind, now=now)
    current_app.extensions.pop("keys", None)


def add_key(session: Session, *, kind: str, now: datetime) -> KeyRow:
    """A new generation of a kind; from now on new things use it, old ones still open with theirs."""
    numbers = session.scalars(select(KeyRow.number).where(KeyRow.kind == kind)).all()
    row = KeyRow(
        kind=kind,
        number=max(numbers, default=-1) + 1,
        wrapped=master().encrypt(_new_secret(kind)),
        valid_from=now,
    )
    session.add(row)
    session.flush()
    current_app.extensions.pop("keys", None)
    return row


def current_key(session: Session, kind: str) -> Key:
    """The key that new things of this kind use, as far as this process knows; see `refresh_keys`."""
    keys = keys_of(session, kind)
    return keys[max(keys)]


def keys_of(session: Session, kind: str, *, number: int | None = None) -> dict[int, Key]:
    """All generations of a kind by number. Raises Unavailable when `flask setup` never made them.

    Where the wanted `number` is not among those held, another process may have made it since: then the
    table is asked whether it has grown, at most once in RECHECK. A known number asks nothing.
    """
    found = _opened(session).get(kind)
    if not found:
        raise Unavailable(lazy("Hệ thống chưa được cài khóa. Hãy báo người quản trị."))
    if number is None or number in found:
        return found
    now, last = clock.now(), current_app.extensions.get("keys_checked")
    if last is None or abs(now - last) >= RECHECK:
        current_app.extensions["keys_checked"] = now
        refresh_keys(session)
    return _opened(session).get(kind, found)


def held_secrets(app: Flask, kind: str) -> dict[int, bytes]:
    """The generations of a kind that an application has opened already, without a question to anybody."""
    return {number: key.secret for number, key in app.extensions.get("keys", {}).get(kind, {}).items()}


def refresh_keys(session: Session) -> None:
    """Forget the opened keys when the table holds more than they are: for those who make new things."""
    held = current_app.extensions.get("keys", {})
    count = sum(len(keys) for keys in held.values())
    if count != session.scalar(select(func.count()).select_from(KeyRow)):
        current_app.extensions.pop("keys", None)


def check_master(session: Session) -> None:
    """Open every key row, so that a wrong master key stops the start and not the first citizen."""
    current_app.extensions.pop("keys", None)
    _opened(session)


def _opened(session: Session) -> dict[str, dict[int, Key]]:
    held = current_app.extensions.get("keys")
    if held is None:
        held = {}
        rows = session.execute(select(KeyRow.kind, KeyRow.number, KeyRow.wrapped)).all()
        lock = master() if rows else None
        for kind, number, wrapped in rows:
            held.setdefault(kind, {})[number] = Key(kind, number, _unwrap(lock, kind, wrapped))
        if rows:
            current_app.extensions["keys"] = held
    return held


def _unwrap(lock: MultiFernet | None, kind: str, wrapped: bytes) -> bytes:
    try:
        return lock.decrypt(wrapped)  # type: ignore[union-attr]
    except InvalidToken:
        raise WrongMasterKey(f"MASTER_KEYS does not open the {kind} key of this database") from None


def _new_secret(kind: str) -> bytes:
    if kind in _SIGNING:
        return Ed25519PrivateKey.generate().private_bytes_raw()
    if kind in ("person", "draft", "sealed"):
        return Fernet.generate_key()
    return os.urandom(16 if kind == "serial" else 32)
