"""Reporting: one question a page, kept as an encrypted draft until it is sent."""

from dataclasses import replace

from flask import Response, abort, make_response, request

from complaints.actions.drafts import new_draft, save_draft
from complaints.drafts import OpenDraft, change
from complaints.kinds import AIMS, INSPECT
from complaints.public import answers, showing
from complaints.public.frame import DRAFT, blueprint, go, helper, put_cookie
from complaints.public.sending import answer_check, answer_sent
from complaints.queries.filing import find_draft, find_goods, find_sent
from complaints.schemas.report import DetailsForm
from core import clock, storage
from core.db import committing, session
from core.forms import new_form_key, read_form, sent_form_key, typed_words
from core.pages import page

PAGES = "kind, asked, photos, place, shop, online, details, contact, reach, check"

ANSWERS = {
    "kind": answers.answer_kind,
    "asked": answers.answer_asked,
    "photos": answers.answer_photos,
    "place": answers.answer_place,
    "shop": answers.answer_shop,
    "online": answers.answer_online,
    "details": answers.answer_details,
    "contact": answers.answer_contact,
    "reach": answers.answer_reach,
    "check": answer_check,
}


@blueprint.get("/complaints/new")
def start() -> Response:
    """Where a report begins; from a scan at once with the first question."""
    path = request.args.get("code", "")
    goods = find_goods(path, clock.today()) if path else None
    if goods:
        return showing.show_kind(new_form_key(), goods)
    draft = find_draft(session, request.cookies.get(DRAFT, ""), clock.now())
    return page("complaints/report/start.html", style="form", draft=draft)


@blueprint.get(f"/complaints/new/<any({PAGES}):name>")
def ask(name: str) -> Response:
    """One question, with what was answered before."""
    draft = find_draft(session, request.cookies.get(DRAFT, ""), clock.now())
    if draft is None:
        return showing.show_kind(new_form_key(), aim=asked_aim(INSPECT)) if name == "kind" else showing.show_lost()
    if name == "kind":
        draft = change(draft, aim=asked_aim(draft.answers.aim))
    if name == "check" and not draft.answers.has_seen_check:
        draft = replace(draft, answers=replace(draft.answers, has_seen_check=True))
        with committing() as current:
            save_draft(current, draft=draft, now=clock.now())
    return showing.show(name, draft)


@blueprint.post(f"/complaints/new/<any({PAGES}):name>")
def answer(name: str) -> Response:
    """Take an answer; what cannot be read comes back on the same page with the person's own words."""
    sent_id = request.form.get("draft", "")
    draft = find_draft(session, sent_id or request.cookies.get(DRAFT, ""), clock.now())
    sent = find_sent(session, sent_form_key())
    if sent is not None:
        return answer_sent(sent, sent_form_key())
    if draft is None and (name != "kind" or sent_id):
        return showing.show_lost(typed_words())
    if draft is None or (name == "kind" and draft.form_key != sent_form_key()):
        draft = change(new_draft(sent_form_key()), helper=helper())
    if "lang" in request.form and name != "photos":
        return showing.show_again(name, draft, typed_words())
    return _with_cookie(ANSWERS[name](draft), draft)


@blueprint.post("/complaints/new/again")
def again() -> Response:
    """Begin anew with the words of a page whose draft was gone; what cannot be read is left out."""
    details, _errors = read_form(DetailsForm)
    words = {name: details[name] for name in ("goods_name", "details", "price") if not _errors}
    shop = {name: typed_words().get(name, "")[:300] for name in ("seller", "online_address")}
    draft = change(
        new_draft(sent_form_key()), helper=helper(), place_as_written=typed_words().get("commune", "")[:300],
        **words, **shop,
    )  # fmt: skip
    with committing() as current:
        save_draft(current, draft=draft, now=clock.now())
    response = go("new/kind")
    put_cookie(response, DRAFT, draft.id)
    return response


@blueprint.get("/complaints/new/photo/<int:number>")
def photo(number: int) -> Response:
    """The clean copy of a photo of this browser's draft, counted from 1."""
    draft = find_draft(session, request.cookies.get(DRAFT, ""), clock.now())
    if draft is None or not 1 <= number <= len(draft.answers.photos) or not draft.answers.photos[number - 1].clean_key:
        abort(404)
    response = make_response(storage.get(draft.answers.photos[number - 1].clean_key))
    response.headers["Content-Type"] = "image/jpeg"
    response.headers["Cache-Control"] = "no-store"
    return response


def asked_aim(otherwise: str) -> str:
    """What the first page was asked for, by the button that led there."""
    return request.args["aim"] if request.args.get("aim") in AIMS else otherwise


def _with_cookie(response: Response, draft: OpenDraft) -> Response:
    if not any(cookie.startswith(f"{DRAFT}=") for cookie in response.headers.getlist("Set-Cookie")):
        put_cookie(response, DRAFT, draft.id)
    return response
