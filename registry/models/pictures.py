"""Pictures that stand beside something of the register: a product, a step of its journey, a warning."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, Integer, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, UtcDateTime, id_column


class Picture(Base):
    """A clean copy of a photo; the bytes lie in the file store under `key`."""

    __tablename__ = "picture"
    __table_args__ = (Index("ix_picture_owner", "owner_kind", "owner_id"),)

    id = id_column()
    owner_kind: Mapped[str] = mapped_column(String(30))  # product, proposal, trace_event, warning ...
    owner_id: Mapped[UUID] = mapped_column(Uuid)
    caption: Mapped[str] = mapped_column(String(200), default="")
    key: Mapped[str] = mapped_column(String(120), unique=True)
    media_type: Mapped[str] = mapped_column(String(40))
    width: Mapped[int] = mapped_column(Integer)
    height: Mapped[int] = mapped_column(Integer)
    sha256: Mapped[str] = mapped_column(String(64))  # of the clean copy
    position: Mapped[int] = mapped_column(Integer)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(60))
