"""The library of documents that the campaign rests on."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Boolean, Date, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, UtcDateTime, id_column


class LegalDocument(Base):
    """A document with its validity; of the whole country, or of one province."""

    __tablename__ = "legal_document"
    __table_args__ = (UniqueConstraint("number", "issued_on"),)

    id = id_column()
    slug: Mapped[str] = mapped_column(String(230), unique=True)
    number: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(30))  # of data/document-kinds.csv
    title: Mapped[str] = mapped_column(Text)
    folded: Mapped[str] = mapped_column(Text)  # number, title, issuer without accents, to be searched
    issuer: Mapped[str] = mapped_column(String(200))
    issuer_level: Mapped[str] = mapped_column(String(20))  # party, state, front; gives the rank with the kind
    issued_on: Mapped[date] = mapped_column(Date, index=True)
    valid_to: Mapped[date | None] = mapped_column(Date)
    topic: Mapped[str] = mapped_column(String(30))  # campaign, consumer, smuggling, ocop, other
    province_id: Mapped[UUID | None] = mapped_column(ForeignKey("admin_unit.id"), index=True)
    link: Mapped[str] = mapped_column(String(400), default="")
    amended_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("legal_document.id"))
    is_replaced: Mapped[bool] = mapped_column(Boolean, default=False)  # by that document, as a whole
    rank: Mapped[int] = mapped_column(Integer)  # 1 stands first in "căn cứ"
    source: Mapped[str] = mapped_column(String(300), default="")
    version: Mapped[int] = mapped_column(Integer, default=1)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(60))
