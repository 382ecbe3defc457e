"""Composing surveys and quizzes, and taking replies without names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.models import Survey, SurveyAnswer, SurveyQuestion, SurveyReply
from campaign.numbers import read_count
from campaign.queries.surveys import choices_of, get_survey, list_questions
from core import audit
from core.actor import Actor
from core.errors import BadInput, Conflict
from core.i18n import lazy
from registry.actions.slugs import free_slug

KINDS = {"survey": lazy("khảo sát"), "quiz": lazy("cuộc thi, trắc nghiệm")}
QUESTION_KINDS = {"one": lazy("chọn một"), "many": lazy("chọn nhiều"), "text": lazy("trả lời bằng chữ")}
MOST_WORDS = 1000
audit.required["survey"] = lambda session: session.scalars(select(Survey.id))


@dataclass(frozen=True)
class Question:
    """A question as composed; `right` is the number of the right choice, from 1, in a quiz."""

    kind: str
    text: str
    choices: tuple[str, ...] = ()
    right: int | None = None


def make_survey(
    session: Session, *, kind: str, title: str, intro: str, opens_on: date, closes_on: date,
    questions: Sequence[Question], province_id: UUID, unit_id: UUID, is_sample: bool = False,
    actor: Actor, now: datetime,
) -> Survey:  # fmt: skip
    """Compose a survey or quiz; it is a draft until it is opened. Raises BadInput naming the question."""
    if closes_on < opens_on:
        raise BadInput(lazy("Ngày kết thúc phải bằng hoặc sau ngày bắt đầu."), field="closes_on")
    if not questions:
        raise BadInput(lazy("Ghi ít nhất một câu hỏi"), field="text_1")
    for place, question in enumerate(questions, start=1):
        _check(place, question, kind)
    survey = Survey(
        slug=free_slug(session, Survey, title, fallback="khao-sat"), kind=kind, title=title, intro=intro,
        opens_on=opens_on, closes_on=closes_on, state="draft", province_id=province_id, unit_id=unit_id,
        made_at=now, actor=str(actor)[:60], is_sample=is_sample,
    )  # fmt: skip
    session.add(survey)
    session.flush()
    for place, question in enumerate(questions, start=1):
        told = {"kind": question.kind, "text": question.text, "right": question.right}
        session.add(
            SurveyQuestion(survey_id=survey.id, position=place, choices="\n".join(question.choices), **told)
        )
    _record(session, survey, "survey.made", actor, now)
    return survey


def open_survey(session: Session, *, survey_id: UUID, actor: Actor, now: datetime) -> Survey:
    """Let people answer; from now on the questions stay as they are."""
    survey = get_survey(session, survey_id)
    if survey.state != "draft":
        raise Conflict(lazy("Khảo sát này đã mở."))
    survey.state = "open"
    _record(session, survey, "survey.opened", actor, now)
    return survey


def take_reply(
    session: Session, survey: Survey, *, respondent: str, form_key: str, sent: Mapping[UUID, list[str]], now: datetime
) -> SurveyReply:
    """Keep one filling in; the same form sent twice is one. Raises BadInput whose field is `q_<position>`."""
    same = select(SurveyReply).where(SurveyReply.survey_id == survey.id, SurveyReply.form_key == form_key)
    if (kept := session.scalars(same).first()) is not None:
        return kept
    questions = list_questions(session, survey.id)
    answers = [each for question in questions for each in _answers(question, sent.get(question.id, []))]
    right = {(question.id, question.right) for question in questions if question.right}
    score = sum((each.question_id, each.choice) in right for each in answers) if survey.kind == "quiz" else None
    reply = SurveyReply(survey_id=survey.id, respondent=respondent, form_key=form_key, at=now, score=score)
    session.add(reply)
    session.flush()
    for answer in answers:
        answer.reply_id = reply.id
        session.add(answer)
    return reply


def _answers(question: SurveyQuestion, sent: list[str]) -> list[SurveyAnswer]:
    field = f"q_{question.position}"
    if question.kind == "text":
        words = " ".join(" ".join(sent).split())
        if len(words) > MOST_WORDS:
            raise BadInput(lazy("Câu trả lời dài quá %(most)s ký tự", most=MOST_WORDS), field=field)
        return [SurveyAnswer(question_id=question.id, words=words)] if words else []
    most = len(choices_of(question))
    numbers = sorted({read_count(each) for each in sent if 1 <= read_count(each) <= most})
    if len(numbers) != len(set(sent)) or not numbers or (question.kind == "one" and len(numbers) > 1):
        raise BadInput(lazy("Câu %(n)s: chọn câu trả lời trong danh sách", n=question.position), field=field)
    return [SurveyAnswer(question_id=question.id, choice=number) for number in numbers]


def _check(place: int, question: Question, kind: str) -> None:
    if question.kind not in QUESTION_KINDS:
        raise BadInput(lazy("Câu %(n)s: chọn cách trả lời", n=place), field=f"kind_{place}")
    if question.kind != "text" and not 2 <= len(question.choices) <= 20:
        raise BadInput(lazy("Câu %(n)s cần từ 2 đến 20 lựa chọn, mỗi dòng một lựa chọn", n=place),
                       field=f"choices_{place}")  # fmt: skip
    if kind == "quiz" and question.kind != "one":
        raise BadInput(lazy("Câu %(n)s: câu thi phải là chọn một", n=place), field=f"kind_{place}")
    if kind == "quiz" and not 1 <= (question.right or 0) <= len(question.choices):
        raise BadInput(lazy("Câu %(n)s: ghi số thứ tự của lựa chọn đúng", n=place), field=f"right_{place}")


def _record(session: Session, survey: Survey, kind: str, actor: Actor, now: datetime) -> None:
    facts = {"title": survey.title, "state": survey.state}
    audit.append(session, stream=f"survey:{survey.id}", kind=kind, actor=actor, at=now, facts=facts)
