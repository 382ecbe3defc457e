"""Plans: tasks by unit, and how far they have come."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, Date, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, UtcDateTime, id_column


class CampaignPlan(Base):
    """A plan with its document; its days say which results are set against it."""

    __tablename__ = "campaign_plan"

    id = id_column()
    title: Mapped[str] = mapped_column(String(300))
    number: Mapped[str] = mapped_column(String(80), default="")
    issuer: Mapped[str] = mapped_column(String(200), default="")
    from_day: Mapped[date] = mapped_column(Date)
    to_day: Mapped[date] = mapped_column(Date)
    province_id: Mapped[UUID] = mapped_column(ForeignKey("admin_unit.id"), index=True)
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))  # whose plan it is
    version: Mapped[int] = mapped_column(Integer, default=1)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(60))
    is_sample: Mapped[bool] = mapped_column(Boolean, default=False)


class PlanTask(Base):
    """A task: who leads, by when, and where it can be counted how much of what. State as of the last progress row."""

    __tablename__ = "plan_task"
    __table_args__ = (UniqueConstraint("plan_id", "position"),)

    id = id_column()
    plan_id: Mapped[UUID] = mapped_column(ForeignKey("campaign_plan.id"))
    position: Mapped[int] = mapped_column(Integer)
    text: Mapped[str] = mapped_column(Text)
    lead_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"), index=True)
    others: Mapped[str] = mapped_column(String(300), default="")  # partners that are no unit of the installation
    due_on: Mapped[date] = mapped_column(Date, index=True)
    indicator: Mapped[str] = mapped_column(String(20), default="")
    measure: Mapped[str] = mapped_column(String(100), default="")
    unit: Mapped[str] = mapped_column(String(40), default="")
    target: Mapped[int | None] = mapped_column(BigInteger)
    state: Mapped[str] = mapped_column(String(10))  # waiting, doing, done, dropped
    percent: Mapped[int] = mapped_column(Integer, default=0)
    done_on: Mapped[date | None] = mapped_column(Date)
    version: Mapped[int] = mapped_column(Integer, default=1)


class TaskPartner(Base):
    """A unit that joins in a task."""

    __tablename__ = "task_partner"

    task_id: Mapped[UUID] = mapped_column(ForeignKey("plan_task.id"), primary_key=True)
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"), primary_key=True, index=True)


class TaskProgress(Base):
    """What a unit said of a task on a day. Rows are added, never changed."""

    __tablename__ = "task_progress"

    id = id_column()
    task_id: Mapped[UUID] = mapped_column(ForeignKey("plan_task.id"), index=True)
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(String(10))
    percent: Mapped[int] = mapped_column(Integer)
    value: Mapped[int | None] = mapped_column(BigInteger)
    qualifier: Mapped[str] = mapped_column(String(20), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    actor: Mapped[str] = mapped_column(String(60))
