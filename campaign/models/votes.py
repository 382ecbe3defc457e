"""Votes for favourite products: one person, one vote, by a confirmed phone."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Boolean, Date, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, UtcDateTime, id_column


class VoteRound(Base):
    """A vote; what comes out of it only proposes."""

    __tablename__ = "vote_round"

    id = id_column()
    slug: Mapped[str] = mapped_column(String(230), unique=True)
    title: Mapped[str] = mapped_column(String(250))
    intro: Mapped[str] = mapped_column(Text, default="")
    province_id: Mapped[UUID] = mapped_column(ForeignKey("admin_unit.id"), index=True)
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    opens_on: Mapped[date] = mapped_column(Date)
    closes_on: Mapped[date] = mapped_column(Date)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(60))
    is_sample: Mapped[bool] = mapped_column(Boolean, default=False)


class VoteCandidate(Base):
    """What can be voted for: a product of the register, or a name."""

    __tablename__ = "vote_candidate"
    __table_args__ = (UniqueConstraint("round_id", "position"),)

    id = id_column()
    round_id: Mapped[UUID] = mapped_column(ForeignKey("vote_round.id"))
    position: Mapped[int] = mapped_column(Integer)
    name: Mapped[str] = mapped_column(String(250))
    maker: Mapped[str] = mapped_column(String(200), default="")
    product_id: Mapped[UUID | None] = mapped_column(ForeignKey("product.id"))


class Ballot(Base):
    """A vote; `voter` is a keyed hash of the phone in this round, the phone itself is not kept.

    State: waiting (for the code), counted, held (too many phones on one device: an officer looks).
    """

    __tablename__ = "ballot"
    __table_args__ = (UniqueConstraint("round_id", "voter"),)

    id = id_column()
    round_id: Mapped[UUID] = mapped_column(ForeignKey("vote_round.id"))
    candidate_id: Mapped[UUID] = mapped_column(ForeignKey("vote_candidate.id"), index=True)
    voter: Mapped[str] = mapped_column(String(64))
    device: Mapped[str] = mapped_column(String(32), index=True)
    state: Mapped[str] = mapped_column(String(10))
    code_hash: Mapped[str] = mapped_column(String(64))
    code_until: Mapped[datetime] = mapped_column(UtcDateTime)
    tries: Mapped[int] = mapped_column(Integer, default=0)
    sendings: Mapped[int] = mapped_column(Integer, default=0)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    counted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
