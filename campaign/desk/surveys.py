"""Surveys and quizzes at the desk: composed, opened, their QR code, what came in."""

from uuid import UUID

from flask import Response, redirect, url_for

from accounts.guards import requires, signed_in
from campaign.actions import surveys as actions
from campaign.desk.frame import RECORD, blueprint, by, home_id, home_ids
from campaign.models import Survey
from campaign.queries.surveys import (
    choices_of,
    count_choices,
    count_replies,
    get_survey,
    list_questions,
    list_surveys,
    list_words,
)
from campaign.schemas.surveys import PLACES, SurveyForm, read_questions
from core.config import settings
from core.db import committing, session
from core.errors import NotFound
from core.forms import Errors, read_form, typed_words
from core.i18n import lazy
from core.installation import is_sample
from core.pages import page
from qr.labels.images import draw_svg
from registry.sending import send


@blueprint.get("/surveys")
@requires(RECORD)
def surveys() -> Response:
    """The surveys of the province, with people and replies apart."""
    return page("campaign/surveys.html", style="desk", surveys=list_surveys(session(), home_ids()), kinds=actions.KINDS)


@blueprint.route("/surveys/new", methods=["GET", "POST"])
@requires(RECORD)
def new_survey() -> Response:
    """Compose one."""
    values, errors = read_form(SurveyForm)
    made: list[Survey] = []
    if not typed_words():
        return _form({}, {})
    if not errors:
        questions = read_questions(values)
        errors = send(lambda current: made.append(actions.make_survey(
            current, **values, questions=questions, province_id=home_id(), unit_id=signed_in().unit_id,
            is_sample=is_sample(), **by())))  # fmt: skip
    return _form(typed_words(), errors) if errors else _seen(made[0].id)


@blueprint.get("/surveys/<uuid:survey_id>")
@requires(RECORD)
def survey(survey_id: UUID) -> Response:
    """The questions with what was answered, the address and its QR code."""
    found = _inside(survey_id)
    questions = list_questions(session(), survey_id)
    people, replies = count_replies(session(), survey_id)
    words = {each.id: list_words(session(), each.id) for each in questions if each.kind == "text"}
    return page(
        "campaign/survey_desk.html", style="desk", survey=found, questions=questions, people=people, replies=replies,
        counts=count_choices(session(), questions), words=words, choices_of=choices_of, kinds=actions.KINDS,
        address=_address(found),
    )  # fmt: skip


@blueprint.post("/surveys/<uuid:survey_id>/open")
@requires(RECORD)
def open_survey(survey_id: UUID) -> Response:
    """Let people answer."""
    _inside(survey_id)
    with committing() as current:
        actions.open_survey(current, survey_id=survey_id, **by())
    return _seen(survey_id)


@blueprint.get("/surveys/<uuid:survey_id>/code.svg")
@requires(RECORD)
def survey_code(survey_id: UUID) -> Response:
    """The QR code of the survey's address."""
    return Response(draw_svg(_address(_inside(survey_id)), "M"), content_type="image/svg+xml")


def _address(found: Survey) -> str:
    return f"{settings().public_url}/surveys/{found.slug}"


def _inside(survey_id: UUID) -> Survey:
    found = get_survey(session(), survey_id)
    if found.province_id not in home_ids():
        raise NotFound(lazy("Không có khảo sát này."))
    return found


def _form(values: dict, errors: Errors) -> Response:
    return page("campaign/survey_form.html", style="desk", status=422 if errors else 200, errors=errors, values=values,
                places=PLACES, kinds=list(actions.KINDS.items()),
                ways=list(actions.QUESTION_KINDS.items()))  # fmt: skip


def _seen(survey_id: UUID) -> Response:
    return redirect(url_for(".survey", survey_id=survey_id), 303)
