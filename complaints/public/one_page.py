"""The whole report on one page: what a phone without a network fills in, keeps, and sends when the network is back.

It is the same form without a script: words and files in one sending. The form key makes it one report, however
often it is sent.
"""

from collections.abc import Mapping
from uuid import UUID

from flask import Response, jsonify, make_response, request
from werkzeug.exceptions import RequestEntityTooLarge

from areas.queries import find_authority
from complaints.actions.photos import delete_photos, limits
from complaints.drafts import MAX_PHOTOS, Answers, OpenDraft, Photo
from complaints.keeping import say_keeping
from complaints.kinds import AIMS, INSPECT, ONLINE, PLACE_KINDS, UNKNOWN
from complaints.photos import too_heavy
from complaints.public.answers import CONTACT_KINDS, read_details
from complaints.public.frame import DRAFT, blueprint, go, helper
from complaints.public.sending import answer_sent, file_once, read_marks, read_waiting
from complaints.public.showing import show
from complaints.public.uploads import receive_photos
from complaints.queries.arrival import find_communes
from complaints.queries.filing import find_draft, find_sent, list_kinds
from complaints.queries.following import list_case_terms
from complaints.schemas.report import BOUGHT, EmailForm, OnlineForm, PhoneForm, ShopForm
from complaints.tracking import format_code
from core import clock
from core.config import settings
from core.db import session
from core.forms import Errors, new_form_key, read_form, sent_form_key, typed_words
from core.http import wants_json
from core.i18n import gettext as _
from core.i18n import shown_language
from core.pages import page

REACH = {"phone": PhoneForm, "email": EmailForm}


@blueprint.get("/complaints/one-page")
def one_page() -> Response:
    """The empty form; a phone that many use keeps nothing, so there the questions come one by one."""
    if helper():
        return go("new/kind")
    return _show({}, {}, new_form_key())


@blueprint.post("/complaints/one-page")
def send_one_page() -> Response:
    """Take the whole report; what cannot be read comes back with its sentences, and nothing is stored."""
    form_key, sent = sent_form_key(), find_sent(session, sent_form_key())
    if sent is not None:
        return _answer(answer_sent(sent, form_key))
    answers, errors = _read()
    if errors or "lang" in request.form:
        return _show(typed_words(), errors if "lang" not in request.form else {}, form_key)
    photos, refusals = receive_photos([])
    if refusals:
        delete_photos(session, photos)
        return _show(typed_words(), {"photos": refusals}, form_key)
    return _file(answers, photos, form_key)


@blueprint.errorhandler(RequestEntityTooLarge)
def answer_too_heavy(_error: RequestEntityTooLarge) -> Response:
    """One sending over the limit as a whole: the page it came from, with what would do; the answers are kept."""
    draft = find_draft(session, request.cookies.get(DRAFT, ""), clock.now())
    errors = {"photos": [str(too_heavy(settings().max_request_mb))]}
    if draft is None:
        return make_response(_show({}, errors, new_form_key()), 413)
    return make_response(show("photos", draft, errors=errors), 413)


def _file(answers: Answers, photos: tuple[Photo, ...], form_key: str) -> Response:
    draft = OpenDraft("", form_key, Answers(**{**answers.__dict__, "photos": photos}))
    complaint, _code = file_once(draft, marks=read_marks(draft.form_key), files_waiting=read_waiting())
    delete_photos(session, photos)  # those of a sending that came second
    return _answer(answer_sent(complaint, form_key, is_again=False))


def _answer(response: Response) -> Response:
    """The receipt; for the script what it must show, with the same cookies."""
    if not wants_json():
        return response
    told = jsonify(receipt=response.location, code=format_code(response.code))  # type: ignore[attr-defined]
    for cookie in response.headers.getlist("Set-Cookie"):
        told.headers.add("Set-Cookie", cookie)
    told.headers["Cache-Control"] = "no-store"
    return told


def _read() -> tuple[Answers, Errors]:
    """The answers of all questions, and the sentences of all that cannot be read."""
    words, errors = request.form, {}
    kinds = [code for code, _words, _sign in list_kinds(session, clock.today(), "vi")]
    if words.get("kind") not in kinds:
        errors["kind"] = [_("Chọn một vấn đề của món hàng")]
    if words.get("aim", INSPECT) not in AIMS:
        errors["aim"] = [_("Chọn điều bạn muốn")]
    if words.get("place") not in PLACE_KINDS:
        errors["place"] = [_("Chọn nơi bạn thấy món hàng")]
    if words.get("contact") not in CONTACT_KINDS:
        errors["contact"] = [_("Chọn một cách liên hệ")]
    details, wrong = read_details()
    errors |= wrong
    where, wrong = _read_place(words.get("place", ""))
    errors |= wrong
    reach, wrong = read_form(REACH[words["contact"]]) if words.get("contact") in REACH else ({}, {})
    errors |= wrong
    if errors:
        return Answers(), errors
    return Answers(
        kind_code=words["kind"], place_kind=words["place"], contact_kind=words["contact"],
        aim=words.get("aim", INSPECT), **details, **where, **reach,
    ), {}  # fmt: skip


def _read_place(place: str) -> tuple[dict, Errors]:
    if place not in PLACE_KINDS or place == UNKNOWN:
        return {}, {}
    if place == ONLINE:
        return read_form(OnlineForm)
    values, errors = read_form(ShopForm)
    if errors:
        return {}, errors
    units = find_communes(session, values["commune"], clock.today())
    if values["commune"] and len(units) != 1:
        names = "; ".join(list(units.values())[:4])
        none = _("Không có xã, phường tên “%(name)s”. Thử gõ tên cũ", name=values["commune"])
        many = _("Có %(count)s nơi trùng tên. Ghi rõ: %(names)s", count=len(units), names=names)
        return {}, {"commune": [many if units else none]}
    found = [UUID(unit_id) for unit_id in units]
    return {
        "seller": values["seller"], "place_as_written": values["commune"], "commune_id": found[0] if found else None,
    }, {}  # fmt: skip


def _show(values: Mapping, errors: Errors, form_key: str) -> Response:
    status = 422 if errors else 200
    if errors and wants_json():
        told = jsonify(errors=errors)
        told.status_code = status
        return told
    return page(
        "complaints/report/one_page.html", style="form", status=status, values={"aim": INSPECT, **values},
        errors=errors, aims=list(AIMS.items()),
        form_key=form_key, kinds=list_kinds(session, clock.today(), shown_language()), places=list(PLACE_KINDS.items()),
        bought=list(BOUGHT.items()), most=MAX_PHOTOS, limits=limits(),
        keeps=say_keeping(list_case_terms(session, clock.today())),
        authority=find_authority(session, None, clock.today()),
    )  # fmt: skip
