"""Selling online: exchanges and platforms, producers' shop links, and the register of online sellers."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Boolean, Date, ForeignKey, Integer, String, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, UtcDateTime, id_column


class Platform(Base):
    """A place on the web where goods are sold: a province's exchange, or a platform that a document names."""

    __tablename__ = "platform"
    __table_args__ = (UniqueConstraint("code", "valid_from"),)

    id = id_column()
    code: Mapped[str] = mapped_column(String(30))
    name: Mapped[str] = mapped_column(String(100))
    kind: Mapped[str] = mapped_column(String(20))  # provincial, named
    hosts: Mapped[str] = mapped_column(String(300))  # with spaces between; what stands below a host belongs to it
    province_id: Mapped[UUID | None] = mapped_column(ForeignKey("admin_unit.id"))
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    source: Mapped[str] = mapped_column(String(300), default="")
    is_sample: Mapped[bool] = mapped_column(Boolean, default=False)


class ExchangeCount(Base):
    """What a province's exchange says of itself on a day: all its products, and those of the province."""

    __tablename__ = "exchange_count"
    __table_args__ = (UniqueConstraint("platform_id", "as_of"),)

    id = id_column()
    platform_id: Mapped[UUID] = mapped_column(ForeignKey("platform.id"))
    as_of: Mapped[date] = mapped_column(Date)
    total: Mapped[int] = mapped_column(Integer)
    total_qualifier: Mapped[str] = mapped_column(String(10), default="")
    local: Mapped[int] = mapped_column(Integer)
    local_qualifier: Mapped[str] = mapped_column(String(10), default="")
    source: Mapped[str] = mapped_column(String(300))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    is_sample: Mapped[bool] = mapped_column(Boolean, default=False)


class ExchangeLink(Base):
    """A province's exchange joined with one of another province: since when, and how many products are shared."""

    __tablename__ = "exchange_link"

    id = id_column()
    platform_id: Mapped[UUID] = mapped_column(ForeignKey("platform.id"), index=True)
    partner: Mapped[str] = mapped_column(String(150))
    partner_province_id: Mapped[UUID] = mapped_column(ForeignKey("admin_unit.id"))
    linked_on: Mapped[date] = mapped_column(Date)
    ended_on: Mapped[date | None] = mapped_column(Date)
    products_shared: Mapped[int] = mapped_column(Integer)
    source: Mapped[str] = mapped_column(String(300), default="")
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    is_sample: Mapped[bool] = mapped_column(Boolean, default=False)


class ShopLink(Base):
    """A producer's own stall on a platform (product_id null) or one product's page there."""

    __tablename__ = "shop_link"

    id = id_column()
    producer_id: Mapped[UUID] = mapped_column(ForeignKey("producer.id"), index=True)
    product_id: Mapped[UUID | None] = mapped_column(ForeignKey("product.id"), index=True)
    platform_id: Mapped[UUID] = mapped_column(ForeignKey("platform.id"), index=True)
    url: Mapped[str] = mapped_column(String(500))
    url_key: Mapped[str] = mapped_column(String(500), index=True)
    opened_on: Mapped[date] = mapped_column(Date)
    has_qr: Mapped[bool] = mapped_column(Boolean, default=False)  # origin QR codes are shown there
    state: Mapped[str] = mapped_column(String(20), index=True)  # waiting, verified, refused, ended
    verified_on: Mapped[date | None] = mapped_column(Date)
    verified_by: Mapped[str] = mapped_column(String(60), default="")
    refusal: Mapped[str] = mapped_column(Text, default="")
    ended_on: Mapped[date | None] = mapped_column(Date)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    source: Mapped[str] = mapped_column(String(300), default="")
    is_sample: Mapped[bool] = mapped_column(Boolean, default=False)


class OnlineSeller(Base):
    """Who sells on a platform. Of persons the tax number and address are personal data under their own key."""

    __tablename__ = "online_seller"

    id = id_column()
    kind: Mapped[str] = mapped_column(String(20))  # as producers, and ca_nhan
    name: Mapped[str] = mapped_column(String(200))
    folded: Mapped[str] = mapped_column(String(200), index=True)
    tax_code: Mapped[str] = mapped_column(String(14), default="")  # of businesses alone
    address: Mapped[str] = mapped_column(String(300), default="")  # of businesses alone
    person_id: Mapped[UUID | None] = mapped_column(Uuid)
    commune_id: Mapped[UUID] = mapped_column(ForeignKey("admin_unit.id"), index=True)
    platform_id: Mapped[UUID] = mapped_column(ForeignKey("platform.id"))
    shop_url: Mapped[str] = mapped_column(String(500))
    url_key: Mapped[str] = mapped_column(String(500), index=True)
    producer_id: Mapped[UUID | None] = mapped_column(ForeignKey("producer.id"), index=True)
    known_on: Mapped[date] = mapped_column(Date)
    ended_on: Mapped[date | None] = mapped_column(Date)
    version: Mapped[int] = mapped_column(Integer, default=1)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    source: Mapped[str] = mapped_column(String(300), default="")
    is_sample: Mapped[bool] = mapped_column(Boolean, default=False)

    __mapper_args__ = {"version_id_col": version}
