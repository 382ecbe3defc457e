"""A report of a citizen and everything that is added to it. Its id leads every key of the family."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, Date, ForeignKey, Index, Integer, String, Text, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, UtcDateTime, id_column, new_id


class Complaint(Base):
    """A report (phản ánh). State, unit and officer are projections of its events and assignments."""

    __tablename__ = "complaint"
    __table_args__ = (
        Index(
            "ix_complaint_open", "unit_id", "promised_on", "filed_at",
            sqlite_where=text("closed_at IS NULL"), postgresql_where=text("closed_at IS NULL"),
        ),
        Index("ix_complaint_unit", "unit_id", "filed_at"),
        Index("ix_complaint_seller", "commune_id", "seller"),
    )  # fmt: skip

    id = id_column()
    number: Mapped[str] = mapped_column(String(20), unique=True)  # PA-2611-0412, said to officers
    form_key: Mapped[str] = mapped_column(String(64), unique=True)  # hashed: a repeated send is the same case
    tracking_hash: Mapped[str] = mapped_column(String(64), unique=True)  # slow and peppered
    filed_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    channel: Mapped[str] = mapped_column(String(20))  # web, hotline, counter, post ...
    language: Mapped[str] = mapped_column(String(2))
    kind_code: Mapped[str] = mapped_column(ForeignKey("complaint_kind.code"))
    details: Mapped[str] = mapped_column(Text, default="")
    product_id: Mapped[UUID | None] = mapped_column(ForeignKey("product.id"), index=True)
    lot_id: Mapped[UUID | None] = mapped_column(ForeignKey("lot.id"))
    code_path: Mapped[str] = mapped_column(String(120), default="")  # the address that was scanned
    verdict: Mapped[str] = mapped_column(String(12), default="")  # what it showed at the time of the report
    goods_name: Mapped[str] = mapped_column(String(200), default="")
    place_kind: Mapped[str] = mapped_column(String(20))  # shop, online, street, unknown
    commune_id: Mapped[UUID | None] = mapped_column(ForeignKey("admin_unit.id"))
    province_id: Mapped[UUID | None] = mapped_column(ForeignKey("admin_unit.id"))
    place_as_written: Mapped[str] = mapped_column(String(300), default="")
    seller: Mapped[str] = mapped_column(String(300), default="")
    online_address: Mapped[str] = mapped_column(String(500), default="")
    bought_on: Mapped[date | None] = mapped_column(Date)
    price: Mapped[int | None] = mapped_column(BigInteger)
    person_id: Mapped[UUID | None] = mapped_column(Uuid)  # only who may read it: accounts
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    officer_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    state: Mapped[str] = mapped_column(String(20))
    outcome: Mapped[str] = mapped_column(String(20), default="")
    answer: Mapped[str] = mapped_column(Text, default="")  # the one sentence for the citizen at the end
    promised_on: Mapped[date] = mapped_column(Date)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(Integer, default=1)  # two who edit at once are told
    files_told: Mapped[int] = mapped_column(Integer, default=0)  # files that the sender's phone was to send in all
    is_held: Mapped[bool] = mapped_column(Boolean, default=False)  # over a limit: waits for a look, never refused
    search_words: Mapped[str] = mapped_column(Text, default="")  # folded, for the queue
    is_sample: Mapped[bool] = mapped_column(Boolean, default=False)

    __mapper_args__ = {"version_id_col": version}


class CaseNumber(Base):
    """The next running number of a month for reports or inspections."""

    __tablename__ = "case_number"

    series: Mapped[str] = mapped_column(String(20), primary_key=True)
    last: Mapped[int] = mapped_column(Integer)


class ComplaintEvent(Base):
    """A step of a report: only added. `note` is internal, `public` goes to the tracking page."""

    __tablename__ = "complaint_event"

    complaint_id: Mapped[UUID] = mapped_column(ForeignKey("complaint.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(30))  # filed, taken, state, note, asked, replied, photo, moved ...
    from_state: Mapped[str] = mapped_column(String(20), default="")
    to_state: Mapped[str] = mapped_column(String(20), default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(60))
    note: Mapped[str] = mapped_column(Text, default="")
    public: Mapped[str] = mapped_column(Text, default="")


class Message(Base):
    """Words between the reporter and the desk, both ways, by the tracking code."""

    __tablename__ = "complaint_message"

    complaint_id: Mapped[UUID] = mapped_column(ForeignKey("complaint.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    is_from_desk: Mapped[bool] = mapped_column(Boolean)
    is_question: Mapped[bool] = mapped_column(Boolean, default=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(60))
    text: Mapped[str] = mapped_column(Text)
    form_key: Mapped[str] = mapped_column(String(64), default="")


class Assignment(Base):
    """Which unit and officer hold a report from when: the last row is now."""

    __tablename__ = "complaint_assignment"

    complaint_id: Mapped[UUID] = mapped_column(ForeignKey("complaint.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    officer_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(60))
    reason: Mapped[str] = mapped_column(Text, default="")
