"""Official reports: what is being written, and each signed version frozen with its figures."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Date, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, UtcDateTime, id_column


class OfficialReport(Base):
    """A six-month or yearly report of a province in the words of one issuer; unsigned it follows the figures."""

    __tablename__ = "official_report"

    id = id_column()
    form: Mapped[str] = mapped_column(String(20))  # annual, half-year
    issuer: Mapped[str] = mapped_column(String(20))  # of reports/data/issuers.csv
    from_day: Mapped[date] = mapped_column(Date)
    to_day: Mapped[date] = mapped_column(Date)
    place: Mapped[str] = mapped_column(String(10))  # code, perhaps of before
    province_id: Mapped[UUID] = mapped_column(ForeignKey("admin_unit.id"), index=True)
    begun_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(80))


class ReportWords(Base):
    """What officials wrote themselves under a heading; `version` tells two who write at once."""

    __tablename__ = "report_words"

    report_id: Mapped[UUID] = mapped_column(ForeignKey("official_report.id"), primary_key=True)
    section: Mapped[str] = mapped_column(String(20), primary_key=True)
    words: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(80))
    version: Mapped[int] = mapped_column(Integer, default=1)

    __mapper_args__ = {"version_id_col": version}


class SignedReport(Base):
    """A version as it was signed: text, figures with their periods, the Word file, their hashes. Only added."""

    __tablename__ = "signed_report"

    report_id: Mapped[UUID] = mapped_column(ForeignKey("official_report.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    number: Mapped[str] = mapped_column(String(40))  # empty for samples
    signed_on: Mapped[date] = mapped_column(Date)
    signer: Mapped[str] = mapped_column(String(120))  # empty for samples
    reason: Mapped[str] = mapped_column(String(300), default="")  # of a correction
    content: Mapped[str] = mapped_column(Text)  # canonical JSON: what is hashed is what stands here
    content_hash: Mapped[str] = mapped_column(String(64))
    file_key: Mapped[str] = mapped_column(String(120))
    file_hash: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(80))
