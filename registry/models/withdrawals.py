"""Proposals to withdraw an OCOP recognition, made by whoever found the violation."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Date, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, UtcDateTime, id_column


class WithdrawalProposal(Base):
    """What is proposed and on which ground; the recognition stands until its own body decides."""

    __tablename__ = "withdrawal_proposal"

    id = id_column()
    recognition_id: Mapped[UUID] = mapped_column(ForeignKey("recognition.id"), index=True)
    authority: Mapped[str] = mapped_column(String(200))
    decision_number: Mapped[str] = mapped_column(String(80), default="")  # of the penalty, where there is one
    reason: Mapped[str] = mapped_column(Text)
    proposed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(60))
    state: Mapped[str] = mapped_column(String(10), default="open")  # open, done, refused
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_on: Mapped[date | None] = mapped_column(Date)
    answered_by: Mapped[str] = mapped_column(String(60), default="")
