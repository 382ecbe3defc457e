"""Places where goods are sold: OCOP shops first."""

from datetime import date
from uuid import UUID

from sqlalchemy import Boolean, Date, Float, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, id_column


class SalePoint(Base):
    """A shop or point of sale, its address as written and the commune of today that it lies in."""

    __tablename__ = "sale_point"

    id = id_column()
    kind: Mapped[str] = mapped_column(String(30), index=True)  # ocop_shop, viet_goods_point ...
    name: Mapped[str] = mapped_column(String(200))
    address: Mapped[str] = mapped_column(String(300))  # as written, with the names of its time
    commune_id: Mapped[UUID] = mapped_column(ForeignKey("admin_unit.id"), index=True)
    operator: Mapped[str] = mapped_column(String(200), default="")
    lat: Mapped[float | None] = mapped_column(Float)
    lon: Mapped[float | None] = mapped_column(Float)
    opened_on: Mapped[date | None] = mapped_column(Date)
    known_on: Mapped[date] = mapped_column(Date)  # when the source saw it
    closed_on: Mapped[date | None] = mapped_column(Date)
    resolution_note: Mapped[str] = mapped_column(Text, default="")  # how the address was resolved
    source: Mapped[str] = mapped_column(String(300), default="")
    is_sample: Mapped[bool] = mapped_column(Boolean, default=False)
