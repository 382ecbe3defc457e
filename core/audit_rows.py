"""The tables of the audit: its steps, where each stream ends, the signed daily roots."""

import hmac
from datetime import datetime

from sqlalchemy import Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, UtcDateTime

START = "0" * 64
ROOTS = "roots:audit"
"""The stream of the roots themselves: a root that is taken away leaves its step behind."""


class AuditEntry(Base):
    """One step of one stream."""

    __tablename__ = "audit_entry"

    stream: Mapped[str] = mapped_column(String(60), primary_key=True)
    seq: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    kind: Mapped[str] = mapped_column(String(60), index=True)
    text: Mapped[str] = mapped_column(Text)
    hash: Mapped[str] = mapped_column(String(64))


class AuditHead(Base):
    """Where a stream ends."""

    __tablename__ = "audit_head"

    stream: Mapped[str] = mapped_column(String(60), primary_key=True)
    seq: Mapped[int] = mapped_column(Integer)
    hash: Mapped[str] = mapped_column(String(64))
    key_number: Mapped[int] = mapped_column(Integer)
    mark: Mapped[str] = mapped_column(String(64))


class AuditRoot(Base):
    """The signed root over all heads at an instant; published, so that nobody can rewrite the past."""

    __tablename__ = "audit_root"

    until: Mapped[datetime] = mapped_column(UtcDateTime, primary_key=True)
    streams: Mapped[int] = mapped_column(Integer)
    root: Mapped[str] = mapped_column(String(64))
    key_number: Mapped[int] = mapped_column(Integer)
    signature: Mapped[str] = mapped_column(String(128))


def mark_head(secret: bytes, stream: str, seq: int, digest: str) -> str:
    """The mark that whoever can only write to the database cannot make."""
    return hmac.new(secret, f"{stream}|{seq}|{digest}".encode(), "sha256").hexdigest()
