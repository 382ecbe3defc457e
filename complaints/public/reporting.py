"""Reporting: one question a page, kept as an encrypted draft until it is sent."""

from dataclasses import replace

from flask import Response, abort, make_response, redirect, request

from complaints.actions.drafts import drop_draft, new_draft, save_draft
from complaints.actions.photos import delete_photos
from complaints.actions.uploads import drop_uploads
from complaints.drafts import OpenDraft
from complaints.public import answers, showing
from complaints.public.frame import CASE, DRAFT, RECEIPT, blueprint, drop_cookie, put_cookie
from complaints.public.sending import answer_check, answer_sent
from complaints.queries.filing import find_draft, find_goods, find_sent, hash_draft_id
from core import clock, storage
from core.db import committing, session
from core.forms import new_form_key, sent_form_key, typed_words
from core.pages import page

PAGES = "kind, photos, place, shop, online, details, contact, reach, check"

ANSWERS = {
    "kind": answers.answer_kind,
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
        return showing.show_kind(new_form_key()) if name == "kind" else showing.show_lost()
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
        return showing.show_lost()
    if draft is None or (name == "kind" and draft.form_key != sent_form_key()):
        draft = new_draft(sent_form_key())
    if "lang" in request.form and name != "photos":
        return showing.show_again(name, draft, typed_words())
    return _with_cookie(ANSWERS[name](draft), draft)


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


@blueprint.post("/complaints/leave")
def leave() -> Response:
    """Leave quickly: forget everything that this browser keeps of the report."""
    draft_id = request.cookies.get(DRAFT, "")
    draft = find_draft(session, draft_id, clock.now())
    with committing() as current:
        drop_uploads(current, draft_hash=hash_draft_id(draft_id) if draft else "")
        drop_draft(current, draft_id=draft_id)
    delete_photos(session, draft.answers.photos if draft else ())
    response = redirect("/", 303)
    drop_cookie(response, DRAFT, RECEIPT, CASE)
    response.headers["Clear-Site-Data"] = '"storage"'  # what the report's script keeps on this phone
    return response


def _with_cookie(response: Response, draft: OpenDraft) -> Response:
    if not any(cookie.startswith(f"{DRAFT}=") for cookie in response.headers.getlist("Set-Cookie")):
        put_cookie(response, DRAFT, draft.id)
    return response
