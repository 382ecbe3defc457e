"""Files on their way in pieces: a phone with a bad network sends what is still missing."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Integer, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, UtcDateTime


class Upload(Base):
    """One announced file. `mark` is the hashed form key: whoever holds the key may go on with it."""

    __tablename__ = "evidence_upload"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)  # random; becomes the id of the evidence
    mark: Mapped[str] = mapped_column(String(64), index=True)
    draft_hash: Mapped[str] = mapped_column(String(64), default="")  # the draft it belongs to while that stands
    complaint_id: Mapped[UUID | None] = mapped_column(Uuid)  # the report it is added to by its tracking page
    name: Mapped[str] = mapped_column(String(80))
    size: Mapped[int] = mapped_column(Integer)  # bytes, as announced
    received: Mapped[int] = mapped_column(Integer, default=0)
    sha256: Mapped[str] = mapped_column(String(64), default="")  # of the whole file, as announced
    media: Mapped[str] = mapped_column(String(10), default="")  # screenshot, or "": told by the bytes
    state: Mapped[str] = mapped_column(String(10), default="open")  # open, done, refused
    refusal: Mapped[str] = mapped_column(String(300), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
