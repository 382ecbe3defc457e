"""A file brought in: first staged line by line beside the register, then compared again and written by pieces."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, UtcDateTime, id_column


class ImportBatch(Base):
    """One file: whose it is, how far it has been read and what its lines would do.

    `kind`: producers, products, certificates, lots. `state`: reading, ready, checking, publishing, published,
    stopped, cancelled. `parts_done` counts the pieces of the state: read, compared again, written.
    """

    __tablename__ = "import_batch"

    id = id_column()
    kind: Mapped[str] = mapped_column(String(20))
    file_name: Mapped[str] = mapped_column(String(200))
    columns: Mapped[str] = mapped_column(Text)  # JSON list of the fields that the file gives
    notes: Mapped[str] = mapped_column(Text, default="")  # JSON list of kept sentences about the file
    state: Mapped[str] = mapped_column(String(20), index=True)
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"), index=True)  # of the officer who brought it
    producer_id: Mapped[UUID | None] = mapped_column(ForeignKey("producer.id"), index=True)  # a producer's own file
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    may_approve: Mapped[bool] = mapped_column(Boolean, default=False)
    is_sample: Mapped[bool] = mapped_column(Boolean, default=False)
    parts: Mapped[int] = mapped_column(Integer)  # pieces of the file, kept in the file store
    parts_done: Mapped[int] = mapped_column(Integer, default=0)
    lines: Mapped[int] = mapped_column(Integer)
    new_count: Mapped[int] = mapped_column(Integer, default=0)
    changed_count: Mapped[int] = mapped_column(Integer, default=0)
    same_count: Mapped[int] = mapped_column(Integer, default=0)
    wrong_count: Mapped[int] = mapped_column(Integer, default=0)
    fault: Mapped[str] = mapped_column(Text, default="")  # JSON: a kept sentence, why the last publishing was refused
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ImportLine(Base):
    """One line of a file with its verdict: new, changed, same or wrong."""

    __tablename__ = "import_line"
    __table_args__ = (
        Index("ix_import_line_verdict", "batch_id", "verdict", "line"),
        Index("ix_import_line_match", "batch_id", "match"),
        Index("ix_import_line_number", "batch_id", "number"),
    )

    batch_id: Mapped[UUID] = mapped_column(ForeignKey("import_batch.id"), primary_key=True)
    line: Mapped[int] = mapped_column(Integer, primary_key=True)  # as the spreadsheet numbers it
    verdict: Mapped[str] = mapped_column(String(10))
    match: Mapped[str] = mapped_column(String(64), default="")  # hash of what tells this row from others of its kind
    number: Mapped[str] = mapped_column(String(64), default="")  # a number that nobody else may have: tax code, GTIN
    target_id: Mapped[UUID | None] = mapped_column(Uuid)  # the row that stands already
    given: Mapped[str] = mapped_column(Text)  # JSON: field -> words of the cell
    told: Mapped[str] = mapped_column(Text)  # JSON: changes [field, old, new], faults [field, sent, kept sentence]
