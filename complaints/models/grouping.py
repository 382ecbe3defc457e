"""Reports that belong to one case (vụ), and the marks by which they are found to be alike."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, UtcDateTime, id_column, new_id


class CaseGroup(Base):
    """A case (vụ) of several reports; each report keeps its receipt, its dialogue and its own answer."""

    __tablename__ = "case_group"

    id = id_column()
    number: Mapped[str] = mapped_column(String(20), unique=True)  # VU-2611-0003
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(60))
    is_sample: Mapped[bool] = mapped_column(Boolean, default=False)


class GroupMember(Base):
    """A report in a case from when until when. The row with no end is where it stands now."""

    __tablename__ = "case_group_member"
    __table_args__ = (Index("ix_case_group_member_now", "group_id", "left_at"),)

    complaint_id: Mapped[UUID] = mapped_column(ForeignKey("complaint.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    group_id: Mapped[UUID] = mapped_column(ForeignKey("case_group.id"))
    joined_at: Mapped[datetime] = mapped_column(UtcDateTime)
    joined_by: Mapped[str] = mapped_column(String(60))
    reason: Mapped[str] = mapped_column(Text, default="")
    left_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    left_by: Mapped[str] = mapped_column(String(60), default="")
    left_reason: Mapped[str] = mapped_column(Text, default="")


class CaseLikeness(Base):
    """One thing by which a report can be like another: a place, a code, a photo, a piece of its words."""

    __tablename__ = "case_likeness"
    __table_args__ = (Index("ix_case_likeness_value", "kind", "value"),)

    complaint_id: Mapped[UUID] = mapped_column(ForeignKey("complaint.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(10))  # place, seller, brand, link, phone, gtin, serial, photo, words
    value: Mapped[str] = mapped_column(String(64))  # folded words are hashed: the table tells nothing by itself
    whole: Mapped[str] = mapped_column(String(16), default="")  # of a photo: the whole of its perceptual hash
