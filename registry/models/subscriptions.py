"""Who asked to get warnings by e-mail. The address itself stands in the personal data."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, UtcDateTime, id_column


class WarningSubscriber(Base):
    """An address that gets warnings once its owner confirmed; the row goes when they leave."""

    __tablename__ = "warning_subscriber"

    id = id_column()
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person_key.person_id"), index=True)
    handle: Mapped[str] = mapped_column(String(24), unique=True)  # in the links of the letters, with a mark
    kinds: Mapped[str] = mapped_column(String(60))  # kinds of warnings by comma
    province_id: Mapped[UUID | None] = mapped_column(ForeignKey("admin_unit.id"))  # null: everywhere
    language: Mapped[str] = mapped_column(String(2))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class WarningMail(Base):
    """That a warning was put in the post for somebody: once each, whatever happens."""

    __tablename__ = "warning_mail"

    warning_id: Mapped[UUID] = mapped_column(ForeignKey("public_warning.id"), primary_key=True)
    subscriber_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    queued_at: Mapped[datetime] = mapped_column(UtcDateTime)
