"""Who changed what, when: rows that are only ever added."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, UtcDateTime, id_column


class ProducerVersion(Base):
    """One change of a producer; `changes` is JSON: field -> [from, to]."""

    __tablename__ = "producer_version"
    __table_args__ = (UniqueConstraint("producer_id", "seq"),)

    id = id_column()
    producer_id: Mapped[UUID] = mapped_column(ForeignKey("producer.id"))
    seq: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(60))
    label: Mapped[str] = mapped_column(String(60), default="")  # the role that acted
    changes: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text, default="")


class ProductVersion(Base):
    """One change of a product or of what stands beside it; `changes` is JSON: field -> [from, to]."""

    __tablename__ = "product_version"
    __table_args__ = (UniqueConstraint("product_id", "seq"),)

    id = id_column()
    product_id: Mapped[UUID] = mapped_column(ForeignKey("product.id"))
    seq: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(60))
    label: Mapped[str] = mapped_column(String(60), default="")
    changes: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text, default="")
