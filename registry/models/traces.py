"""Trace events in the terms of EPCIS 2.0. Rows are only added; a mistake is declared by a later row."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, Date, ForeignKey, Integer, String, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, UtcDateTime, id_column


class TraceStep(Base):
    """A step in the words of those who do it, by kind of goods (`kind_code` empty: any), and what EPCIS calls it.

    `shape` is the form it needs: make, process, keep, take, give or end.
    """

    __tablename__ = "trace_step"
    __table_args__ = (UniqueConstraint("kind_code", "code", "valid_from"),)

    id = id_column()
    kind_code: Mapped[str] = mapped_column(String(30), default="")
    code: Mapped[str] = mapped_column(String(30))
    name: Mapped[str] = mapped_column(String(60))
    name_en: Mapped[str] = mapped_column(String(60))
    shape: Mapped[str] = mapped_column(String(10))
    event_type: Mapped[str] = mapped_column(String(30))
    action: Mapped[str] = mapped_column(String(10), default="")  # empty for a transformation
    biz_step: Mapped[str] = mapped_column(String(40))
    disposition: Mapped[str] = mapped_column(String(40))
    position: Mapped[int] = mapped_column(Integer)
    is_expected: Mapped[bool] = mapped_column(Boolean)  # a journey without it has a gap
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    source: Mapped[str] = mapped_column(String(300))


class TraceUnit(Base):
    """A unit of quantity by its UN/CEFACT code; `factor` is how many of the base unit (g, ml, piece) it holds."""

    __tablename__ = "trace_unit"

    code: Mapped[str] = mapped_column(String(3), primary_key=True)
    name: Mapped[str] = mapped_column(String(40))
    name_en: Mapped[str] = mapped_column(String(40))
    dimension: Mapped[str] = mapped_column(String(10))  # mass, volume, count
    factor: Mapped[int] = mapped_column(BigInteger)  # 0: cannot be compared with others of its kind
    position: Mapped[int] = mapped_column(Integer)
    source: Mapped[str] = mapped_column(String(300))


class TraceEvent(Base):
    """What happened to goods: what, when, where, why. Who stands in TraceParty, which goods in TraceItem."""

    __tablename__ = "trace_event"

    id = id_column()
    event_id: Mapped[str] = mapped_column(String(255), unique=True)  # a URI
    content_hash: Mapped[str] = mapped_column(String(64))  # of what was sent: the same again is the same event
    producer_id: Mapped[UUID] = mapped_column(ForeignKey("producer.id"), index=True)  # who recorded it
    lot_id: Mapped[UUID | None] = mapped_column(ForeignKey("lot.id"), index=True)  # whose journey it was written in
    kind: Mapped[str] = mapped_column(String(30))  # ObjectEvent, AggregationEvent ...
    action: Mapped[str] = mapped_column(String(10), default="")
    biz_step: Mapped[str] = mapped_column(String(150), default="")
    disposition: Mapped[str] = mapped_column(String(150), default="")
    step_code: Mapped[str] = mapped_column(String(30), default="")
    happened_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    zone_offset: Mapped[str] = mapped_column(String(6))  # +07:00, as the event's clock showed
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    commune_id: Mapped[UUID | None] = mapped_column(ForeignKey("admin_unit.id"))
    place_words: Mapped[str] = mapped_column(String(200), default="")  # not public: a field or house may be a home
    read_point: Mapped[str] = mapped_column(String(255), default="")
    biz_location: Mapped[str] = mapped_column(String(255), default="")
    note: Mapped[str] = mapped_column(String(500), default="")
    extra: Mapped[str] = mapped_column(Text, default="")  # JSON: what else a capture held, given back as it came
    actor: Mapped[str] = mapped_column(String(60))
    is_sample: Mapped[bool] = mapped_column(Boolean, default=False)


class TraceItem(Base):
    """Goods in an event: a lot or item of the register, goods named by another system, or words alone.

    `role`: epc, parent, child, input, output. Words alone are an honest end of the trace.
    """

    __tablename__ = "trace_item"
    __table_args__ = (UniqueConstraint("event_id", "position"),)

    id = id_column()
    event_id: Mapped[UUID] = mapped_column(ForeignKey("trace_event.id"))
    position: Mapped[int] = mapped_column(Integer)
    role: Mapped[str] = mapped_column(String(10))
    lot_id: Mapped[UUID | None] = mapped_column(ForeignKey("lot.id"), index=True)
    serial: Mapped[str] = mapped_column(String(20), default="")
    epc: Mapped[str] = mapped_column(String(255), default="", index=True)
    words: Mapped[str] = mapped_column(String(200), default="")
    amount: Mapped[int | None] = mapped_column(BigInteger)  # thousandths of the unit
    unit: Mapped[str] = mapped_column(String(3), default="")


class TraceParty(Base):
    """One step back (source) or one step forward (destination). For officers; the telephone is personal data."""

    __tablename__ = "trace_party"

    id = id_column()
    event_id: Mapped[UUID] = mapped_column(ForeignKey("trace_event.id"), index=True)
    role: Mapped[str] = mapped_column(String(12))  # source, destination
    kind: Mapped[str] = mapped_column(String(30), default="owning_party")
    producer_id: Mapped[UUID | None] = mapped_column(ForeignKey("producer.id"))
    name: Mapped[str] = mapped_column(String(200), default="")
    address: Mapped[str] = mapped_column(String(300), default="")
    tax_code: Mapped[str] = mapped_column(String(14), default="")
    party_uri: Mapped[str] = mapped_column(String(255), default="")  # a GLN, where there is one
    person_id: Mapped[UUID | None] = mapped_column(Uuid)  # of the telephone in personal_data


class TraceCorrection(Base):
    """An event declared wrong afterwards (EPCIS errorDeclaration), with the event that puts it right, if any."""

    __tablename__ = "trace_correction"

    id = id_column()
    event_id: Mapped[UUID] = mapped_column(ForeignKey("trace_event.id"), unique=True)
    declared_at: Mapped[datetime] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(String(40))  # did_not_occur, incorrect_data
    words: Mapped[str] = mapped_column(String(500), default="")
    corrected_by: Mapped[UUID | None] = mapped_column(ForeignKey("trace_event.id"))
    actor: Mapped[str] = mapped_column(String(60))


class TraceKey(Base):
    """A producer's key for its own program; only its hash is kept."""

    __tablename__ = "trace_key"

    id = id_column()
    producer_id: Mapped[UUID] = mapped_column(ForeignKey("producer.id"), index=True)
    label: Mapped[str] = mapped_column(String(80))
    hint: Mapped[str] = mapped_column(String(12))  # the first characters, to tell keys apart
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class TraceCapture(Base):
    """A document of events that a program sent, and what became of it."""

    __tablename__ = "trace_capture"

    id = id_column()
    producer_id: Mapped[UUID] = mapped_column(ForeignKey("producer.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    events: Mapped[int] = mapped_column(Integer)
    is_success: Mapped[bool] = mapped_column(Boolean)
    faults: Mapped[str] = mapped_column(Text, default="")  # JSON list


class RecallProposal(Base):
    """A lot made from recalled goods: an officer decides whether the recall spreads to it."""

    __tablename__ = "recall_proposal"
    __table_args__ = (UniqueConstraint("recall_id", "lot_id"),)

    id = id_column()
    recall_id: Mapped[UUID] = mapped_column(ForeignKey("recall.id"))
    lot_id: Mapped[UUID] = mapped_column(ForeignKey("lot.id"), index=True)
    depth: Mapped[int] = mapped_column(Integer)  # how many transformations away
    state: Mapped[str] = mapped_column(String(10))  # open, recalled, refused
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(String(500), default="")
    spread_id: Mapped[UUID | None] = mapped_column(ForeignKey("recall.id"))
    actor: Mapped[str] = mapped_column(String(60), default="")
