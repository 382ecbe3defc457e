"""Codes: ranges of serials, marks on single ones, what was done to them, what may be taken back."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, UtcDateTime, id_column


class SerialCounter(Base):
    """The one counter of a key generation; blocks are leased from it, gaps are allowed."""

    __tablename__ = "serial_counter"

    generation: Mapped[int] = mapped_column(Integer, primary_key=True)
    next_number: Mapped[int] = mapped_column(BigInteger)


class CodeRange(Base):
    """A batch of codes: numbers first .. last of a generation, whatever its size. Split when part of it is void."""

    __tablename__ = "code_range"
    __table_args__ = (
        UniqueConstraint("generation", "first_number"),
        Index("ix_code_range_last", "generation", "last_number"),
    )

    id = id_column()
    batch_id: Mapped[UUID] = mapped_column(Uuid, index=True)  # the batch first issued, kept through splits
    generation: Mapped[int] = mapped_column(Integer)
    first_number: Mapped[int] = mapped_column(BigInteger)
    last_number: Mapped[int] = mapped_column(BigInteger)
    product_id: Mapped[UUID] = mapped_column(ForeignKey("product.id"), index=True)
    lot_id: Mapped[UUID] = mapped_column(ForeignKey("lot.id"), index=True)
    state: Mapped[str] = mapped_column(String(20))  # one of code_states.STATES
    state_on: Mapped[date] = mapped_column(Date)
    state_reason: Mapped[str] = mapped_column(String(300), default="")
    state_authority: Mapped[str] = mapped_column(String(150), default="")  # who blocked it, as buyers read it
    request_id: Mapped[UUID | None] = mapped_column(Uuid, index=True)  # what the producer had asked for
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    pin_key: Mapped[int | None] = mapped_column(Integer)  # generation of the keys of its scratch PINs; null without
    signing_key: Mapped[int | None] = mapped_column(Integer)  # generation of the key that signs its links


class RangeEvent(Base):
    """What was done to a range: only added."""

    __tablename__ = "range_event"
    __table_args__ = (UniqueConstraint("batch_id", "seq"),)

    id = id_column()
    batch_id: Mapped[UUID] = mapped_column(Uuid)
    seq: Mapped[int] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(String(20))
    first_number: Mapped[int] = mapped_column(BigInteger)
    last_number: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(60))
    hand: Mapped[str] = mapped_column(String(20), default="")  # code_states.Hand
    authority: Mapped[str] = mapped_column(String(150), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    undoes: Mapped[int | None] = mapped_column(Integer)  # the seq of the event that this one takes back


class CodeMark(Base):
    """A single code that is unlike its range: sold, void, stolen, blocked; "cleared" is like its range again."""

    __tablename__ = "code_mark"

    generation: Mapped[int] = mapped_column(Integer, primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    state: Mapped[str] = mapped_column(String(20))
    marked_on: Mapped[date] = mapped_column(Date)
    reason: Mapped[str] = mapped_column(String(300), default="")
    authority: Mapped[str] = mapped_column(String(150), default="")
    actor: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class CodeEvent(Base):
    """What was done to a single code: only added. The first step is what its range was then."""

    __tablename__ = "code_event"

    generation: Mapped[int] = mapped_column(Integer, primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(Integer, primary_key=True)
    state: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(60))
    hand: Mapped[str] = mapped_column(String(20))
    authority: Mapped[str] = mapped_column(String(150), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    undoes: Mapped[int | None] = mapped_column(Integer)


class UndoRule(Base):
    """Who may take a change of codes back, and for how many days (null: as long as it stands); dated."""

    __tablename__ = "code_undo"
    __table_args__ = (UniqueConstraint("state", "hand", "valid_from"),)

    id = id_column()
    state: Mapped[str] = mapped_column(String(20))
    hand: Mapped[str] = mapped_column(String(20))
    days: Mapped[int | None] = mapped_column(Integer)
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    source: Mapped[str] = mapped_column(String(300))
