"""What speaks for copied codes, and what officers decided about it."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, UtcDateTime, id_column


class CloneWeight(Base):
    """One weight or limit of the score, dated, with its source. Points and phones are in hundredths."""

    __tablename__ = "clone_weight"
    __table_args__ = (UniqueConstraint("name", "valid_from"),)

    id = id_column()
    name: Mapped[str] = mapped_column(String(30))
    value: Mapped[int] = mapped_column(Integer)
    unit: Mapped[str] = mapped_column(String(20))
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    source: Mapped[str] = mapped_column(String(300))


class CodeScore(Base):
    """The score of one item's code and how far officers have come with it. Never read for a verdict.

    `state` is "" (ordinary), watch (amber), open (red: somebody must decide by `due_at`), confirmed or
    cleared. The numbers are a projection of the scans and signals; `AlertStep` holds what was decided.
    """

    __tablename__ = "code_score"
    __table_args__ = (Index("ix_code_score_state", "state", "points"),)

    generation: Mapped[int] = mapped_column(Integer, primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    product_id: Mapped[UUID] = mapped_column(ForeignKey("product.id"), index=True)
    lot_id: Mapped[UUID | None] = mapped_column(ForeignKey("lot.id"))
    points: Mapped[int] = mapped_column(Integer)  # hundredths
    level: Mapped[str] = mapped_column(String(10))  # "", amber, red
    reasons: Mapped[str] = mapped_column(Text)  # JSON: [kind, count, hundredths] of each part
    said_provinces: Mapped[int] = mapped_column(Integer)
    table_provinces: Mapped[int] = mapped_column(Integer)
    devices: Mapped[int] = mapped_column(Integer)  # in halves
    days: Mapped[int] = mapped_column(Integer)
    looks_viral: Mapped[bool] = mapped_column(Boolean, default=False)
    scored_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(String(12), default="")
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    late_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # when it was found undecided past `due_at`
    cleared_points: Mapped[int | None] = mapped_column(Integer)  # the score that was cleared; more is new evidence
    version: Mapped[int] = mapped_column(Integer, default=1)


class AlertStep(Base):
    """What happened to the alert of a code: opened, late, confirmed, cleared. Only added."""

    __tablename__ = "alert_step"
    __table_args__ = (UniqueConstraint("generation", "number", "seq"),)

    id = id_column()
    generation: Mapped[int] = mapped_column(Integer)
    number: Mapped[int] = mapped_column(BigInteger)
    seq: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(String(12))
    points: Mapped[int] = mapped_column(Integer)
    reason: Mapped[str] = mapped_column(String(500), default="")
    actor: Mapped[str] = mapped_column(String(60))
    actor_label: Mapped[str] = mapped_column(String(150), default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class CopiedCode(Base):
    """A code that an officer found copied: the only thing that makes buyers read V3.

    `provinces` are those that people said, never those known from an address alone.
    """

    __tablename__ = "copied_code"

    generation: Mapped[int] = mapped_column(Integer, primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    confirmed_on: Mapped[date] = mapped_column(Date)
    provinces: Mapped[int] = mapped_column(Integer)
    days: Mapped[int] = mapped_column(Integer)
    authority: Mapped[str] = mapped_column(String(150), default="")


class ProductFreeze(Base):
    """While it lasts no alert of the product is opened and none confirmed; scores go on being counted."""

    __tablename__ = "product_freeze"

    id = id_column()
    product_id: Mapped[UUID] = mapped_column(ForeignKey("product.id"), index=True)
    reason: Mapped[str] = mapped_column(String(500))
    until: Mapped[date] = mapped_column(Date)  # the last day, included
    actor: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class CodeSignal(Base):
    """A citizen's report that came from a code: for officers' eyes, never part of a verdict."""

    __tablename__ = "code_signal"
    __table_args__ = (Index("ix_code_signal_code", "generation", "number"),)

    id = id_column()
    report_id: Mapped[UUID] = mapped_column(Uuid, unique=True)
    product_id: Mapped[UUID] = mapped_column(ForeignKey("product.id"), index=True)
    generation: Mapped[int | None] = mapped_column(Integer)
    number: Mapped[int | None] = mapped_column(BigInteger)
    kind: Mapped[str] = mapped_column(String(40))
    verdict: Mapped[str] = mapped_column(String(12))
    has_photo: Mapped[bool] = mapped_column(Boolean)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class FirstScanNotice(Base):
    """That a producer was told of scans of a batch not yet activated: once a batch and day."""

    __tablename__ = "first_scan_notice"

    batch_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
