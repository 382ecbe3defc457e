"""What belongs to an inspection beside its decisions and money: reports, team, records, goods, effects.

Every row is only added. A wrong one is taken back by another that names it in `reverses`.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, Date, ForeignKey, Integer, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, UtcDateTime, id_column


class InspectionCase(Base):
    """A report that an inspection answers; one inspection may stand under many."""

    __tablename__ = "inspection_case"

    inspection_id: Mapped[UUID] = mapped_column(ForeignKey("inspection.id"), primary_key=True)
    complaint_id: Mapped[UUID] = mapped_column(ForeignKey("complaint.id"), primary_key=True, index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(60))


class InspectionTeam(Base):
    """Who inspected, as the decision says; the last row is what holds."""

    __tablename__ = "inspection_team"

    inspection_id: Mapped[UUID] = mapped_column(ForeignKey("inspection.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    head: Mapped[str] = mapped_column(String(120))
    members: Mapped[str] = mapped_column(Text, default="")
    agencies: Mapped[str] = mapped_column(Text, default="")  # a line each; none: the unit alone
    decision_number: Mapped[str] = mapped_column(String(80), default="")  # that set an inter-agency team up
    decided_on: Mapped[date | None] = mapped_column(Date)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(60))


class InspectionRecord(Base):
    """A paper or a step of the evidence: biên bản, sample taken, sealed, sent to a laboratory, its result."""

    __tablename__ = "inspection_record"

    inspection_id: Mapped[UUID] = mapped_column(ForeignKey("inspection.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(20))
    number: Mapped[str] = mapped_column(String(80), default="")
    on: Mapped[date] = mapped_column("on_date", Date)
    sample: Mapped[str] = mapped_column(String(60), default="")  # the mark of the sample: ties its steps together
    body: Mapped[str] = mapped_column(String(200), default="")  # laboratory, or who keeps it
    result: Mapped[str] = mapped_column(String(20), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    reverses: Mapped[int | None] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(60))


class InspectionGoods(Base):
    """Goods of an inspection by quantity, in thousandths of the unit; below zero where a row is taken back."""

    __tablename__ = "inspection_goods"

    inspection_id: Mapped[UUID] = mapped_column(ForeignKey("inspection.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(200))
    measure: Mapped[str] = mapped_column(String(30))
    quantity: Mapped[int] = mapped_column(BigInteger)
    treatment: Mapped[str] = mapped_column(String(20))
    on: Mapped[date] = mapped_column("on_date", Date)
    reverses: Mapped[int | None] = mapped_column(Integer)
    reason: Mapped[str] = mapped_column(String(300), default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(60))


class DecisionReversal(Base):
    """A penalty decision that was recorded wrongly, or annulled: it counts no more, its row stays."""

    __tablename__ = "decision_reversal"

    decision_id: Mapped[UUID] = mapped_column(ForeignKey("penalty_decision.id"), primary_key=True)
    inspection_id: Mapped[UUID] = mapped_column(ForeignKey("inspection.id"), index=True)
    reason: Mapped[str] = mapped_column(String(300))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(60))


class InspectionEffect(Base):
    """What an inspection did to the register: codes blocked, an address withdrawn, a warning, a proposal."""

    __tablename__ = "inspection_effect"

    inspection_id: Mapped[UUID] = mapped_column(ForeignKey("inspection.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(20))
    target: Mapped[str] = mapped_column(String(200))  # as officers read it
    target_id: Mapped[UUID | None] = mapped_column(Uuid)
    decision_id: Mapped[UUID | None] = mapped_column(ForeignKey("penalty_decision.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(60))


class GoodsQuestion(Base):
    """The registered producer is asked whether the goods are its own, by a day; answered once."""

    __tablename__ = "goods_question"

    id = id_column()
    inspection_id: Mapped[UUID] = mapped_column(ForeignKey("inspection.id"), index=True)
    product_id: Mapped[UUID] = mapped_column(ForeignKey("product.id"))
    producer_id: Mapped[UUID] = mapped_column(ForeignKey("producer.id"), index=True)
    words: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date] = mapped_column(Date)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(60))
    answer: Mapped[str] = mapped_column(String(10), default="")  # own, fake, unsure
    answer_words: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_by: Mapped[str] = mapped_column(String(60), default="")


class GoodsPhoto(Base):
    """A clean photo that goes along with the question: never the original, never who sent it."""

    __tablename__ = "goods_photo"

    question_id: Mapped[UUID] = mapped_column(ForeignKey("goods_question.id"), primary_key=True)
    position: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    clean_key: Mapped[str] = mapped_column(String(200))
    width: Mapped[int] = mapped_column(Integer)
    height: Mapped[int] = mapped_column(Integer)


class DecisionFile(Base):
    """A file of decisions brought by a unit: what it said, until it is taken over or thrown away."""

    __tablename__ = "decision_file"

    id = id_column()
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    body: Mapped[str] = mapped_column(Text)  # its rows as JSON
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(60))
    taken_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    written: Mapped[int] = mapped_column(Integer, default=0)
