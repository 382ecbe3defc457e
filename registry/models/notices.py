"""What a producer is told, and where it may be written to."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Integer, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, UtcDateTime, id_column


class ProducerNotice(Base):
    """One piece of news for a producer, worded in Vietnamese; it stands among the tasks until read."""

    __tablename__ = "producer_notice"

    id = id_column()
    producer_id: Mapped[UUID] = mapped_column(ForeignKey("producer.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    link: Mapped[str] = mapped_column(String(200), default="")  # a path of ours
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ProducerContact(Base):
    """The e-mail address for news; the address lies with the person, it counts once its code came back."""

    __tablename__ = "producer_contact"

    id = id_column()
    producer_id: Mapped[UUID] = mapped_column(ForeignKey("producer.id"), unique=True)
    person_id: Mapped[UUID] = mapped_column(Uuid)
    code_hash: Mapped[str] = mapped_column(String(200), default="")
    code_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    tries: Mapped[int] = mapped_column(Integer, default=0)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
