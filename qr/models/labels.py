"""Printing: jobs that draw labels part by part, printers as they were measured, checks of what came out."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, UtcDateTime, id_column


class LabelJob(Base):
    """Labels asked for in one go. Part n lies in the file store under a name made of the job and n.

    `level`: item, lot, product. `state`: waiting, running, done, cancelled, failed, gone (its files were deleted).
    The codes are those of the moment of asking: a batch that is split meanwhile moves no label to another part.
    """

    __tablename__ = "label_job"
    __table_args__ = (
        Index("ix_label_job_lot", "lot_id", "asked_at"),
        Index("ix_label_job_keep", "state", "keep_until"),
    )

    id = id_column()
    lot_id: Mapped[UUID] = mapped_column(ForeignKey("lot.id"))
    batch_id: Mapped[UUID | None] = mapped_column(Uuid)  # null for the codes of a whole lot or product
    level: Mapped[str] = mapped_column(String(10))
    form: Mapped[str] = mapped_column(String(5))
    sheet: Mapped[str] = mapped_column(String(10))
    ecc: Mapped[str] = mapped_column(String(1))
    printer: Mapped[str] = mapped_column(Text)  # JSON: the fields of qr.labels.printers.Printer
    wording: Mapped[str] = mapped_column(Text)  # JSON: the fields of qr.queries.labels.Wording
    spans: Mapped[str] = mapped_column(Text)  # JSON list of qr.queries.labels.CodeSpan
    count: Mapped[int] = mapped_column(Integer)
    part_size: Mapped[int] = mapped_column(Integer)
    parts: Mapped[int] = mapped_column(Integer)
    parts_done: Mapped[int] = mapped_column(Integer, default=0)
    state: Mapped[str] = mapped_column(String(10))
    fault: Mapped[str] = mapped_column(Text, default="")  # disk, or the sentence of a refusal
    asked_by: Mapped[str] = mapped_column(String(60))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    keep_until: Mapped[date | None] = mapped_column(Date)

    @property
    def done(self) -> int:
        """Labels drawn so far."""
        return min(self.parts_done * self.part_size, self.count)


class PrinterProfile(Base):
    """A printer as somebody measured it on the ruler page. Only added: the newest row of a name is in force."""

    __tablename__ = "printer_profile"
    __table_args__ = (
        Index("ix_printer_profile_producer", "producer_id", "name"),
        Index("ix_printer_profile_unit", "unit_id", "name"),
    )

    id = id_column()
    producer_id: Mapped[UUID | None] = mapped_column(ForeignKey("producer.id"))
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"))
    name: Mapped[str] = mapped_column(String(60))
    dpi: Mapped[int] = mapped_column(Integer)
    right_um: Mapped[int] = mapped_column(Integer)  # micrometres too far to the right
    down_um: Mapped[int] = mapped_column(Integer)  # micrometres too low
    stretch_x_ppm: Mapped[int] = mapped_column(Integer)  # 1,000,000 is true
    stretch_y_ppm: Mapped[int] = mapped_column(Integer)
    measured_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(60))


class PrintCheck(Base):
    """A photo or scan of a printed label of a batch, judged. The picture is not kept."""

    __tablename__ = "print_check"

    id = id_column()
    batch_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    generation: Mapped[int] = mapped_column(Integer)
    number: Mapped[int] = mapped_column(BigInteger)
    is_good: Mapped[bool] = mapped_column(Boolean)
    version: Mapped[int] = mapped_column(Integer)
    level: Mapped[str] = mapped_column(String(1))
    unused: Mapped[int | None] = mapped_column(Integer)  # percent of the error correction that is left
    contrast: Mapped[int] = mapped_column(Integer)  # percent
    module_um: Mapped[int | None] = mapped_column(Integer)  # where the resolution of the scan is known
    actor: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class LabelRule(Base):
    """A number that printing goes by, dated: how long files are kept, what a good print is."""

    __tablename__ = "label_rule"
    __table_args__ = (UniqueConstraint("name", "valid_from"),)

    id = id_column()
    name: Mapped[str] = mapped_column(String(20))
    value: Mapped[int] = mapped_column(Integer)
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    source: Mapped[str] = mapped_column(String(300))
