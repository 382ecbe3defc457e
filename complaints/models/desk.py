"""What makes an officer's work quick: own lists, reports put aside for the road, drafts, words to start from."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Date, ForeignKey, String, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, UtcDateTime, id_column


class SavedView(Base):
    """A list with its filters under an officer's own name for it."""

    __tablename__ = "saved_view"
    __table_args__ = (UniqueConstraint("user_id", "name"),)

    id = id_column()
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    name: Mapped[str] = mapped_column(String(60))
    query: Mapped[str] = mapped_column(String(500))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class ShortlistedCase(Base):
    """A report that an officer takes along to read without a network."""

    __tablename__ = "shortlisted_case"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), primary_key=True)
    complaint_id: Mapped[UUID] = mapped_column(ForeignKey("complaint.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class InspectionDraft(Base):
    """The inspection form as far as an officer has filled it in; `about` is the report, or the officer when none."""

    __tablename__ = "inspection_draft"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), primary_key=True)
    about: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    answers: Mapped[str] = mapped_column(Text)  # JSON of the fields as typed
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class ReplyText(Base):
    """Words to the reporter that officers start from; marks in braces must be filled before sending."""

    __tablename__ = "reply_text"
    __table_args__ = (UniqueConstraint("code", "valid_from"),)

    id = id_column()
    code: Mapped[str] = mapped_column(String(30))
    name: Mapped[str] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(Text)
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    source: Mapped[str] = mapped_column(String(300))
