"""Surveys and quizzes, read and counted."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaign.models import Survey, SurveyAnswer, SurveyQuestion, SurveyReply
from core.errors import NotFound
from core.i18n import lazy


def get_survey(session: Session, survey_id: UUID) -> Survey:
    """The survey. Raises NotFound."""
    found = session.get(Survey, survey_id)
    if found is None:
        raise NotFound(lazy("Không có khảo sát này."))
    return found


def get_open_survey(session: Session, slug: str, on: date) -> Survey:
    """The survey of an address while it is open. Raises NotFound with when it opens or that it closed."""
    found = session.scalars(select(Survey).where(Survey.slug == slug, Survey.state == "open")).first()
    if found is None:
        raise NotFound(lazy("Không có khảo sát này."))
    if on < found.opens_on:
        raise NotFound(lazy("Khảo sát này mở từ ngày %(day)s.", day=f"{found.opens_on:%d/%m/%Y}"))
    if on > found.closes_on:
        raise NotFound(lazy("Khảo sát này đã đóng ngày %(day)s.", day=f"{found.closes_on:%d/%m/%Y}"))
    return found


def list_surveys(session: Session, province_ids: set[UUID]) -> list[tuple[Survey, int, int]]:
    """Surveys of provinces, newest first, with respondents and replies."""
    people, replies = func.count(SurveyReply.respondent.distinct()), func.count(SurveyReply.id)
    query = (
        select(Survey, people, replies).outerjoin(SurveyReply, SurveyReply.survey_id == Survey.id)
        .where(Survey.province_id.in_(province_ids)).group_by(Survey.id).order_by(Survey.made_at.desc())
    )  # fmt: skip
    return list(session.execute(query))


def list_questions(session: Session, survey_id: UUID) -> list[SurveyQuestion]:
    """The questions in their order."""
    query = select(SurveyQuestion).where(SurveyQuestion.survey_id == survey_id)
    return list(session.scalars(query.order_by(SurveyQuestion.position)))


def count_replies(session: Session, survey_id: UUID) -> tuple[int, int]:
    """How many people replied (lượt người) and how many replies there are (lượt làm bài)."""
    query = select(func.count(SurveyReply.respondent.distinct()), func.count(SurveyReply.id))
    return tuple(session.execute(query.where(SurveyReply.survey_id == survey_id)).one())  # type: ignore[return-value]


def count_choices(session: Session, questions: Sequence[SurveyQuestion]) -> dict[tuple[UUID, int], int]:
    """How often each choice was taken, by question and choice."""
    ids = [question.id for question in questions]
    query = select(SurveyAnswer.question_id, SurveyAnswer.choice, func.count()).where(
        SurveyAnswer.question_id.in_(ids), SurveyAnswer.choice.is_not(None)
    )
    rows = session.execute(query.group_by(SurveyAnswer.question_id, SurveyAnswer.choice))
    return {(question_id, choice): count for question_id, choice, count in rows}


def list_words(session: Session, question_id: UUID, limit: int = 100) -> list[str]:
    """What people wrote to a question, newest first."""
    query = select(SurveyAnswer.words).where(SurveyAnswer.question_id == question_id, SurveyAnswer.words != "")
    return list(session.scalars(query.order_by(SurveyAnswer.id.desc()).limit(limit)))


def choices_of(question: SurveyQuestion) -> list[str]:
    """The choices of a question."""
    return [line for line in question.choices.split("\n") if line]
