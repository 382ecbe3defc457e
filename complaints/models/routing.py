"""The routing table, what it said of a report, and reports handed to other bodies."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, UtcDateTime, id_column, new_id


class RoutingTable(Base):
    """One whole routing table in a span of time; without a first day it is a draft."""

    __tablename__ = "routing_table"

    id = id_column()
    valid_from: Mapped[date | None] = mapped_column(Date, index=True)
    valid_to: Mapped[date | None] = mapped_column(Date)
    note: Mapped[str] = mapped_column(String(300), default="")
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(60))
    version: Mapped[int] = mapped_column(Integer, default=1)  # two who edit the draft at once are told

    __mapper_args__ = {"version_id_col": version}


class RoutingRule(Base):
    """A row: kinds x goods x places -> who leads, who is told. An empty list matches everything."""

    __tablename__ = "routing_rule"
    __table_args__ = (UniqueConstraint("table_id", "position"),)

    id = id_column()
    table_id: Mapped[UUID] = mapped_column(ForeignKey("routing_table.id"))
    position: Mapped[int] = mapped_column(Integer)
    kinds: Mapped[str] = mapped_column(String(300), default="")  # citizens' or legal kinds, spaces between
    goods: Mapped[str] = mapped_column(String(300), default="")  # kinds of goods
    places: Mapped[str] = mapped_column(String(100), default="")  # shop online street border unknown
    is_urgent: Mapped[bool] = mapped_column(Boolean, default=False)  # only where people are ill or in danger
    lead: Mapped[str] = mapped_column(String(30))  # a kind of body
    notified: Mapped[str] = mapped_column(String(300), default="")
    note: Mapped[str] = mapped_column(String(300), default="")
    source: Mapped[str] = mapped_column(String(300), default="")
    is_confirmed: Mapped[bool] = mapped_column(Boolean, default=False)


class GoodsKind(Base):
    """A kind of goods as the routing table knows it, and the words by which a report's goods are guessed."""

    __tablename__ = "goods_kind"
    __table_args__ = (UniqueConstraint("code", "valid_from"),)

    id = id_column()
    code: Mapped[str] = mapped_column(String(30))
    name: Mapped[str] = mapped_column(String(120))
    position: Mapped[int] = mapped_column(Integer)
    words: Mapped[str] = mapped_column(Text, default="")  # folded, commas between
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    source: Mapped[str] = mapped_column(String(300))


class CaseRoute(Base):
    """What the table, or an officer with a reason, said of a report: only added, the last row is now."""

    __tablename__ = "complaint_route"

    complaint_id: Mapped[UUID] = mapped_column(ForeignKey("complaint.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    rule_id: Mapped[UUID | None] = mapped_column(ForeignKey("routing_rule.id"))
    violation_code: Mapped[str] = mapped_column(String(30), default="")  # legal kind, set by an officer only
    goods_code: Mapped[str] = mapped_column(String(30), default="")
    place_code: Mapped[str] = mapped_column(String(20), default="")
    is_urgent: Mapped[bool] = mapped_column(Boolean, default=False)
    lead: Mapped[str] = mapped_column(String(30))
    notified: Mapped[str] = mapped_column(String(300), default="")
    against_unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"))  # whose officer it is about
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(60))
    reason: Mapped[str] = mapped_column(Text, default="")


class ReceivingBody(Base):
    """A body of the State or an association that takes reports over, with or without accounts here."""

    __tablename__ = "receiving_body"
    __table_args__ = (UniqueConstraint("kind", "province_id", "valid_from"),)

    id = id_column()
    kind: Mapped[str] = mapped_column(String(30))  # so_y_te, so_nnmt, so_khcn, cong_an, hai_quan ...
    name: Mapped[str] = mapped_column(String(200))
    province_id: Mapped[UUID | None] = mapped_column(ForeignKey("admin_unit.id"))  # empty: the whole country
    post_address: Mapped[str] = mapped_column(String(300), default="")
    mailbox_id: Mapped[UUID | None] = mapped_column(Uuid)  # where its e-mail address is kept
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    source: Mapped[str] = mapped_column(String(300), default="")
    is_sample: Mapped[bool] = mapped_column(Boolean, default=False)


class Transfer(Base):
    """A report handed to another body, or told to it: by a one-time link or on a numbered slip of paper."""

    __tablename__ = "complaint_transfer"
    __table_args__ = (Index("ix_complaint_transfer_due", "state", "due_on"),)

    complaint_id: Mapped[UUID] = mapped_column(ForeignKey("complaint.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=new_id, unique=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)  # PC-2611-0001, on the slip
    body_id: Mapped[UUID] = mapped_column(ForeignKey("receiving_body.id"), index=True)
    is_lead: Mapped[bool] = mapped_column(Boolean)  # false: only told
    channel: Mapped[str] = mapped_column(String(10))  # link, paper
    state: Mapped[str] = mapped_column(String(20))  # sent, acknowledged, refused, answered, recalled
    reason: Mapped[str] = mapped_column(Text)
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)  # the link; gone once opened
    door_hash: Mapped[str | None] = mapped_column(String(64), unique=True)  # the browser that opened it
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    due_on: Mapped[date] = mapped_column(Date)  # to acknowledge, then to answer
    words: Mapped[str] = mapped_column(Text, default="")  # the body's own, shown to the reporter
    their_number: Mapped[str] = mapped_column(String(80), default="")  # number of the body's paper
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(60))
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class CaseFlag(Base):
    """A report raised to a unit above: silence of a body, a seller without a place, the conduct of an officer."""

    __tablename__ = "complaint_flag"
    __table_args__ = (Index("ix_complaint_flag_unit", "unit_id", "seen_at"),)

    complaint_id: Mapped[UUID] = mapped_column(ForeignKey("complaint.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    kind: Mapped[str] = mapped_column(String(20))  # no_place, silent, conduct, danger
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    transfer_id: Mapped[UUID | None] = mapped_column(ForeignKey("complaint_transfer.id"))
    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    seen_by: Mapped[str] = mapped_column(String(60), default="")


class ConflictOfInterest(Base):
    """That an officer has an interest in a report or a producer: those reports are then invisible to them."""

    __tablename__ = "conflict_of_interest"

    id = id_column()
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
    complaint_id: Mapped[UUID | None] = mapped_column(ForeignKey("complaint.id"))
    producer_id: Mapped[UUID | None] = mapped_column(ForeignKey("producer.id"))
    seller: Mapped[str] = mapped_column(String(300), default="")  # words that stand in a seller's name
    reason: Mapped[str] = mapped_column(String(500))
    declared_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ContactRequest(Base):
    """That an officer asks for a reporter's name: a second person says yes, or danger opens it at once."""

    __tablename__ = "contact_request"

    complaint_id: Mapped[UUID] = mapped_column(ForeignKey("complaint.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    field: Mapped[str] = mapped_column(String(20))
    asked_by: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    reason: Mapped[str] = mapped_column(String(500))
    is_danger: Mapped[bool] = mapped_column(Boolean, default=False)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    review_on: Mapped[date] = mapped_column(Date)  # danger: looked at again the next working day
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decision: Mapped[str] = mapped_column(String(10), default="")  # yes, no; of danger: right, wrong
    decision_note: Mapped[str] = mapped_column(String(500), default="")
    shown_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
