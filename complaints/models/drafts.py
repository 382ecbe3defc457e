"""Answers not yet sent, encrypted, for 24 hours."""

from datetime import datetime

from sqlalchemy import Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, UtcDateTime


class Draft(Base):
    """One unsent report, found by the hash of a random id that only the browser holds."""

    __tablename__ = "complaint_draft"

    id_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    key_number: Mapped[int] = mapped_column(Integer)
    secret: Mapped[bytes] = mapped_column(LargeBinary)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
