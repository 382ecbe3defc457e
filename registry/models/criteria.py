"""The criteria that OCOP products are scored by, and the rules with numbers around it: all dated rows."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Boolean, Date, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, UtcDateTime, id_column


class OcopRule(Base):
    """A number or a word of the procedure: days to do a step, days of a reminder, how sheets are joined, topics."""

    __tablename__ = "ocop_rule"
    __table_args__ = (UniqueConstraint("code", "key", "valid_from"),)

    id = id_column()
    code: Mapped[str] = mapped_column(String(30))  # due, remind, sheets, topic
    key: Mapped[str] = mapped_column(String(40))
    value: Mapped[str] = mapped_column(String(300))
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    source: Mapped[str] = mapped_column(String(300))
    is_confirmed: Mapped[bool] = mapped_column(Boolean, default=False)


class CriteriaSet(Base):
    """The criteria of one product set in a span of days; a frame holds the three parts and no single criteria."""

    __tablename__ = "criteria_set"
    __table_args__ = (UniqueConstraint("name", "valid_from"),)

    id = id_column()
    name: Mapped[str] = mapped_column(String(150))
    ocop_group: Mapped[int | None] = mapped_column(Integer)  # null: a set for every group (2019)
    is_frame: Mapped[bool] = mapped_column(Boolean, default=False)
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    source: Mapped[str] = mapped_column(String(300))
    is_confirmed: Mapped[bool] = mapped_column(Boolean, default=False)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    confirmation: Mapped[str] = mapped_column(String(300), default="")  # what the administrator checked it against
    is_sample: Mapped[bool] = mapped_column(Boolean, default=False)
    loaded_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Criterion(Base):
    """One criterion of a set with the most points it gives, in tenths."""

    __tablename__ = "criterion"
    __table_args__ = (UniqueConstraint("set_id", "part", "number"),)

    id = id_column()
    set_id: Mapped[UUID] = mapped_column(ForeignKey("criteria_set.id"))
    part: Mapped[str] = mapped_column(String(1))  # A, B, C
    number: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(String(1000))
    most: Mapped[int] = mapped_column(Integer)
    by_commune: Mapped[bool] = mapped_column(Boolean, default=False)  # assessed by UBND cấp xã first (QĐ 1489)
    position: Mapped[int] = mapped_column(Integer)
