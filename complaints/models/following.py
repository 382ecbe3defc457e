"""What comes after sending: terms of days, ratings, marks for moderation, folded floods, personal data."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Boolean, Date, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, UtcDateTime, id_column


class CaseTerm(Base):
    """Days of the calendar after the end of a report: to ask for a second look, to add, until data go."""

    __tablename__ = "case_term"
    __table_args__ = (UniqueConstraint("code", "valid_from"),)

    id = id_column()
    code: Mapped[str] = mapped_column(String(30))  # review, add, keep_contact, keep_words, keep_files
    days: Mapped[int] = mapped_column(Integer)
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    source: Mapped[str] = mapped_column(String(300))
    is_confirmed: Mapped[bool] = mapped_column(Boolean, default=False)


class BlockedWord(Base):
    """Words that make a report wait for a look; they never refuse it."""

    __tablename__ = "blocked_word"
    __table_args__ = (UniqueConstraint("words", "valid_from"),)

    id = id_column()
    words: Mapped[str] = mapped_column(String(100))  # folded
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    source: Mapped[str] = mapped_column(String(300))


class CaseRating(Base):
    """What the reporter thinks of the handling: one row, which they may change while they may add."""

    __tablename__ = "complaint_rating"

    complaint_id: Mapped[UUID] = mapped_column(ForeignKey("complaint.id"), primary_key=True)
    score: Mapped[int] = mapped_column(Integer)  # 1 not good, 2 so so, 3 good
    words: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class HeldReason(Base):
    """Why a report waits for a look before it is worked on; nobody but officers reads it."""

    __tablename__ = "complaint_held_reason"

    complaint_id: Mapped[UUID] = mapped_column(ForeignKey("complaint.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)  # often, trap, words, same
    detail: Mapped[str] = mapped_column(String(100), default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class CasePrint(Base):
    """The keyed print of what a report says; of equal prints in a short time the first leads the others."""

    __tablename__ = "complaint_print"

    complaint_id: Mapped[UUID] = mapped_column(ForeignKey("complaint.id"), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), index=True)
    leader_id: Mapped[UUID | None] = mapped_column(ForeignKey("complaint.id"), index=True)  # folded under it
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class DataStep(Base):
    """What was asked and done about a reporter's own data, by the reporter or by the term of keeping."""

    __tablename__ = "complaint_data_step"

    complaint_id: Mapped[UUID] = mapped_column(ForeignKey("complaint.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(20))  # see, correct, withdraw, erase, term
    what: Mapped[str] = mapped_column(String(60))  # contact, words, files: with spaces between
    kept: Mapped[str] = mapped_column(String(60), default="")  # what could not be erased
    at: Mapped[datetime] = mapped_column(UtcDateTime)
