"""The campaign's own books, a table each; what they share stands in `BookRow`."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, Date, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, UtcDateTime, id_column


class BookRow:
    """A line of a book: whose it is, where it was read, how often it was changed."""

    province_id: Mapped[UUID] = mapped_column(ForeignKey("admin_unit.id"), index=True)
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"), index=True)
    source: Mapped[str] = mapped_column(String(300), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(Integer, default=1)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(60))
    withdrawn_reason: Mapped[str] = mapped_column(String(300), default="")  # struck out, never deleted
    is_sample: Mapped[bool] = mapped_column(Boolean, default=False)


class PublicPurchase(BookRow, Base):
    """What an agency bought in a year, and how much of it was made at home (đồng)."""

    __tablename__ = "public_purchase"

    id = id_column()
    name: Mapped[str] = mapped_column(String(200))  # the agency
    year: Mapped[int] = mapped_column(Integer, index=True)
    home_value: Mapped[int] = mapped_column(BigInteger)
    whole_value: Mapped[int] = mapped_column(BigInteger)
    goods_code: Mapped[str] = mapped_column(String(8), default="")  # of the industrial list (A12)


class SupervisionRound(BookRow, Base):
    """A round of supervision: of whom, what was found, what followed."""

    __tablename__ = "supervision_round"

    id = id_column()
    kind: Mapped[str] = mapped_column(String(20))  # committee, policy, promotion
    name: Mapped[str] = mapped_column(String(200))  # who was looked at
    held_on: Mapped[date] = mapped_column(Date, index=True)
    finding: Mapped[str] = mapped_column(Text)
    follow_up: Mapped[str] = mapped_column(Text, default="")
    followed_on: Mapped[date | None] = mapped_column(Date)


class CampaignFund(BookRow, Base):
    """The money that a body was given for the campaign in a year (đồng)."""

    __tablename__ = "campaign_fund"

    id = id_column()
    name: Mapped[str] = mapped_column(String(200))  # the body
    year: Mapped[int] = mapped_column(Integer, index=True)
    amount: Mapped[int] = mapped_column(BigInteger)


class PriceProgramme(BookRow, Base):
    """A programme that keeps prices stable."""

    __tablename__ = "price_programme"

    id = id_column()
    name: Mapped[str] = mapped_column(String(250))
    number: Mapped[str] = mapped_column(String(80), default="")
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date] = mapped_column(Date, index=True)
    goods: Mapped[str] = mapped_column(Text)
    firms: Mapped[int] = mapped_column(Integer)
    outlets: Mapped[int | None] = mapped_column(Integer)


class InterAgencyTeam(BookRow, Base):
    """An inter-agency team set up by a decision."""

    __tablename__ = "inter_agency_team"

    id = id_column()
    name: Mapped[str] = mapped_column(String(250))
    number: Mapped[str] = mapped_column(String(80))
    decided_on: Mapped[date] = mapped_column(Date, index=True)
    head: Mapped[str] = mapped_column(String(200))
    members: Mapped[str] = mapped_column(Text)  # agencies
    matter: Mapped[str] = mapped_column(String(250))
    cases: Mapped[int | None] = mapped_column(Integer)


class SalesPromotion(BookRow, Base):
    """A sales promotion that a trader registered or gave notice of."""

    __tablename__ = "sales_promotion"

    id = id_column()
    kind: Mapped[str] = mapped_column(String(20))  # registered, notified
    name: Mapped[str] = mapped_column(String(250))
    trader: Mapped[str] = mapped_column(String(200))
    goods: Mapped[str] = mapped_column(String(300))
    form: Mapped[str] = mapped_column(String(150), default="")
    value: Mapped[int | None] = mapped_column(BigInteger)
    home_percent: Mapped[int | None] = mapped_column(Integer)
    received_on: Mapped[date] = mapped_column(Date, index=True)
    number: Mapped[str] = mapped_column(String(80), default="")
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date] = mapped_column(Date)


class FairLicence(BookRow, Base):
    """The answer to a request to hold a trade fair."""

    __tablename__ = "fair_licence"

    id = id_column()
    file_number: Mapped[str] = mapped_column(String(80))
    name: Mapped[str] = mapped_column(String(250))  # the fair
    organiser: Mapped[str] = mapped_column(String(200))
    place: Mapped[str] = mapped_column(String(300))
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date] = mapped_column(Date)
    outcome: Mapped[str] = mapped_column(String(20))  # confirmed, refused
    number: Mapped[str] = mapped_column(String(80), default="")
    decided_on: Mapped[date] = mapped_column(Date, index=True)


class FairCheck(BookRow, Base):
    """Goods of an exhibitor looked at: whether origin and labels are clear."""

    __tablename__ = "fair_check"

    id = id_column()
    name: Mapped[str] = mapped_column(String(250))  # the fair
    exhibitor: Mapped[str] = mapped_column(String(200))
    goods: Mapped[str] = mapped_column(String(300))
    code: Mapped[str] = mapped_column(String(40), default="")  # GTIN or our code on the label
    checked_on: Mapped[date] = mapped_column(Date, index=True)
    outcome: Mapped[str] = mapped_column(String(20))  # clear, no_origin, bad_label
    finding: Mapped[str] = mapped_column(Text, default="")


class TraderCommitment(BookRow, Base):
    """A commitment to keep the law that a trader signed."""

    __tablename__ = "trader_commitment"

    id = id_column()
    kind: Mapped[str] = mapped_column(String(20))  # law, real_fake
    name: Mapped[str] = mapped_column(String(200))  # the trader
    address: Mapped[str] = mapped_column(String(300), default="")
    signed_on: Mapped[date] = mapped_column(Date, index=True)
    text_version: Mapped[str] = mapped_column(String(150))
    occasion: Mapped[str] = mapped_column(String(250), default="")


class CampaignReward(BookRow, Base):
    """Somebody proposed for a reward, or rewarded by a decision."""

    __tablename__ = "campaign_reward"

    id = id_column()
    kind: Mapped[str] = mapped_column(String(20))  # group, person, enterprise
    name: Mapped[str] = mapped_column(String(200))
    level: Mapped[str] = mapped_column(String(20))  # central, province, commune
    form: Mapped[str] = mapped_column(String(150))
    state: Mapped[str] = mapped_column(String(20))  # proposed, awarded
    number: Mapped[str] = mapped_column(String(80), default="")
    on: Mapped[date] = mapped_column("on_day", Date, index=True)
    merit: Mapped[str] = mapped_column(Text, default="")


class MacroFigure(BookRow, Base):
    """A figure of the economy from its document: retail sales, share of Vietnamese goods ..."""

    __tablename__ = "macro_figure"

    id = id_column()
    kind: Mapped[str] = mapped_column(String(20))  # retail, home_share
    name: Mapped[str] = mapped_column(String(250))
    value: Mapped[int] = mapped_column(BigInteger)
    qualifier: Mapped[str] = mapped_column(String(20), default="")
    from_day: Mapped[date] = mapped_column(Date)
    to_day: Mapped[date] = mapped_column(Date, index=True)
