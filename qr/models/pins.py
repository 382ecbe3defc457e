"""Scratch PINs: who opened one first, what wrong tries cost."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Date, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, UtcDateTime, id_column


class CodeClaim(Base):
    """The first right PIN of a code. `device` is a keyed hash, as in scans; only `opened_again` grows."""

    __tablename__ = "code_claim"

    generation: Mapped[int] = mapped_column(Integer, primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    device: Mapped[str] = mapped_column(String(32))
    province_code: Mapped[str | None] = mapped_column(String(10))  # what the person said
    opened_again: Mapped[int] = mapped_column(Integer, default=0)  # right PINs from other phones since


class PinTry(Base):
    """Wrong tries of a day by a device, a network or on a code; older days are deleted."""

    __tablename__ = "pin_try"

    who: Mapped[str] = mapped_column(String(60), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True, index=True)
    wrong: Mapped[int] = mapped_column(Integer)
    wait_until: Mapped[datetime] = mapped_column(UtcDateTime)


class PinRule(Base):
    """How many wrong tries of a day are free (`free`), and the waits after them in seconds; dated."""

    __tablename__ = "pin_rule"
    __table_args__ = (UniqueConstraint("who", "valid_from"),)

    id = id_column()
    who: Mapped[str] = mapped_column(String(10))  # device, network, code
    free: Mapped[int] = mapped_column(Integer)
    first_wait: Mapped[int] = mapped_column(Integer)
    longest_wait: Mapped[int] = mapped_column(Integer)
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    source: Mapped[str] = mapped_column(String(300))
