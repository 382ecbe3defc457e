"""Scans and their roll-ups."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, Date, Index, Integer, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, UtcDateTime, id_column


class Scan(Base):
    """A scan by a person; becomes a count after 180 days. No network address, ever."""

    __tablename__ = "scan"
    __table_args__ = (
        Index("ix_scan_code", "generation", "number"),
        Index("ix_scan_device", "device", "minute"),
    )

    id = id_column()
    minute: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    product_id: Mapped[UUID] = mapped_column(Uuid)
    lot_id: Mapped[UUID | None] = mapped_column(Uuid)
    level: Mapped[str] = mapped_column(String(10))  # item, lot, product
    generation: Mapped[int | None] = mapped_column(Integer)
    number: Mapped[int | None] = mapped_column(BigInteger)
    verdict: Mapped[str] = mapped_column(String(12))
    province_code: Mapped[str | None] = mapped_column(String(10))
    province_source: Mapped[str] = mapped_column(String(10), default="")  # said, table
    device: Mapped[str] = mapped_column(String(32))
    network: Mapped[str] = mapped_column(String(32), default="")  # the weak key, also beside a cookie's
    weight: Mapped[int] = mapped_column(Integer)  # 2 for a cookie, 1 for a network and agent class, 0 for a busy one


class ScanDay(Base):
    """Scans of a day by product, lot, level and verdict, with unknown codes too (product null); by said province."""

    __tablename__ = "scan_day"
    __table_args__ = (Index("ix_scan_day_day", "day"),)

    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    day: Mapped[date] = mapped_column(Date)
    product_id: Mapped[UUID | None] = mapped_column(Uuid, index=True)
    lot_id: Mapped[UUID | None] = mapped_column(Uuid)
    level: Mapped[str] = mapped_column(String(10))
    verdict: Mapped[str] = mapped_column(String(12))
    province_code: Mapped[str | None] = mapped_column(String(10))  # only where people said it
    count: Mapped[int] = mapped_column(Integer)


class JournalOffset(Base):
    """How far a journal file has been folded, written in the same transaction as the counts."""

    __tablename__ = "journal_offset"

    file: Mapped[str] = mapped_column(String(120), primary_key=True)
    offset: Mapped[int] = mapped_column(BigInteger)
    leased_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
