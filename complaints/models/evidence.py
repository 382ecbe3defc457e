"""Photos: the sealed original and the clean copy that is shown."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, Date, ForeignKey, Integer, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, UtcDateTime, new_id


class Evidence(Base):
    """One photo or recording of a report. Without a clean copy nothing is shown; recordings never have one."""

    __tablename__ = "evidence"

    complaint_id: Mapped[UUID] = mapped_column(ForeignKey("complaint.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    position: Mapped[int] = mapped_column(Integer)
    media: Mapped[str] = mapped_column(String(10), default="photo")  # photo, screenshot, video, voice
    media_type: Mapped[str] = mapped_column(String(40), default="image/jpeg")  # of the sealed original
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    received_hash: Mapped[str] = mapped_column(String(64))  # sha-256 of the bytes as received
    received_size: Mapped[int] = mapped_column(Integer)  # bytes
    sealed_key: Mapped[str] = mapped_column(String(200), default="")  # encrypted original without metadata
    clean_key: Mapped[str] = mapped_column(String(200))
    clean_size: Mapped[int] = mapped_column(Integer)
    width: Mapped[int] = mapped_column(Integer)
    height: Mapped[int] = mapped_column(Integer)


class PhotoBudget(Base):
    """Bytes of photos taken from one network in a day, under a keyed hash; older days are deleted."""

    __tablename__ = "photo_budget"

    network: Mapped[str] = mapped_column(String(64), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    taken: Mapped[int] = mapped_column(BigInteger)
