"""Warnings to buyers, what to compare between real goods and fakes, and rounds of food-safety sampling."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, UtcDateTime, id_column


class SamplingRound(Base):
    """One notice of food-safety sampling: how many samples were taken, how many passed and failed."""

    __tablename__ = "sampling_round"
    __table_args__ = (UniqueConstraint("province_id", "authority", "number"),)

    id = id_column()
    slug: Mapped[str] = mapped_column(String(220), unique=True)
    number: Mapped[str] = mapped_column(String(40))  # kỳ: as the notice calls it
    announced_on: Mapped[date] = mapped_column(Date, index=True)
    authority: Mapped[str] = mapped_column(String(150))
    province_id: Mapped[UUID] = mapped_column(ForeignKey("admin_unit.id"), index=True)
    kind_code: Mapped[str | None] = mapped_column(ForeignKey("product_kind.code"))
    goods: Mapped[str] = mapped_column(String(200))
    taken: Mapped[int] = mapped_column(Integer)
    passed: Mapped[int] = mapped_column(Integer)
    failed: Mapped[int] = mapped_column(Integer)
    decision_number: Mapped[str] = mapped_column(String(80), default="")
    version: Mapped[int] = mapped_column(Integer, default=1)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(60))
    source: Mapped[str] = mapped_column(String(300), default="")
    is_sample: Mapped[bool] = mapped_column(Boolean, default=False)


class Sample(Base):
    """One sample of a round. The trader is public only with a decision and the article that allows it."""

    __tablename__ = "sampling_sample"
    __table_args__ = (UniqueConstraint("round_id", "position"),)

    id = id_column()
    round_id: Mapped[UUID] = mapped_column(ForeignKey("sampling_round.id"))
    position: Mapped[int] = mapped_column(Integer)
    goods: Mapped[str] = mapped_column(String(200))
    taken_at: Mapped[str] = mapped_column(String(200), default="")  # market, commune: never a person's address
    parameter: Mapped[str] = mapped_column(String(150), default="")
    result: Mapped[str] = mapped_column(String(100), default="")
    most: Mapped[str] = mapped_column(String(100), default="")  # what the standard allows
    is_passed: Mapped[bool] = mapped_column(Boolean)
    trader: Mapped[str] = mapped_column(String(200), default="")
    decision_number: Mapped[str] = mapped_column(String(80), default="")
    legal_ground: Mapped[str] = mapped_column(String(200), default="")


class PublicWarning(Base):
    """Something that buyers must know: goods called back, failed samples, how to tell real from fake."""

    __tablename__ = "public_warning"
    __table_args__ = (Index("ix_public_warning_shown", "state", "published_at"),)

    id = id_column()
    slug: Mapped[str] = mapped_column(String(220), unique=True)
    kind: Mapped[str] = mapped_column(String(20))  # recall, sampling, advice, other
    title: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    product_id: Mapped[UUID | None] = mapped_column(ForeignKey("product.id"), index=True)
    lot_id: Mapped[UUID | None] = mapped_column(ForeignKey("lot.id"))
    recall_id: Mapped[UUID | None] = mapped_column(ForeignKey("recall.id"), unique=True)
    round_id: Mapped[UUID | None] = mapped_column(ForeignKey("sampling_round.id"))
    kind_code: Mapped[str | None] = mapped_column(ForeignKey("product_kind.code"))
    place_id: Mapped[UUID | None] = mapped_column(ForeignKey("admin_unit.id"), index=True)  # null: everywhere
    trader: Mapped[str] = mapped_column(String(200), default="")
    authority: Mapped[str] = mapped_column(String(150), default="")
    decision_number: Mapped[str] = mapped_column(String(80), default="")
    legal_ground: Mapped[str] = mapped_column(String(200), default="")  # article that allows naming a trader
    state: Mapped[str] = mapped_column(String(20))  # draft, submitted, published, ended
    version: Mapped[int] = mapped_column(Integer, default=1)
    written_by: Mapped[str] = mapped_column(String(60))  # who changed the words last; another one publishes
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    end_reason: Mapped[str] = mapped_column(String(300), default="")
    source: Mapped[str] = mapped_column(String(300), default="")
    is_sample: Mapped[bool] = mapped_column(Boolean, default=False)


class Comparison(Base):
    """One point to look at: how it is on real goods and how on fakes, with a picture of each where there is one."""

    __tablename__ = "warning_comparison"
    __table_args__ = (UniqueConstraint("warning_id", "position"),)

    id = id_column()
    warning_id: Mapped[UUID] = mapped_column(ForeignKey("public_warning.id"))
    position: Mapped[int] = mapped_column(Integer)
    point: Mapped[str] = mapped_column(String(150))
    real_words: Mapped[str] = mapped_column(String(200))
    fake_words: Mapped[str] = mapped_column(String(200))
    real_picture_id: Mapped[UUID | None] = mapped_column(ForeignKey("picture.id"))
    fake_picture_id: Mapped[UUID | None] = mapped_column(ForeignKey("picture.id"))
