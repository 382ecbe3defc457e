"""Published lists that are not about one product: trusted places, and industrial goods made at home."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Boolean, Date, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, UtcDateTime, id_column


class TrustedPlace(Base):
    """An exemplary enterprise or a trusted place: somebody vouches for it, on a basis, for a time."""

    __tablename__ = "trusted_place"

    id = id_column()
    kind: Mapped[str] = mapped_column(String(20))  # enterprise, place
    name: Mapped[str] = mapped_column(String(200))
    folded: Mapped[str] = mapped_column(String(200), index=True)
    address: Mapped[str] = mapped_column(String(300))
    commune_id: Mapped[UUID] = mapped_column(ForeignKey("admin_unit.id"), index=True)
    producer_id: Mapped[UUID | None] = mapped_column(ForeignKey("producer.id"), index=True)
    voucher: Mapped[str] = mapped_column(String(150))  # who vouches
    basis: Mapped[str] = mapped_column(String(300))
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    withdrawn_on: Mapped[date | None] = mapped_column(Date)
    withdrawn_reason: Mapped[str] = mapped_column(Text, default="")
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    source: Mapped[str] = mapped_column(String(300), default="")
    is_sample: Mapped[bool] = mapped_column(Boolean, default=False)


class IndustrialGood(Base):
    """A machine, device, supply or material made at home: on the published list, or proposed for it."""

    __tablename__ = "industrial_good"
    __table_args__ = (UniqueConstraint("hs_code", "folded", "maker_key"),)

    id = id_column()
    hs_code: Mapped[str] = mapped_column(String(8), index=True)
    name: Mapped[str] = mapped_column(String(250))
    folded: Mapped[str] = mapped_column(String(250))
    maker: Mapped[str] = mapped_column(String(200))
    maker_key: Mapped[str] = mapped_column(String(200))  # folded
    specification: Mapped[str] = mapped_column(String(300), default="")
    standard: Mapped[str] = mapped_column(String(200), default="")
    province_id: Mapped[UUID | None] = mapped_column(ForeignKey("admin_unit.id"), index=True)
    proposer: Mapped[str] = mapped_column(String(150), default="")
    proposed_on: Mapped[date | None] = mapped_column(Date)
    publisher: Mapped[str] = mapped_column(String(150), default="")
    decision_number: Mapped[str] = mapped_column(String(80), default="")
    published_on: Mapped[date | None] = mapped_column(Date)
    source: Mapped[str] = mapped_column(String(300), default="")
    is_sample: Mapped[bool] = mapped_column(Boolean, default=False)
