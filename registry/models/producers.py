"""Producers (chủ thể) and the users who write for them."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Boolean, Date, ForeignKey, Integer, String, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, UtcDateTime, id_column


class Producer(Base):
    """Who makes the goods. Kinds: doanh_nghiep, hop_tac_xa, to_hop_tac, ho_kinh_doanh, ca_nhan."""

    __tablename__ = "producer"

    id = id_column()
    kind: Mapped[str] = mapped_column(String(20), index=True)
    name: Mapped[str] = mapped_column(String(200))
    folded: Mapped[str] = mapped_column(String(200), index=True)
    slug: Mapped[str] = mapped_column(String(220), unique=True)
    tax_code: Mapped[str | None] = mapped_column(String(14), unique=True)
    person_id: Mapped[UUID | None] = mapped_column(Uuid)  # holds the 12-digit number of a household or person
    person_mark: Mapped[str | None] = mapped_column(String(64), unique=True)  # keyed index: nobody stands here twice
    version: Mapped[int] = mapped_column(Integer, default=0)  # seq of the last ProducerVersion
    commune_id: Mapped[UUID] = mapped_column(ForeignKey("admin_unit.id"), index=True)
    address: Mapped[str] = mapped_column(String(300), default="")  # as written by the producer or document
    public_phone: Mapped[str] = mapped_column(String(30), default="")  # a business number, shown to buyers
    state: Mapped[str] = mapped_column(String(20))  # draft, submitted, returned, approved, suspended
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    is_sample: Mapped[bool] = mapped_column(Boolean, default=False)
    source: Mapped[str] = mapped_column(String(300), default="")  # document that names it
    generated: Mapped[str] = mapped_column(Text, default="")  # fields made up for the sample, by comma


class ProducerMember(Base):
    """A user who may write for a producer."""

    __tablename__ = "producer_member"
    __table_args__ = (UniqueConstraint("user_id", "producer_id"),)

    id = id_column()
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    producer_id: Mapped[UUID] = mapped_column(ForeignKey("producer.id"))
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
