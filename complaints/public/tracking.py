"""Following a report by its code, which never stands in an address."""

from flask import Response, request

from complaints.actions.dialogue import can_add, can_disagree, reply_as_reporter
from complaints.actions.photos import delete_photos
from complaints.actions.reviews import SCORES, rate_case
from complaints.drafts import MAX_PHOTOS, Photo
from complaints.models import Complaint
from complaints.public.frame import CASE, RECEIPT, blueprint, drop_cookie, find_own_case, go, put_secret
from complaints.public.uploads import receive_photos
from complaints.queries.tracking import find_by_code, track
from complaints.schemas.report import RatingForm, ReplyForm
from complaints.stages import say_stage
from complaints.tracking import CodeFault, format_code, read_code
from core import clock
from core.db import committing, session
from core.errors import DomainError
from core.forms import Errors, new_form_key, read_form, sent_form_key, typed_words
from core.i18n import gettext as _
from core.limits import guess_limit
from core.pages import page


@blueprint.get("/complaints/track")
def track_case() -> Response:
    """The form for the code, or the report that this browser has open."""
    case, kept = find_own_case(CASE)
    return show_case(case, kept["code"]) if case else show_form()


@blueprint.post("/complaints/track")
@guess_limit("10 per minute")
def open_case() -> Response:
    """Open a report by its code, as typed."""
    typed = request.form.get("code", "")
    if "lang" in request.form:
        return show_form(typed)
    found = find_by_code(session, typed)
    if not isinstance(found, Complaint):
        return show_form(typed, {"code": [_say_fault(found)]})
    response = go("track")
    put_secret(response, CASE, id=found.id, code=read_code(typed))
    return response


@blueprint.post("/complaints/track/reply")
def reply() -> Response:
    """Answer a question, or add words and photos."""
    case, kept = find_own_case(CASE)
    if case is None:
        return show_form(typed_words().get("text", ""), {"code": [_("Nhập lại mã theo dõi để gửi tiếp")]}, 410)
    values, errors = read_form(ReplyForm)
    if errors or "lang" in request.form:
        return show_case(case, kept["code"], values, errors)
    photos, refusals = receive_photos([photo.media for photo in track(session, case, clock.now()).photos])
    errors = _add(case, values, photos)
    if not errors and refusals:
        return show_case(case, kept["code"], {}, {"photos": refusals})
    return show_case(case, kept["code"], values, errors) if errors else go("track")


@blueprint.post("/complaints/track/rating")
def rate() -> Response:
    """One of three faces, with words if the reporter likes."""
    case, kept = find_own_case(CASE)
    if case is None:
        return show_form("", {"code": [_("Nhập lại mã theo dõi để gửi tiếp")]}, 410)
    values, errors = read_form(RatingForm)
    if errors or "lang" in request.form:
        return show_case(case, kept["code"], values, errors)
    try:
        with committing() as current:
            rate_case(
                current, complaint_id=case.id, score=int(values["score"]), words=values["rating_words"],
                now=clock.now(),
            )  # fmt: skip
    except DomainError as refused:
        return show_case(case, kept["code"], values, {refused.field or "score": [str(refused)]})
    return go("track")


@blueprint.post("/complaints/track/forget")
def forget() -> Response:
    """This browser forgets the code and the receipt."""
    response = go("track")
    drop_cookie(response, CASE, RECEIPT)
    return response


def show_form(typed: str = "", errors: Errors | None = None, status: int = 422) -> Response:
    """The form that asks for the code."""
    status = status if errors else 200
    return page(
        "complaints/track/form.html", style="form", status=status, values={"code": typed}, errors=errors or {}
    )


def show_case(
    case: Complaint, code: str, values: dict | None = None, errors: Errors | None = None
) -> Response:
    """The report as its reporter sees it."""
    now = clock.now()
    seen = track(session, case, now)
    words = say_stage(
        seen.stage, look_by=seen.look_by, promised_on=case.promised_on, questions=seen.questions,
        passed_to=seen.passed_to, answer=case.answer, add_until=seen.add_until,
    )  # fmt: skip
    response = page(
        "complaints/track/case.html", style="form", status=422 if errors else 200, case=case, seen=seen,
        stage=words, code=format_code(code), values=values or {}, errors=errors or {},
        form_key=sent_form_key() if errors else new_form_key(), room=MAX_PHOTOS - len(seen.photos),
        can_add=can_add(session, case, now), can_disagree=can_disagree(session, case, now),
        scores=list(SCORES.items()),
    )  # fmt: skip
    response.headers["Cache-Control"] = "no-store"
    return response


def _add(case: Complaint, values: dict, photos: tuple[Photo, ...]) -> Errors:
    """Write what was added; with an error nothing is, and the files of this form are deleted again."""
    try:
        with committing() as current:
            reply_as_reporter(
                current, complaint_id=case.id, text=values["text"], photos=photos, form_key=sent_form_key(),
                disagrees=values["disagrees"], now=clock.now(),
            )  # fmt: skip
    except DomainError as refused:
        return {refused.field or "text": [str(refused)]}
    finally:
        delete_photos(session, photos)  # those that no case holds: of a refusal, of a form sent twice
    return {}


def _say_fault(found: CodeFault | None) -> str:
    if found is CodeFault.CHECK:
        return _("Mã có một ký tự sai. Xem lại từng nhóm")
    return _("Không có phản ánh nào mang mã này. Mã không có số 0, 1 và chữ o, i, l")
