"""Filling in for others on a shared phone: nothing of a report stays on it."""

from datetime import timedelta

from flask import Response, request

from complaints.actions.arrival import hand_over
from complaints.kinds import HELPERS
from complaints.models import Arrival, Complaint
from complaints.public.frame import CASE, DRAFT, HELPER, PATH, RECEIPT, blueprint, drop_cookie, go, helper
from complaints.public.leaving import forget_draft, forget_here
from complaints.queries.filing import find_sent
from complaints.queries.tracking import track
from complaints.tracking import format_code
from core import clock
from core.config import settings
from core.db import committing, session
from core.forms import sent_form_key
from core.i18n import gettext as _
from core.pages import page

SHOWN_FOR = timedelta(minutes=15)
"""How long after sending the helper's phone still shows the receipt, if it was not handed over before."""


@blueprint.route("/complaints/help", methods=["GET", "POST"])
def help_others() -> Response:
    """Who helps; from then on this phone keeps nothing, until the mode is ended."""
    chosen = request.form.get("helper", "")
    if request.method == "GET" or chosen not in HELPERS:
        errors = {"helper": [_("Chọn bạn là ai")]} if request.method == "POST" else {}
        return page("complaints/report/help.html", style="form", status=422 if errors else 200, errors=errors,
                    helpers=[(code, words, "", "") for code, words in HELPERS.items()], mode=helper())  # fmt: skip
    forget_draft()
    response = forget_here(go("new/kind"), CASE, DRAFT, RECEIPT)
    response.set_cookie(
        HELPER, chosen, path=PATH, httponly=True, samesite="Lax", secure=settings().is_secure
    )  # until the browser is closed
    return response


@blueprint.post("/complaints/help/end")
def end_helping() -> Response:
    """The phone is its owner's again."""
    forget_draft()
    return forget_here(go("new"), CASE, DRAFT, RECEIPT, HELPER)


@blueprint.post("/complaints/help/done")
def hand_over_receipt() -> Response:
    """The person has the code: this phone forgets it, and pressing back shows it no more."""
    sent = find_sent(session, sent_form_key())
    if sent is not None:
        with committing() as current:
            hand_over(current, complaint_id=sent.id, now=clock.now())
    return forget_here(go("help/next"), CASE, DRAFT, RECEIPT)


@blueprint.get("/complaints/help/next")
def help_next() -> Response:
    """Nothing is left here; the next person can begin."""
    return page("complaints/report/help_next.html", style="form", mode=helper())


def show_helped(complaint: Complaint, arrival: Arrival, code: str) -> Response:
    """The receipt as the answer to sending itself: no cookie holds it, no address opens it again."""
    now = clock.now()
    if arrival.handed_over_at or now - complaint.filed_at > SHOWN_FOR:
        response = page("complaints/report/help_next.html", style="form", mode=helper(), status=410)
    else:
        seen = track(session, complaint, now)
        response = page(
            "complaints/report/help_receipt.html", style="form", seen=seen, case=complaint, code=format_code(code),
            form_key=sent_form_key(), coming=0,
        )  # fmt: skip
    drop_cookie(response, DRAFT, RECEIPT, CASE)
    response.headers["Cache-Control"] = "no-store"
    return response
