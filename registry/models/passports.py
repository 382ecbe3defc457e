"""What a scan reads: one row per product and per lot, written whole by the registry's actions."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Boolean, Date, ForeignKey, Integer, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, UtcDateTime, id_column


class Passport(Base):
    """The product (lot_id null) or the lot as a scan page shows it; the version grows with each change."""

    __tablename__ = "passport"

    id = id_column()
    key: Mapped[str] = mapped_column(String(50), unique=True)  # "<code>" or "<code>/<lot number_key>"
    product_id: Mapped[UUID] = mapped_column(ForeignKey("product.id"), index=True)
    lot_id: Mapped[UUID | None] = mapped_column(Uuid, unique=True)
    code: Mapped[str] = mapped_column(String(8))
    gtin: Mapped[str | None] = mapped_column(String(14), index=True)
    lot_number: Mapped[str | None] = mapped_column(String(20))
    is_public: Mapped[bool] = mapped_column(Boolean)
    made_on: Mapped[date | None] = mapped_column(Date)
    expires_on: Mapped[date | None] = mapped_column(Date)
    body: Mapped[str] = mapped_column(Text)  # JSON, keys in registry/passports.py
    version: Mapped[int] = mapped_column(Integer)
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
