"""Inspections, decisions and money: imposed and received stay apart."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, Date, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, UtcDateTime, id_column


class Inspection(Base):
    """One inspection (vụ kiểm tra), with or without a report behind it."""

    __tablename__ = "inspection"
    __table_args__ = (Index("ix_inspection_place", "commune_id", "inspected_on"),)

    id = id_column()
    number: Mapped[str] = mapped_column(String(30), unique=True)
    complaint_id: Mapped[UUID | None] = mapped_column(ForeignKey("complaint.id"), index=True)
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"), index=True)
    source: Mapped[str] = mapped_column(String(20))  # plan, sudden, citizens, transfer, team, online
    ground_number: Mapped[str] = mapped_column(String(80), default="")  # decision to inspect
    ground_on: Mapped[date | None] = mapped_column(Date)
    inspected_on: Mapped[date] = mapped_column(Date, index=True)
    commune_id: Mapped[UUID] = mapped_column(ForeignKey("admin_unit.id"))
    party: Mapped[str] = mapped_column(String(200), default="")  # the business inspected
    goods: Mapped[str] = mapped_column(String(300), default="")
    outcome: Mapped[str] = mapped_column(String(20))  # violation, none, verifying
    note: Mapped[str] = mapped_column(Text, default="")
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(60))
    is_sample: Mapped[bool] = mapped_column(Boolean, default=False)
    generated: Mapped[str] = mapped_column(Text, default="")
    source_document: Mapped[str] = mapped_column(String(300), default="")


class PenaltyDecision(Base):
    """A decision that imposes a penalty; what was paid stands in MoneyRow."""

    __tablename__ = "penalty_decision"

    id = id_column()
    inspection_id: Mapped[UUID] = mapped_column(ForeignKey("inspection.id"), index=True)
    number: Mapped[str] = mapped_column(String(80), default="")  # blank on sample rows
    decided_on: Mapped[date] = mapped_column(Date, index=True)
    kind: Mapped[str] = mapped_column(String(20), default="fine", server_default="fine")
    violation_code: Mapped[str] = mapped_column(String(10), default="")
    imposed_fine: Mapped[int] = mapped_column(BigInteger)  # đồng
    actor: Mapped[str] = mapped_column(String(60))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    generated: Mapped[str] = mapped_column(Text, default="")


class MoneyRow(Base):
    """Money or value that an inspection led to, on its own date.

    Kinds: fine_received, confiscated_sold, other_received (paid to the budget), destroyed,
    awaiting_disposal, ordered_destroyed (values of goods).
    """

    __tablename__ = "money_row"
    __table_args__ = (Index("ix_money_row_kind", "kind", "on_date"),)

    id = id_column()
    inspection_id: Mapped[UUID] = mapped_column(ForeignKey("inspection.id"), index=True)
    decision_id: Mapped[UUID | None] = mapped_column(ForeignKey("penalty_decision.id"))
    kind: Mapped[str] = mapped_column(String(20))
    amount: Mapped[int] = mapped_column(BigInteger)  # đồng
    is_estimate: Mapped[bool] = mapped_column(Boolean, default=False)
    on: Mapped[date] = mapped_column("on_date", Date)
    actor: Mapped[str] = mapped_column(String(60))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    position: Mapped[int] = mapped_column(Integer, default=1)
