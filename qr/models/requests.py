"""Codes that producers ask for, how many they may have, and codes shared by a lot or a product."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, Date, ForeignKey, Integer, String, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, UtcDateTime, id_column


class CodeQuota(Base):
    """How many labels a producer of a kind may have in a calendar month; dated.

    `within` says what happens inside it: "issue" at once, or "approve" by an officer all the same.
    """

    __tablename__ = "code_quota"
    __table_args__ = (UniqueConstraint("producer_kind", "valid_from"),)

    id = id_column()
    producer_kind: Mapped[str] = mapped_column(String(20))
    month_codes: Mapped[int] = mapped_column(BigInteger)
    within: Mapped[str] = mapped_column(String(10))  # issue, approve
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    source: Mapped[str] = mapped_column(String(300))


class CodeRequest(Base):
    """What a producer asked for, and the answer. States: waiting, approved, returned, withdrawn."""

    __tablename__ = "code_request"

    id = id_column()
    number: Mapped[str] = mapped_column(String(8), unique=True)  # of the receipt
    form_key: Mapped[str] = mapped_column(String(64), unique=True)  # sent twice is the same sending
    producer_id: Mapped[UUID] = mapped_column(ForeignKey("producer.id"), index=True)
    product_id: Mapped[UUID] = mapped_column(ForeignKey("product.id"), index=True)
    lot_id: Mapped[UUID] = mapped_column(ForeignKey("lot.id"), index=True)
    level: Mapped[str] = mapped_column(String(10))  # item, lot, product
    count: Mapped[int] = mapped_column(BigInteger)
    purpose: Mapped[str] = mapped_column(String(300))
    has_pin: Mapped[bool] = mapped_column(Boolean, default=False)
    is_signed: Mapped[bool] = mapped_column(Boolean, default=False)
    quota: Mapped[int] = mapped_column(BigInteger)  # of the month when it was sent
    used: Mapped[int] = mapped_column(BigInteger)  # of the quota before it
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"))  # who must answer
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    due_on: Mapped[date] = mapped_column(Date)
    state: Mapped[str] = mapped_column(String(20), index=True)
    granted: Mapped[int | None] = mapped_column(BigInteger)
    reason: Mapped[str] = mapped_column(Text, default="")
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by: Mapped[str] = mapped_column(String(60), default="")
    version: Mapped[int] = mapped_column(Integer, default=1)
    is_sample: Mapped[bool] = mapped_column(Boolean, default=False)


class SharedIssue(Base):
    """Labels that all carry the one code of a lot or of a product; they prove no more than that."""

    __tablename__ = "shared_issue"

    id = id_column()
    level: Mapped[str] = mapped_column(String(10))  # lot, product
    product_id: Mapped[UUID] = mapped_column(ForeignKey("product.id"), index=True)
    lot_id: Mapped[UUID] = mapped_column(ForeignKey("lot.id"), index=True)  # the lot it was asked for
    count: Mapped[int] = mapped_column(BigInteger)  # labels
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    actor: Mapped[str] = mapped_column(String(60))
    request_id: Mapped[UUID | None] = mapped_column(Uuid, index=True)
