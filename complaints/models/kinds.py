"""Dated lists: what citizens say in plain words, what the law calls it, how long we promise."""

from datetime import date

from sqlalchemy import Boolean, Date, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, id_column


class ComplaintKind(Base):
    """A plain-word problem that a citizen chooses."""

    __tablename__ = "complaint_kind"

    code: Mapped[str] = mapped_column(String(30), primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    name_en: Mapped[str] = mapped_column(String(120))
    position: Mapped[int] = mapped_column(Integer)
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)


class ViolationKind(Base):
    """A legal kind of violation (NĐ 98/2020 Điều 3 and others): only an officer chooses it."""

    __tablename__ = "violation_kind"
    __table_args__ = (UniqueConstraint("code", "valid_from"),)

    id = id_column()
    code: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(250))
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    source: Mapped[str] = mapped_column(String(300))
    is_confirmed: Mapped[bool] = mapped_column(Boolean, default=False)


class ServiceTerm(Base):
    """How many working days we promise for a step; a service promise, not a term of law."""

    __tablename__ = "service_term"
    __table_args__ = (UniqueConstraint("step", "kind_code", "valid_from"),)

    id = id_column()
    step: Mapped[str] = mapped_column(String(30))  # look, answer
    kind_code: Mapped[str] = mapped_column(String(30), default="")  # empty: every kind of problem
    working_days: Mapped[int] = mapped_column(Integer)
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    source: Mapped[str] = mapped_column(String(300))
    is_confirmed: Mapped[bool] = mapped_column(Boolean, default=False)
