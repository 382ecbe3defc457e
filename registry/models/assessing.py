"""Applications for OCOP: what was filed, every step, the commune's report, members' sheets, reminders sent."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, UtcDateTime, id_column


class OcopApplication(Base):
    """A file that asks for stars for one product; `state` is the projection of its last event."""

    __tablename__ = "ocop_application"
    __table_args__ = (Index("ix_ocop_application_queue", "state", "due_on"),)

    id = id_column()
    product_id: Mapped[UUID] = mapped_column(ForeignKey("product.id"), index=True)
    criteria_set_id: Mapped[UUID] = mapped_column(ForeignKey("criteria_set.id"))
    previous_id: Mapped[UUID | None] = mapped_column(ForeignKey("recognition.id"))  # what is assessed again
    state: Mapped[str] = mapped_column(String(20))
    version: Mapped[int] = mapped_column(Integer, default=1)
    filed_on: Mapped[date | None] = mapped_column(Date)
    due_on: Mapped[date | None] = mapped_column(Date)  # of who holds it now
    note: Mapped[str] = mapped_column(Text, default="")
    score_a: Mapped[int | None] = mapped_column(Integer)  # tenths, of the provincial council
    score_b: Mapped[int | None] = mapped_column(Integer)
    score_c: Mapped[int | None] = mapped_column(Integer)
    central_a: Mapped[int | None] = mapped_column(Integer)  # tenths, of the ministry
    central_b: Mapped[int | None] = mapped_column(Integer)
    central_c: Mapped[int | None] = mapped_column(Integer)
    decision_number: Mapped[str] = mapped_column(String(80), default="")  # blank on sample papers
    decided_on: Mapped[date | None] = mapped_column(Date)
    recognition_id: Mapped[UUID | None] = mapped_column(ForeignKey("recognition.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    is_sample: Mapped[bool] = mapped_column(Boolean, default=False)


class OcopEvent(Base):
    """One step of an application; rows are only added."""

    __tablename__ = "ocop_event"
    __table_args__ = (UniqueConstraint("application_id", "seq"),)

    id = id_column()
    application_id: Mapped[UUID] = mapped_column(ForeignKey("ocop_application.id"))
    seq: Mapped[int] = mapped_column(Integer)
    step: Mapped[str] = mapped_column(String(20))
    from_state: Mapped[str] = mapped_column(String(20))
    to_state: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(60))
    role: Mapped[str] = mapped_column(String(60), default="")
    reason: Mapped[str] = mapped_column(Text, default="")


class OcopPaper(Base):
    """A paper of an application: a picture or a PDF, or only named where it is handed in on paper."""

    __tablename__ = "ocop_paper"

    id = id_column()
    application_id: Mapped[UUID] = mapped_column(ForeignKey("ocop_application.id"), index=True)
    name: Mapped[str] = mapped_column(String(150))
    detail: Mapped[str] = mapped_column(String(300), default="")  # number, day, who issued it
    file_key: Mapped[str] = mapped_column(String(120), default="")
    media_type: Mapped[str] = mapped_column(String(40), default="")
    size: Mapped[int] = mapped_column(Integer, default=0)
    sha256: Mapped[str] = mapped_column(String(64), default="")  # of the bytes as received
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)


class OcopAssessment(Base):
    """The commune's report on its part of the criteria (QĐ 1489); a later one stands beside the earlier."""

    __tablename__ = "ocop_assessment"
    __table_args__ = (UniqueConstraint("application_id", "seq"),)

    id = id_column()
    application_id: Mapped[UUID] = mapped_column(ForeignKey("ocop_application.id"))
    seq: Mapped[int] = mapped_column(Integer)
    conclusion: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(60))


class OcopRemark(Base):
    """One line of the commune's report: words on a topic, or points on a criterion that is the commune's."""

    __tablename__ = "ocop_remark"

    id = id_column()
    assessment_id: Mapped[UUID] = mapped_column(ForeignKey("ocop_assessment.id"), index=True)
    topic: Mapped[str] = mapped_column(String(300), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    criterion_id: Mapped[UUID | None] = mapped_column(ForeignKey("criterion.id"))
    points: Mapped[int | None] = mapped_column(Integer)  # tenths


class OcopSheet(Base):
    """One council member's own sheet; locked once it is sent."""

    __tablename__ = "ocop_sheet"
    __table_args__ = (UniqueConstraint("application_id", "user_id"),)

    id = id_column()
    application_id: Mapped[UUID] = mapped_column(ForeignKey("ocop_application.id"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    note: Mapped[str] = mapped_column(Text, default="")
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class OcopPoint(Base):
    """The points, in tenths, that a sheet gives to a criterion."""

    __tablename__ = "ocop_point"
    __table_args__ = (UniqueConstraint("sheet_id", "criterion_id"),)

    id = id_column()
    sheet_id: Mapped[UUID] = mapped_column(ForeignKey("ocop_sheet.id"))
    criterion_id: Mapped[UUID] = mapped_column(ForeignKey("criterion.id"))
    points: Mapped[int] = mapped_column(Integer)


class OcopConflict(Base):
    """An officer's declared conflict of interest: the application is hidden from that officer."""

    __tablename__ = "ocop_conflict"
    __table_args__ = (UniqueConstraint("application_id", "user_id"),)

    id = id_column()
    application_id: Mapped[UUID] = mapped_column(ForeignKey("ocop_application.id"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
    reason: Mapped[str] = mapped_column(String(500), default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class OcopReminder(Base):
    """That a producer was reminded of the end of a certificate so many days before, once each."""

    __tablename__ = "ocop_reminder"
    __table_args__ = (UniqueConstraint("recognition_id", "days"),)

    id = id_column()
    recognition_id: Mapped[UUID] = mapped_column(ForeignKey("recognition.id"))
    days: Mapped[int] = mapped_column(Integer)
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)
