"""Producers' desk: is this yours? Answered with the question, clean photos and a day; nothing of any reporter."""

from uuid import UUID

from flask import Response, make_response, redirect, url_for

from accounts.guards import requires, signed_in
from complaints.actions.recognising import answer_question
from complaints.outcomes import ANSWERS
from complaints.queries.outcomes import get_question, list_questions
from complaints.schemas.outcomes import AnswerForm
from core import clock, storage
from core.db import committing, session
from core.errors import Conflict, NotFound
from core.forms import Errors, read_form
from core.home import register_desk_tab
from core.http import producer_blueprint
from core.i18n import lazy
from core.pages import page
from registry.queries.producers import find_producer_of

blueprint = producer_blueprint("complaints", __name__)

register_desk_tab(40, lazy("Nhận diện hàng"), "/producer/goods-checks", "producer")


@blueprint.get("/goods-checks")
@requires("producer.write")
def goods_checks() -> Response:
    """What the own facility was asked."""
    producer = find_producer_of(session(), signed_in().user_id, clock.today())
    rows = list_questions(session(), producer.id) if producer else []
    return page("complaints/producer/checks.html", style="desk", rows=rows, answers=ANSWERS, today=clock.today())


@blueprint.get("/goods-checks/<uuid:question_id>")
@requires("producer.write")
def goods_check(question_id: UUID) -> Response:
    """One question with its photos."""
    return check_page(question_id, {}, {})


@blueprint.post("/goods-checks/<uuid:question_id>")
@requires("producer.write")
def answer(question_id: UUID) -> Response:
    """Answer it, once."""
    producer_id = own_id()
    get_question(session(), question_id, producer_id)
    values, errors = read_form(AnswerForm)
    if errors:
        return check_page(question_id, values, errors, 422)
    try:
        with committing() as current:
            answer_question(
                current, question_id=question_id, producer_id=producer_id, answer=values["answer"],
                words=values["answer_words"], actor=signed_in().actor, now=clock.now(),
            )  # fmt: skip
    except Conflict as told:
        return check_page(question_id, values, {"answered": [str(told.message)]}, 409)
    return redirect(url_for(".goods_check", question_id=question_id), 303)


@blueprint.get("/goods-checks/<uuid:question_id>/photos/<int:position>")
@requires("producer.write")
def goods_photo(question_id: UUID, position: int) -> Response:
    """A clean photo of the question."""
    _question, _name, photos = get_question(session(), question_id, own_id())
    found = next((photo for photo in photos if photo.position == position), None)
    try:
        data = storage.get(found.clean_key) if found else b""
    except FileNotFoundError:
        data = b""
    if not data:
        raise NotFound(lazy("Không có ảnh này."))
    response = make_response(data)
    response.headers["Content-Type"] = "image/jpeg"
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def own_id() -> UUID:
    """The facility that the signed-in user writes for. Raises NotFound before it is written down."""
    producer = find_producer_of(session(), signed_in().user_id, clock.today())
    if producer is None:
        raise NotFound(lazy("Không có câu hỏi này."))
    return producer.id


def check_page(question_id: UUID, values: dict, errors: Errors, status: int = 200) -> Response:
    """The page of a question; with the words of a refused form in their place."""
    question, name, photos = get_question(session(), question_id, own_id())
    return page(
        "complaints/producer/check.html", style="desk", status=status, question=question, name=name, photos=photos,
        answers=ANSWERS, values=values, errors=errors, today=clock.today(),
    )  # fmt: skip
