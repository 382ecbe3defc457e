"""OCOP recognitions and the dated rules they are judged by."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, UtcDateTime, id_column


class OcopGroup(Base):
    """The six product groups of QĐ 148/QĐ-TTg (2023); older sets stay readable."""

    __tablename__ = "ocop_group"
    __table_args__ = (UniqueConstraint("number", "valid_from"),)

    id = id_column()
    number: Mapped[int] = mapped_column(Integer)
    name: Mapped[str] = mapped_column(String(150))
    name_en: Mapped[str] = mapped_column(String(150))
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    source: Mapped[str] = mapped_column(String(300))


class StarBand(Base):
    """Which points give a star: from `least` up to but not including `below`, in tenths of a point."""

    __tablename__ = "star_band"
    __table_args__ = (UniqueConstraint("stars", "valid_from"),)

    id = id_column()
    stars: Mapped[int] = mapped_column(Integer)
    least: Mapped[int] = mapped_column(Integer)
    below: Mapped[int] = mapped_column(Integer)
    has_certificate: Mapped[bool] = mapped_column(Boolean)
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    source: Mapped[str] = mapped_column(String(300))
    is_confirmed: Mapped[bool] = mapped_column(Boolean, default=False)


class ScoreLimit(Base):
    """The most points of part A, B or C, in tenths, and how many months a certificate is valid (part "months")."""

    __tablename__ = "score_limit"
    __table_args__ = (UniqueConstraint("part", "valid_from"),)

    id = id_column()
    part: Mapped[str] = mapped_column(String(10))
    most: Mapped[int] = mapped_column(Integer)
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    source: Mapped[str] = mapped_column(String(300))


class Recognition(Base):
    """One decision that recognises a product; `stars` is null where the source does not give them."""

    __tablename__ = "recognition"
    __table_args__ = (Index("ix_recognition_span", "scheme", "issued_on", "valid_until"),)

    id = id_column()
    product_id: Mapped[UUID] = mapped_column(ForeignKey("product.id"), index=True)
    scheme: Mapped[str] = mapped_column(String(30))  # ocop, or a BadgeScheme: cnnt, favourite ...
    stars: Mapped[int | None] = mapped_column(Integer)
    is_potential_five: Mapped[bool] = mapped_column(Boolean, default=False)
    score_a: Mapped[int | None] = mapped_column(Integer)  # tenths of a point
    score_b: Mapped[int | None] = mapped_column(Integer)
    score_c: Mapped[int | None] = mapped_column(Integer)
    decision_number: Mapped[str] = mapped_column(String(80), default="")  # blank on sample papers
    recogniser_level: Mapped[str] = mapped_column(String(20))  # huyen, tinh, trung_uong: as of signing
    recogniser_name: Mapped[str] = mapped_column(String(150))
    issued_on: Mapped[date] = mapped_column(Date)
    valid_until: Mapped[date | None] = mapped_column(Date)  # null: a badge whose decision sets no end
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    generated: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(String(300), default="")


class RecognitionEvent(Base):
    """A recognition withdrawn or corrected by decision; rows are only added."""

    __tablename__ = "recognition_event"
    __table_args__ = (UniqueConstraint("recognition_id", "seq"),)

    id = id_column()
    recognition_id: Mapped[UUID] = mapped_column(ForeignKey("recognition.id"))
    seq: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(String(20))  # revoked
    on: Mapped[date] = mapped_column("on_date", Date)
    decision_number: Mapped[str] = mapped_column(String(80), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    actor: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
