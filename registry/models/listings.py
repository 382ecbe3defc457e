"""Where a product is sold, and how much of it can be made."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Date, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, UtcDateTime, id_column


class Listing(Base):
    """A product on sale at a place, or in a chain or shop named in words, from a day to a day.

    Buyers read it once an officer has verified it. Days are both included.
    """

    __tablename__ = "listing"
    __table_args__ = (
        CheckConstraint("place_id IS NOT NULL OR outlet <> ''", name="outlet_named"),
        Index("ix_listing_state_product_id", "state", "product_id"),
    )

    id = id_column()
    product_id: Mapped[UUID] = mapped_column(ForeignKey("product.id"), index=True)
    place_id: Mapped[UUID | None] = mapped_column(ForeignKey("sale_point.id"), index=True)
    outlet: Mapped[str] = mapped_column(String(100), default="")  # a chain or shop without a row of its own
    outlet_key: Mapped[str] = mapped_column(String(100), default="", index=True)
    kind: Mapped[str] = mapped_column(String(30))  # a PlaceKind's code
    from_day: Mapped[date] = mapped_column(Date)
    to_day: Mapped[date | None] = mapped_column(Date)
    state: Mapped[str] = mapped_column(String(10))  # claimed, verified, refused
    verified_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    verified_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(String(300), default="")  # why it was refused, for the producer
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    source: Mapped[str] = mapped_column(String(300), default="")
    is_sample: Mapped[bool] = mapped_column(Boolean, default=False)


class ProductCapacity(Base):
    """How much of a product can be delivered in a month, as stated on a day; the newest row counts."""

    __tablename__ = "product_capacity"
    __table_args__ = (UniqueConstraint("product_id", "stated_on"),)

    id = id_column()
    product_id: Mapped[UUID] = mapped_column(ForeignKey("product.id"))
    per_month: Mapped[int] = mapped_column(BigInteger)
    unit: Mapped[str] = mapped_column(String(30))
    stated_on: Mapped[date] = mapped_column(Date)
