"""Periodic returns: what the Front asks of the units, and the totals that each unit sends."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, UtcDateTime, id_column


class ReturnForm(Base):
    """One asking: which figures of which days, until when. Periods include both days."""

    __tablename__ = "return_form"

    id = id_column()
    title: Mapped[str] = mapped_column(String(250))
    province_id: Mapped[UUID] = mapped_column(ForeignKey("admin_unit.id"), index=True)
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))  # who asks
    from_day: Mapped[date] = mapped_column(Date)
    to_day: Mapped[date] = mapped_column(Date)
    due_on: Mapped[date] = mapped_column(Date, index=True)
    note: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(String(300), default="")
    version: Mapped[int] = mapped_column(Integer, default=1)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(60))
    is_sample: Mapped[bool] = mapped_column(Boolean, default=False)


class ReturnItem(Base):
    """One figure that is asked; an empty measure is the main figure of its row."""

    __tablename__ = "return_item"
    __table_args__ = (UniqueConstraint("form_id", "position"),)

    id = id_column()
    form_id: Mapped[UUID] = mapped_column(ForeignKey("return_form.id"))
    position: Mapped[int] = mapped_column(Integer)
    indicator: Mapped[str] = mapped_column(String(20))  # row id such as D13
    label: Mapped[str] = mapped_column(String(250), default="")  # what exactly, where the row says too little
    measure: Mapped[str] = mapped_column(String(100), default="")
    unit: Mapped[str] = mapped_column(String(40))


class UnitReturn(Base):
    """The return of one unit: due, sent, back (to be mended) or locked."""

    __tablename__ = "unit_return"
    __table_args__ = (UniqueConstraint("form_id", "unit_id"), Index("ix_unit_return_unit_id", "unit_id"))

    id = id_column()
    form_id: Mapped[UUID] = mapped_column(ForeignKey("return_form.id"))
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    state: Mapped[str] = mapped_column(String(10))
    last_source: Mapped[str] = mapped_column(String(300), default="")  # the report that last year's figures stand in
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # the first sending
    version: Mapped[int] = mapped_column(Integer, default=1)


class ReturnValue(Base):
    """A unit's total for one item: value with qualifier and as-of; last year's as its report printed it."""

    __tablename__ = "return_value"
    __table_args__ = (UniqueConstraint("return_id", "item_id"),)

    id = id_column()
    return_id: Mapped[UUID] = mapped_column(ForeignKey("unit_return.id"))
    item_id: Mapped[UUID] = mapped_column(ForeignKey("return_item.id"), index=True)
    value: Mapped[int | None] = mapped_column(BigInteger)
    qualifier: Mapped[str] = mapped_column(String(20), default="")
    as_of: Mapped[date | None] = mapped_column(Date)
    joint: Mapped[int] = mapped_column(BigInteger, default=0)  # of these, done jointly and counted by another unit
    last_value: Mapped[int | None] = mapped_column(BigInteger)
    last_qualifier: Mapped[str] = mapped_column(String(20), default="")
    note: Mapped[str] = mapped_column(String(300), default="")


class ReturnStep(Base):
    """What happened to a return: sent, back, locked, reopened, reminded. Rows are added, never changed."""

    __tablename__ = "return_step"

    id = id_column()
    return_id: Mapped[UUID] = mapped_column(ForeignKey("unit_return.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(String(500), default="")
    days: Mapped[int | None] = mapped_column(Integer)  # of a reminder by the clock: days left, negative when late
    actor: Mapped[str] = mapped_column(String(60))
