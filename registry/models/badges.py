"""Recognitions outside OCOP: their dated schemes; trademarks and geographical indications; key kinds of goods."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Boolean, Date, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, UtcDateTime, id_column


class BadgeScheme(Base):
    """One level of a scheme that recognises products; the badge itself is a Recognition of this scheme."""

    __tablename__ = "badge_scheme"
    __table_args__ = (UniqueConstraint("code", "level", "valid_from"),)

    id = id_column()
    code: Mapped[str] = mapped_column(String(30))  # cnnt, favourite, new_technology, new_product
    level: Mapped[str] = mapped_column(String(20), default="")  # huyen, tinh, khu_vuc, quoc_gia; empty: no levels
    name: Mapped[str] = mapped_column(String(150))
    name_en: Mapped[str] = mapped_column(String(150))
    level_name: Mapped[str] = mapped_column(String(60), default="")
    level_name_en: Mapped[str] = mapped_column(String(60), default="")
    needs_decision: Mapped[bool] = mapped_column(Boolean, default=True)
    months: Mapped[int | None] = mapped_column(Integer)  # how long it is good; null: the decision alone says
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    source: Mapped[str] = mapped_column(String(300))
    is_confirmed: Mapped[bool] = mapped_column(Boolean, default=False)


class BrandRight(Base):
    """A registered mark or geographical indication: number, owner and how long it is protected."""

    __tablename__ = "brand_right"
    __table_args__ = (UniqueConstraint("kind", "number"),)

    id = id_column()
    kind: Mapped[str] = mapped_column(String(30))  # trademark, collective_mark, certification_mark, gi
    name: Mapped[str] = mapped_column(String(150))
    number: Mapped[str] = mapped_column(String(60))
    owner: Mapped[str] = mapped_column(String(200))
    issuer: Mapped[str] = mapped_column(String(150))
    granted_on: Mapped[date] = mapped_column(Date)
    valid_until: Mapped[date | None] = mapped_column(Date)  # null: without an end (geographical indications)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    source: Mapped[str] = mapped_column(String(300), default="")
    is_sample: Mapped[bool] = mapped_column(Boolean, default=False)


class BrandUse(Base):
    """A product that carries the mark or the indication."""

    __tablename__ = "brand_use"
    __table_args__ = (UniqueConstraint("brand_right_id", "product_id"),)

    id = id_column()
    brand_right_id: Mapped[UUID] = mapped_column(ForeignKey("brand_right.id"))
    product_id: Mapped[UUID] = mapped_column(ForeignKey("product.id"), index=True)


class KeyKind(Base):
    """A kind of goods that a document names as key (chủ lực) or special (đặc sản) for a province."""

    __tablename__ = "key_kind"
    __table_args__ = (UniqueConstraint("kind_code", "province_id", "rank", "valid_from"),)

    id = id_column()
    kind_code: Mapped[str] = mapped_column(ForeignKey("product_kind.code"))
    province_id: Mapped[UUID] = mapped_column(ForeignKey("admin_unit.id"), index=True)
    rank: Mapped[str] = mapped_column(String(20))  # key, speciality
    issuer: Mapped[str] = mapped_column(String(150))
    decision_number: Mapped[str] = mapped_column(String(80), default="")  # blank on sample rows alone
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    source: Mapped[str] = mapped_column(String(300), default="")
    is_sample: Mapped[bool] = mapped_column(Boolean, default=False)
