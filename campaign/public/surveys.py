"""Answering a survey or quiz on a phone."""

from flask import Response, request

from campaign.actions.surveys import take_reply
from campaign.models import Survey
from campaign.public.frame import blueprint
from campaign.public.people import hash_person, sent_token, with_token
from campaign.queries.surveys import choices_of, get_open_survey, list_questions
from core import clock
from core.db import committing, session
from core.errors import BadInput
from core.forms import Errors, sent_form_key
from core.limits import guess_limit
from core.pages import page


@blueprint.get("/surveys/<string:slug>")
def survey(slug: str) -> Response:
    """The questions."""
    return _form(get_open_survey(session(), slug, clock.today()), {})


@blueprint.post("/surveys/<string:slug>")
@guess_limit("120/hour")
def reply(slug: str) -> Response:
    """Keep the answers; a quiz says how many were right."""
    found, token = get_open_survey(session(), slug, clock.today()), sent_token()
    questions = list_questions(session(), found.id)
    sent = {each.id: request.form.getlist(f"q_{each.position}") for each in questions}
    respondent = hash_person(token, f"survey:{found.id}")
    try:
        with committing() as current:
            kept = take_reply(
                current, found, respondent=respondent, form_key=sent_form_key(), sent=sent, now=clock.now()
            )
            score = kept.score
    except BadInput as refused:
        return _form(found, {refused.field or "q_1": [str(refused)]})
    done = page("campaign/survey_thanks.html", style="form", survey=found, score=score, most=len(questions))
    return with_token(done, token)


def _form(found: Survey, errors: Errors) -> Response:
    questions = list_questions(session(), found.id)
    values = {f"q_{each.position}": request.form.getlist(f"q_{each.position}") for each in questions}
    answer = page(
        "campaign/survey.html", style="form", status=422 if errors else 200, survey=found, questions=questions,
        errors=errors, values=values, choices_of=choices_of, key=sent_form_key(),
    )  # fmt: skip
    return with_token(answer, sent_token())
