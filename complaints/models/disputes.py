"""The steps of a dispute over money back, added and never changed."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, Date, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, UtcDateTime


class DisputeStep(Base):
    """What the trader answered, what Sở Công Thương did (Luật 19/2023/QH15 Điều 56, 57)."""

    __tablename__ = "dispute_step"

    complaint_id: Mapped[UUID] = mapped_column(ForeignKey("money_request.complaint_id"), primary_key=True)
    seq: Mapped[int] = mapped_column(Integer, primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))  # complaints.disputes.STEPS
    happened_on: Mapped[date] = mapped_column(Date, index=True)  # the day of the answer, invitation, session, end
    result: Mapped[str] = mapped_column(String(10), default="")  # of an answer, a session or the end
    amount: Mapped[int | None] = mapped_column(BigInteger)  # đồng offered, or agreed on
    words: Mapped[str] = mapped_column(Text, default="")  # both sides read them
    reference: Mapped[str] = mapped_column(String(60), default="")  # number in the system of 1800.6838
    place: Mapped[str] = mapped_column(String(200), default="")  # where the sides are invited to
    minutes_number: Mapped[str] = mapped_column(String(80), default="")  # of the paper minutes, kept in the file
    conciliator: Mapped[str] = mapped_column(String(120), default="")  # the official who led the session
    buyer_came: Mapped[bool] = mapped_column(Boolean, default=False)
    trader_came: Mapped[bool] = mapped_column(Boolean, default=False)
    reverses: Mapped[int | None] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(80))
