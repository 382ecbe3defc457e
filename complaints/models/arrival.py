"""How a report came: its channel, who handed it in, what is asked for besides an inspection."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Boolean, Date, Float, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, UtcDateTime, id_column


class ReportChannel(Base):
    """A way by which reports come in: this site, a hotline, a counter, the post ..."""

    __tablename__ = "report_channel"
    __table_args__ = (UniqueConstraint("code", "valid_from"),)

    id = id_column()
    code: Mapped[str] = mapped_column(String(20))  # stands in Complaint.channel
    name: Mapped[str] = mapped_column(String(120))
    name_en: Mapped[str] = mapped_column(String(120))
    contact: Mapped[str] = mapped_column(String(120), default="")  # a number or an address that people are told
    position: Mapped[int] = mapped_column(Integer)
    by_staff: Mapped[bool] = mapped_column(Boolean, default=True)  # somebody of the State or of Mặt trận keys it in
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    source: Mapped[str] = mapped_column(String(300))


class Arrival(Base):
    """Beside a report: who helped or handed it in, and what the form asked that is no part of the case."""

    __tablename__ = "complaint_arrival"

    complaint_id: Mapped[UUID] = mapped_column(ForeignKey("complaint.id"), primary_key=True)
    aim: Mapped[str] = mapped_column(String(10), default="inspect")  # inspect, money, both
    helper: Mapped[str] = mapped_column(String(20), default="")  # who filled it in for somebody else
    handed_over_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # the helper's phone forgot the receipt
    filed_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    external_ref: Mapped[str] = mapped_column(String(60), default="")  # number in the hotline's or the post's book
    received_on: Mapped[date | None] = mapped_column(Date)  # the day it came in, when it was keyed in later
    register_number: Mapped[str] = mapped_column(String(60), default="")  # of a formal đơn tố cáo, kept on paper
    file_place: Mapped[str] = mapped_column(String(200), default="")  # where that paper lies
    bought_from: Mapped[date | None] = mapped_column(Date)  # bought some day since then
    lat: Mapped[float | None] = mapped_column(Float)  # only where the person agreed to keep the exact place
    lon: Mapped[float | None] = mapped_column(Float)


class MoneyRequest(Base):
    """Money back or an exchange: first asked of the trader, then of Sở Công Thương (Luật 19/2023/QH15, ch. V)."""

    __tablename__ = "money_request"

    complaint_id: Mapped[UUID] = mapped_column(ForeignKey("complaint.id"), primary_key=True)
    wish: Mapped[str] = mapped_column(String(10))  # refund, exchange, repair, damages
    asked: Mapped[str] = mapped_column(String(10))  # not_yet, asked, refused
    asked_on: Mapped[date | None] = mapped_column(Date)
    province_id: Mapped[UUID | None] = mapped_column(ForeignKey("admin_unit.id"))  # where the buyer lives
    opens_on: Mapped[date | None] = mapped_column(Date)  # from then on Sở Công Thương takes it
    requested_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"), index=True)
    trader_mark: Mapped[str | None] = mapped_column(String(64), unique=True)  # hash of the link the trader answers by
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class ContactCode(Base):
    """That a phone or an address is being confirmed. The code is derived, never stored."""

    __tablename__ = "contact_code"

    complaint_id: Mapped[UUID] = mapped_column(ForeignKey("complaint.id"), primary_key=True)
    field: Mapped[str] = mapped_column(String(10))  # phone, email
    sends: Mapped[int] = mapped_column(Integer, default=0)
    tries: Mapped[int] = mapped_column(Integer, default=0)
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class LostDoor(Base):
    """Somebody who lost a tracking code asks by a phone or an address; kept for those known here and not alike."""

    __tablename__ = "lost_door"

    mark: Mapped[str] = mapped_column(String(64), primary_key=True)  # the keyed index of the contact
    field: Mapped[str] = mapped_column(String(10))  # phone, email
    sends: Mapped[int] = mapped_column(Integer)  # on this day
    tries: Mapped[int] = mapped_column(Integer)  # of the code sent last
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # the code sent last was used


class ToldTerm(Base):
    """A term of law that citizens are told, with its article."""

    __tablename__ = "told_term"
    __table_args__ = (UniqueConstraint("code", "valid_from"),)

    id = id_column()
    code: Mapped[str] = mapped_column(String(30))
    days: Mapped[int] = mapped_column(Integer)
    is_working: Mapped[bool] = mapped_column(Boolean)  # days of offices, else of the calendar
    article: Mapped[str] = mapped_column(String(200))
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    is_confirmed: Mapped[bool] = mapped_column(Boolean, default=False)
