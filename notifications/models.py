"""Messages waiting to leave, written in the transaction of what they tell."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, UtcDateTime, id_column


class OutboxMessage(Base):
    """One message to one receiver. The address stays with the person, here stands only the id."""

    __tablename__ = "outbox_message"

    id = id_column()
    family_id: Mapped[UUID | None] = mapped_column(Uuid, index=True)
    person_id: Mapped[UUID | None] = mapped_column(Uuid)
    channel: Mapped[str] = mapped_column(String(20))  # email, sms, console
    template: Mapped[str] = mapped_column(String(60))
    language: Mapped[str] = mapped_column(String(2))
    values: Mapped[str] = mapped_column(Text)  # JSON, never personal
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
