"""Surveys and quizzes: questions composed here, answers without names."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Boolean, Date, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, UtcDateTime, id_column


class Survey(Base):
    """A survey or quiz, opened by its address (a QR code)."""

    __tablename__ = "survey"

    id = id_column()
    slug: Mapped[str] = mapped_column(String(230), unique=True)
    kind: Mapped[str] = mapped_column(String(10))  # survey, quiz
    title: Mapped[str] = mapped_column(String(250))
    intro: Mapped[str] = mapped_column(Text, default="")
    province_id: Mapped[UUID] = mapped_column(ForeignKey("admin_unit.id"), index=True)
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    opens_on: Mapped[date] = mapped_column(Date)
    closes_on: Mapped[date] = mapped_column(Date)
    state: Mapped[str] = mapped_column(String(10))  # draft, open
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(60))
    is_sample: Mapped[bool] = mapped_column(Boolean, default=False)


class SurveyQuestion(Base):
    """A question; its choices stand a line each, `right` is the number of the right one in a quiz."""

    __tablename__ = "survey_question"
    __table_args__ = (UniqueConstraint("survey_id", "position"),)

    id = id_column()
    survey_id: Mapped[UUID] = mapped_column(ForeignKey("survey.id"))
    position: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(String(10))  # one, many, text
    text: Mapped[str] = mapped_column(Text)
    choices: Mapped[str] = mapped_column(Text, default="")
    right: Mapped[int | None] = mapped_column("right_choice", Integer)


class SurveyReply(Base):
    """One filling in. `respondent` is a keyed hash of a cookie, another one in each survey."""

    __tablename__ = "survey_reply"
    __table_args__ = (UniqueConstraint("survey_id", "form_key"),)

    id = id_column()
    survey_id: Mapped[UUID] = mapped_column(ForeignKey("survey.id"), index=True)
    respondent: Mapped[str] = mapped_column(String(32), index=True)
    form_key: Mapped[str] = mapped_column(String(64))  # the same form sent twice is one reply
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    score: Mapped[int | None] = mapped_column(Integer)


class SurveyAnswer(Base):
    """What was said to one question: a choice's number, or words."""

    __tablename__ = "survey_answer"

    id = id_column()
    reply_id: Mapped[UUID] = mapped_column(ForeignKey("survey_reply.id"), index=True)
    question_id: Mapped[UUID] = mapped_column(ForeignKey("survey_question.id"), index=True)
    choice: Mapped[int | None] = mapped_column(Integer)
    words: Mapped[str] = mapped_column(Text, default="")
