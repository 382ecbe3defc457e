"""Lots and recalls."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, Date, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, UtcDateTime, id_column


class Lot(Base):
    """One lot of a product. The number is GS1 AI 10: up to 20 of A-Z, a-z, 0-9, - . _ (no slash)."""

    __tablename__ = "lot"
    __table_args__ = (UniqueConstraint("product_id", "number_key"),)

    id = id_column()
    product_id: Mapped[UUID] = mapped_column(ForeignKey("product.id"))
    number: Mapped[str] = mapped_column(String(20))  # as registered
    number_key: Mapped[str] = mapped_column(String(20))  # lower case, found in any case
    made_on: Mapped[date] = mapped_column(Date)
    expires_on: Mapped[date | None] = mapped_column(Date)
    quantity: Mapped[int | None] = mapped_column(Integer)
    standard: Mapped[str] = mapped_column(String(300), default="")
    listed_price: Mapped[int | None] = mapped_column(BigInteger)
    origin: Mapped[str] = mapped_column(String(300), default="")
    materials_origin: Mapped[str] = mapped_column(String(300), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    is_sample: Mapped[bool] = mapped_column(Boolean, default=False)
    generated: Mapped[str] = mapped_column(Text, default="")


class Recall(Base):
    """Goods called back: one lot, or every lot of a product where `lot_id` is null."""

    __tablename__ = "recall"

    id = id_column()
    product_id: Mapped[UUID] = mapped_column(ForeignKey("product.id"), index=True)
    lot_id: Mapped[UUID | None] = mapped_column(ForeignKey("lot.id"))
    on: Mapped[date] = mapped_column("on_date", Date)
    decision_number: Mapped[str] = mapped_column(String(80), default="")
    authority: Mapped[str] = mapped_column(String(150))
    reason: Mapped[str] = mapped_column(Text)
    actor: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_on: Mapped[date | None] = mapped_column(Date)
    ended_decision: Mapped[str] = mapped_column(String(80), default="")
    ended_reason: Mapped[str] = mapped_column(String(500), default="")
