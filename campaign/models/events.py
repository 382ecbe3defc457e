"""What the campaign did: events and what was counted at them."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, Date, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, UtcDateTime, id_column


class EventKind(Base):
    """A kind of activity, with the indicator of the reports that it counts towards."""

    __tablename__ = "event_kind"

    code: Mapped[str] = mapped_column(String(30), primary_key=True)
    name: Mapped[str] = mapped_column(String(150))
    name_en: Mapped[str] = mapped_column(String(150))
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    source: Mapped[str] = mapped_column(String(300), default="")


class CampaignEvent(Base):
    """One activity, planned or done. Dates from-to, or the date as of which a total was known."""

    __tablename__ = "campaign_event"

    id = id_column()
    kind_code: Mapped[str] = mapped_column(ForeignKey("event_kind.code"), index=True)
    indicator: Mapped[str] = mapped_column(String(20), index=True)  # row id such as D5
    name: Mapped[str] = mapped_column(String(250))
    slug: Mapped[str] = mapped_column(String(230), unique=True)
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"), index=True)  # the unit that leads
    partners: Mapped[str] = mapped_column(String(300), default="")  # those that are no unit of the installation
    province_id: Mapped[UUID] = mapped_column(ForeignKey("admin_unit.id"), index=True)
    commune_id: Mapped[UUID | None] = mapped_column(ForeignKey("admin_unit.id"))
    place: Mapped[str] = mapped_column(String(300), default="")
    starts_on: Mapped[date] = mapped_column(Date, index=True)
    ends_on: Mapped[date] = mapped_column(Date)
    is_total: Mapped[bool] = mapped_column(Boolean, default=False)  # a period's total, not one event
    state: Mapped[str] = mapped_column(String(20))  # planned, done, cancelled
    note: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(String(300), default="")
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(60))
    version: Mapped[int] = mapped_column(Integer, default=1)
    is_sample: Mapped[bool] = mapped_column(Boolean, default=False)


class EventPartner(Base):
    """A unit that takes part in an activity which another leads."""

    __tablename__ = "event_partner"

    event_id: Mapped[UUID] = mapped_column(ForeignKey("campaign_event.id"), primary_key=True)
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"), primary_key=True, index=True)


class EventMeasure(Base):
    """A figure of an event: value, unit and the qualifier it was reported with."""

    __tablename__ = "event_measure"
    __table_args__ = (UniqueConstraint("event_id", "position"),)

    id = id_column()
    event_id: Mapped[UUID] = mapped_column(ForeignKey("campaign_event.id"))
    position: Mapped[int] = mapped_column(Integer)
    name: Mapped[str] = mapped_column(String(100))  # gian hàng, lượt khách ...
    value: Mapped[int] = mapped_column(BigInteger)  # what was reached; of a planned activity what is planned
    planned: Mapped[int | None] = mapped_column(BigInteger)
    unit: Mapped[str] = mapped_column(String(40))
    qualifier: Mapped[str] = mapped_column(String(20), default="")  # tren, hon, gan, khoang, uoc, or none
    is_per_unit: Mapped[bool] = mapped_column(Boolean, default=False)  # per market, per issue: not summed
    counting: Mapped[str] = mapped_column(String(10), default="")  # times (lượt), distinct, or not said
