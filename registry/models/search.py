"""What the search reads: one row for each product on the public register, written with the product."""

from datetime import date
from uuid import UUID

from sqlalchemy import BigInteger, Date, ForeignKey, Index, Integer, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base

NUMBER = BigInteger().with_variant(Integer, "sqlite")


class ProductSearch(Base):
    """A public product in folded words. `number` grows with each product put on the register.

    The words are indexed apart: on SQLite by the FTS5 table product_words (rowid = -number), on PostgreSQL
    by a GIN index; both come with the migration.
    """

    __tablename__ = "product_search"
    __table_args__ = (
        Index("ix_product_search_kind", "kind_code", "number"),
        Index("ix_product_search_group", "ocop_group", "number"),
        Index("ix_product_search_name", "name_key", "number"),
        Index("ix_product_search_price", "price", "number"),
        Index("ix_product_search_stars", "stars", "number"),
    )

    number: Mapped[int] = mapped_column(NUMBER, primary_key=True, autoincrement=True)
    product_id: Mapped[UUID] = mapped_column(ForeignKey("product.id"), unique=True)
    producer_id: Mapped[UUID] = mapped_column(ForeignKey("producer.id"), index=True)
    commune_id: Mapped[UUID] = mapped_column(ForeignKey("admin_unit.id"), index=True)
    words: Mapped[str] = mapped_column(Text)  # folded, apart by single spaces
    name_key: Mapped[bytes] = mapped_column(LargeBinary)  # sorts as the Vietnamese alphabet does
    kind_code: Mapped[str] = mapped_column(String(30))
    ocop_group: Mapped[int | None] = mapped_column(Integer)
    price: Mapped[int | None] = mapped_column(BigInteger)
    stars: Mapped[int | None] = mapped_column(Integer)  # of the newest recognition, good from .. until
    stars_from: Mapped[date | None] = mapped_column(Date)
    stars_until: Mapped[date | None] = mapped_column(Date)
