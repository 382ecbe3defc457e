"""Products, their numbers, papers and the basis of "made in Vietnam"."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, Date, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, UtcDateTime, id_column


class ProductKind(Base):
    """A kind of goods for counting and for the drawn picture (tea, honey, noodles ...)."""

    __tablename__ = "product_kind"

    code: Mapped[str] = mapped_column(String(30), primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    name_en: Mapped[str] = mapped_column(String(100))
    picture: Mapped[str] = mapped_column(String(30))
    is_key: Mapped[bool] = mapped_column(Boolean, default=False)  # sản phẩm chủ lực
    source: Mapped[str] = mapped_column(String(300), default="")


class Product(Base):
    """One product as packed for sale; only an approved one is public."""

    __tablename__ = "product"

    id = id_column()
    producer_id: Mapped[UUID] = mapped_column(ForeignKey("producer.id"), index=True)
    code: Mapped[str] = mapped_column(String(8), unique=True)  # of the /p/ address, never changed
    name: Mapped[str] = mapped_column(String(200))
    folded: Mapped[str] = mapped_column(String(420), index=True)  # name and producer, for search
    slug: Mapped[str] = mapped_column(String(220), unique=True)
    kind_code: Mapped[str] = mapped_column(ForeignKey("product_kind.code"), index=True)
    ocop_group: Mapped[int | None] = mapped_column(Integer)  # 1-6 of QĐ 148; null outside OCOP
    pack: Mapped[str] = mapped_column(String(100), default="")  # quy cách: hộp 200 g
    description: Mapped[str] = mapped_column(Text, default="")
    standard: Mapped[str] = mapped_column(String(300), default="")  # tiêu chuẩn công bố áp dụng
    listed_price: Mapped[int | None] = mapped_column(BigInteger)  # đồng a pack
    origin: Mapped[str] = mapped_column(String(300), default="")  # xuất xứ sản phẩm
    materials_origin: Mapped[str] = mapped_column(String(300), default="")  # xuất xứ nguyên liệu
    compare_hint: Mapped[str] = mapped_column(String(300), default="")  # what to compare on the pack
    state: Mapped[str] = mapped_column(String(20), index=True)  # projection of the last ProductEvent
    version: Mapped[int] = mapped_column(Integer, default=0)  # seq of the last ProductVersion
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    is_sample: Mapped[bool] = mapped_column(Boolean, default=False)
    source: Mapped[str] = mapped_column(String(300), default="")
    generated: Mapped[str] = mapped_column(Text, default="")


class ProductEvent(Base):
    """What happened to a product's registration: created, submitted, returned, approved, suspended, ended."""

    __tablename__ = "product_event"
    __table_args__ = (UniqueConstraint("product_id", "seq"),)

    id = id_column()
    product_id: Mapped[UUID] = mapped_column(ForeignKey("product.id"))
    seq: Mapped[int] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(60))
    reason: Mapped[str] = mapped_column(Text, default="")


class ProductGtin(Base):
    """A GTIN-14 and the product it names; rows are kept for ever, printed codes live on."""

    __tablename__ = "product_gtin"

    gtin: Mapped[str] = mapped_column(String(14), primary_key=True)
    product_id: Mapped[UUID] = mapped_column(ForeignKey("product.id"), index=True)
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)


class OriginBasis(Base):
    """On what basis goods count as made in Vietnam: never a verdict of our own."""

    __tablename__ = "origin_basis"

    id = id_column()
    product_id: Mapped[UUID] = mapped_column(ForeignKey("product.id"), index=True)
    basis: Mapped[str] = mapped_column(String(20))  # declaration, co, label, programme
    dated: Mapped[date] = mapped_column(Date)
    evidence: Mapped[str] = mapped_column(String(300))


class Certificate(Base):
    """A paper about a product: VietGAP, ISO 22000, HACCP, trademark, geographical indication ..."""

    __tablename__ = "certificate"

    id = id_column()
    product_id: Mapped[UUID] = mapped_column(ForeignKey("product.id"), index=True)
    name: Mapped[str] = mapped_column(String(150))
    number: Mapped[str] = mapped_column(String(80), default="")
    issuer: Mapped[str] = mapped_column(String(150), default="")
    issued_on: Mapped[date | None] = mapped_column(Date)
    expires_on: Mapped[date | None] = mapped_column(Date)
