"""Terms of the law, what was done about them in a report, and the warnings that were given."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Boolean, Date, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, UtcDateTime, id_column


class LegalTerm(Base):
    """A term of the law for a step: its length, what starts and ends it, the article. Unconfirmed: no public date."""

    __tablename__ = "legal_term"
    __table_args__ = (UniqueConstraint("code", "kind_code", "valid_from"),)

    id = id_column()
    code: Mapped[str] = mapped_column(String(30))
    name: Mapped[str] = mapped_column(String(150))
    kind_code: Mapped[str] = mapped_column(String(30), default="")  # empty: every kind of problem
    starts: Mapped[str] = mapped_column(String(150))  # names of steps, separated by spaces
    ends: Mapped[str] = mapped_column(String(150))
    length: Mapped[int] = mapped_column(Integer)
    unit: Mapped[str] = mapped_column(String(15))  # working_days, days, months
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    source: Mapped[str] = mapped_column(String(300))
    is_confirmed: Mapped[bool] = mapped_column(Boolean, default=False)


class LegalStep(Base):
    """What an officer did about a clock of the law: only added. A pause and an extension name their article."""

    __tablename__ = "complaint_legal_step"

    complaint_id: Mapped[UUID] = mapped_column(ForeignKey("complaint.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    code: Mapped[str] = mapped_column(String(30))
    kind: Mapped[str] = mapped_column(String(10))  # begin, done, pause, resume, extend
    on_date: Mapped[date] = mapped_column(Date)  # of the paper
    days: Mapped[int] = mapped_column(Integer, default=0)
    article: Mapped[str] = mapped_column(String(300), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(60))


class ClockWarning(Base):
    """That a clock reached 50, 80 or 100 percent, or (101) went over and was told to the unit above."""

    __tablename__ = "complaint_clock_warning"

    complaint_id: Mapped[UUID] = mapped_column(ForeignKey("complaint.id"), primary_key=True)
    code: Mapped[str] = mapped_column(String(30), primary_key=True)
    started_on: Mapped[date] = mapped_column(Date, primary_key=True)
    level: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
