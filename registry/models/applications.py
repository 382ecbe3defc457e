"""What producers send to officers: receipts with a due date, fields to mend, changes proposed, drafts."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Boolean, Date, ForeignKey, Integer, String, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, UtcDateTime, id_column


class Application(Base):
    """One sending that an officer must answer. Kinds: producer, product, change."""

    __tablename__ = "application"

    id = id_column()
    number: Mapped[str] = mapped_column(String(8), unique=True)  # of the receipt
    kind: Mapped[str] = mapped_column(String(20), index=True)
    producer_id: Mapped[UUID] = mapped_column(ForeignKey("producer.id"), index=True)
    product_id: Mapped[UUID | None] = mapped_column(ForeignKey("product.id"), index=True)
    proposal_id: Mapped[UUID | None] = mapped_column(ForeignKey("change_proposal.id"))
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"))  # who holds it
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_on: Mapped[date] = mapped_column(Date)
    is_held: Mapped[bool] = mapped_column(Boolean, default=False)  # one of many from one network: look closely
    outcome: Mapped[str] = mapped_column(String(20), default="", index=True)  # "", approved, returned, withdrawn
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(Text, default="")


class FieldNote(Base):
    """One field that the officer sent back, and why."""

    __tablename__ = "field_note"
    __table_args__ = (UniqueConstraint("application_id", "field"),)

    id = id_column()
    application_id: Mapped[UUID] = mapped_column(ForeignKey("application.id"))
    field: Mapped[str] = mapped_column(String(30))
    reason: Mapped[str] = mapped_column(Text)


class ApplicationTerm(Base):
    """How many working days an officer has for a kind of application; dated."""

    __tablename__ = "application_term"
    __table_args__ = (UniqueConstraint("kind", "valid_from"),)

    id = id_column()
    kind: Mapped[str] = mapped_column(String(20))
    working_days: Mapped[int] = mapped_column(Integer)
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    source: Mapped[str] = mapped_column(String(300), default="")


class ChangeProposal(Base):
    """What a producer wants changed in an approved product, or in the facility where there is no product.

    States: draft, submitted, returned, approved, withdrawn. The public page stays until it is approved.
    """

    __tablename__ = "change_proposal"

    id = id_column()
    producer_id: Mapped[UUID] = mapped_column(ForeignKey("producer.id"), index=True)
    product_id: Mapped[UUID | None] = mapped_column(ForeignKey("product.id"), index=True)
    state: Mapped[str] = mapped_column(String(20))
    base_version: Mapped[int] = mapped_column(Integer)  # of what was shown when it was written
    words: Mapped[str] = mapped_column(Text)  # JSON: field -> the new value
    why: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(60))


class FormDraft(Base):
    """What was typed into a form and not sent yet, also where it is no good so far."""

    __tablename__ = "form_draft"
    __table_args__ = (UniqueConstraint("owner_id", "form", "subject_id"),)

    id = id_column()
    owner_id: Mapped[UUID] = mapped_column(Uuid)  # the user for the facility, else the producer
    form: Mapped[str] = mapped_column(String(20))  # facility, product
    subject_id: Mapped[UUID] = mapped_column(Uuid)  # the product; for what is not there yet the draft's own
    words: Mapped[str] = mapped_column(Text)  # JSON: field -> what was typed
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)


class SignUp(Base):
    """Somebody who opened an account for a producer by themselves. Numbers of persons lie with the person."""

    __tablename__ = "sign_up"

    id = id_column()
    form_key: Mapped[str] = mapped_column(String(64), unique=True)  # sent twice is the same sending
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    tax_code: Mapped[str | None] = mapped_column(String(14), index=True)
    person_id: Mapped[UUID | None] = mapped_column(Uuid)
    is_held: Mapped[bool] = mapped_column(Boolean, default=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
