"""Pictures and papers that stand beside something of the campaign."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Integer, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, UtcDateTime, id_column


class CampaignFile(Base):
    """A clean copy of a picture, or a PDF; the bytes lie in the file store under `key`."""

    __tablename__ = "campaign_file"
    __table_args__ = (UniqueConstraint("owner_id", "position"),)

    id = id_column()
    owner_kind: Mapped[str] = mapped_column(String(30))  # event, document, or the name of a book
    owner_id: Mapped[UUID] = mapped_column(Uuid)
    position: Mapped[int] = mapped_column(Integer)
    name: Mapped[str] = mapped_column(String(150))
    key: Mapped[str] = mapped_column(String(120), unique=True)
    media_type: Mapped[str] = mapped_column(String(40))  # application/pdf or image/jpeg
    size: Mapped[int] = mapped_column(Integer)  # bytes
    sha256: Mapped[str] = mapped_column(String(64))  # of the bytes as received
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(60))
