"""The same product in other people's systems: the tea site, the national portal ..."""

from datetime import date
from uuid import UUID

from sqlalchemy import Date, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, id_column


class ExternalSystem(Base):
    """A system of others that holds products; links may lead to its hosts only."""

    __tablename__ = "external_system"

    code: Mapped[str] = mapped_column(String(30), primary_key=True)
    name: Mapped[str] = mapped_column(String(150))
    name_en: Mapped[str] = mapped_column(String(150))
    hosts: Mapped[str] = mapped_column(String(300))  # separated by spaces
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    source: Mapped[str] = mapped_column(String(300))


class ExternalCode(Base):
    """How another system calls a product, and where it shows it; rows end, they are not removed."""

    __tablename__ = "external_code"
    __table_args__ = (Index("ix_external_code_system_code", "system_code", "code"),)

    id = id_column()
    product_id: Mapped[UUID] = mapped_column(ForeignKey("product.id"), index=True)
    system_code: Mapped[str] = mapped_column(ForeignKey("external_system.code"))
    code: Mapped[str] = mapped_column(String(100), default="")
    url: Mapped[str] = mapped_column(String(500), default="")
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
