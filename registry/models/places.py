"""Places of interest: shops, markets, supermarkets, industrial clusters, craft villages, displays."""

from datetime import date
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, Date, Float, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, id_column


class PlaceKind(Base):
    """A kind of place in a span of time, and the layer of the map that shows it."""

    __tablename__ = "place_kind"
    __table_args__ = (UniqueConstraint("code", "valid_from"),)

    id = id_column()
    code: Mapped[str] = mapped_column(String(30))
    layer: Mapped[str] = mapped_column(String(20))
    position: Mapped[int] = mapped_column(Integer)
    name: Mapped[str] = mapped_column(String(120))
    name_en: Mapped[str] = mapped_column(String(120))
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    source: Mapped[str] = mapped_column(String(300), default="")


class SalePoint(Base):
    """A place of interest, first of all where goods are sold: its address as written, its commune of today.

    `kind` is a PlaceKind's code. `version` counts changes, so that of two people who write at once the second is told.
    """

    __tablename__ = "sale_point"
    __table_args__ = (Index("ix_sale_point_lat_lon", "lat", "lon"), Index("ix_sale_point_chain_key", "chain_key"))

    id = id_column()
    kind: Mapped[str] = mapped_column(String(30), index=True)
    name: Mapped[str] = mapped_column(String(200))
    folded: Mapped[str] = mapped_column(String(200), index=True)  # the name, for search and for knowing it again
    slug: Mapped[str] = mapped_column(String(220), unique=True)
    address: Mapped[str] = mapped_column(String(300))  # as written, with the names of its time
    commune_id: Mapped[UUID] = mapped_column(ForeignKey("admin_unit.id"), index=True)
    operator: Mapped[str] = mapped_column(String(200), default="")
    public_phone: Mapped[str] = mapped_column(String(30), default="")
    lat: Mapped[float | None] = mapped_column(Float)
    lon: Mapped[float | None] = mapped_column(Float)
    chain: Mapped[str] = mapped_column(String(100), default="")  # WinMart, Co.opmart: listings may name it alone
    chain_key: Mapped[str] = mapped_column(String(100), default="")
    trade: Mapped[str] = mapped_column(String(200), default="")  # what a cluster or village makes
    decision: Mapped[str] = mapped_column(String(200), default="")  # of recognition or of setting up
    decided_on: Mapped[date | None] = mapped_column(Date)
    area_m2: Mapped[int | None] = mapped_column(BigInteger)
    occupancy_tenths: Mapped[int | None] = mapped_column(Integer)  # tenths of a percent of a cluster's land let
    occupancy_on: Mapped[date | None] = mapped_column(Date)
    progress: Mapped[str] = mapped_column(Text, default="")  # of a pilot model
    opened_on: Mapped[date | None] = mapped_column(Date)
    known_on: Mapped[date] = mapped_column(Date)  # when the source saw it
    closed_on: Mapped[date | None] = mapped_column(Date)
    resolution_note: Mapped[str] = mapped_column(Text, default="")  # how the address was resolved
    source: Mapped[str] = mapped_column(String(300), default="")
    is_sample: Mapped[bool] = mapped_column(Boolean, default=False)
    generated: Mapped[str] = mapped_column(Text, default="")  # fields made up for the sample, by comma
    version: Mapped[int] = mapped_column(Integer, default=1)


class PlaceMember(Base):
    """A producer that works in a cluster or village from a day to a day."""

    __tablename__ = "place_member"
    __table_args__ = (UniqueConstraint("place_id", "producer_id", "valid_from"),)

    id = id_column()
    place_id: Mapped[UUID] = mapped_column(ForeignKey("sale_point.id"))
    producer_id: Mapped[UUID] = mapped_column(ForeignKey("producer.id"), index=True)
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    source: Mapped[str] = mapped_column(String(300), default="")


class ShareSurvey(Base):
    """The share of Vietnamese goods in a supermarket as surveyed on a day: by lines, by turnover, or as stated."""

    __tablename__ = "share_survey"
    __table_args__ = (UniqueConstraint("place_id", "surveyed_on", "method"),)

    id = id_column()
    place_id: Mapped[UUID] = mapped_column(ForeignKey("sale_point.id"))
    surveyed_on: Mapped[date] = mapped_column(Date)
    method: Mapped[str] = mapped_column(String(20))  # lines, turnover, stated
    home: Mapped[int | None] = mapped_column(BigInteger)  # Vietnamese lines, or their turnover in đồng
    whole: Mapped[int | None] = mapped_column(BigInteger)
    share_tenths: Mapped[int] = mapped_column(Integer)  # tenths of a percent
    qualifier: Mapped[str] = mapped_column(String(10), default="")  # khoang, tren ...: as in campaign figures
    source: Mapped[str] = mapped_column(String(300), default="")


class MarketWork(Base):
    """A market built anew or repaired: money, where it came from, when it was done."""

    __tablename__ = "market_work"

    id = id_column()
    place_id: Mapped[UUID] = mapped_column(ForeignKey("sale_point.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))  # new, repair
    amount: Mapped[int | None] = mapped_column(BigInteger)  # đồng
    qualifier: Mapped[str] = mapped_column(String(10), default="")
    fund: Mapped[str] = mapped_column(String(200), default="")
    done_on: Mapped[date] = mapped_column(Date)
    is_day_known: Mapped[bool] = mapped_column(Boolean, default=True)  # else the last day of its year
    source: Mapped[str] = mapped_column(String(300), default="")


class MarketChange(Base):
    """A market that passed from one management to another."""

    __tablename__ = "market_change"
    __table_args__ = (UniqueConstraint("place_id", "changed_on"),)

    id = id_column()
    place_id: Mapped[UUID] = mapped_column(ForeignKey("sale_point.id"))
    before: Mapped[str] = mapped_column(String(30))
    after: Mapped[str] = mapped_column(String(30))
    changed_on: Mapped[date] = mapped_column(Date)
    decision: Mapped[str] = mapped_column(String(200), default="")
