"""The first sign-in: an own password, the authenticator, a paper with recovery codes."""

from flask import Response, redirect, request, url_for

from accounts.actions.enrolment import begin_enrolment, finish_enrolment
from accounts.desk.frame import blueprint, draw_address, tried
from accounts.desk.signing import refusal, remember, safe_next
from accounts.guards import COOKIE, open_to_all
from accounts.passwords import SHORTEST, totp_address
from accounts.schemas import EnrolForm
from core import clock
from core.config import settings
from core.db import committing
from core.forms import Errors, read_form
from core.limits import guess_limit
from core.pages import page


@blueprint.get("/sign-in/enrol")
@open_to_all
def enrolment() -> Response:
    """What to set up before anything opens."""
    return enrolment_page({})


@blueprint.post("/sign-in/enrol")
@open_to_all
@guess_limit("30/minute")
def enrol() -> Response:
    """Check the code of the new authenticator, keep the new password, show the recovery codes once."""
    values, errors = read_form(EnrolForm)
    if errors:
        return enrolment_page(errors)
    token = request.cookies.get(COOKIE, "")
    made, errors = tried(
        lambda current: finish_enrolment(current, token=token, now=clock.now(), **values), {}, "password"
    )
    if errors:
        return enrolment_page(errors)
    answer, codes = made
    if answer.outcome != "right":
        return enrolment_page({"code": [refusal(answer)]})
    return remember(page(
        "accounts/recovery_codes.html", style="desk", codes=codes, next=safe_next() or url_for(".start")
    ), answer.token)  # fmt: skip


def enrolment_page(errors: Errors) -> Response:
    """The drawing for the authenticator and the form; whoever has nothing to set up goes to the sign-in."""
    with committing() as current:
        begun = begin_enrolment(current, token=request.cookies.get(COOKIE, ""))
        login, secret = (begun[0].login, begun[1]) if begun else ("", "")
    if not secret:
        return redirect(url_for(".sign_in"), 303)
    address = totp_address(secret, login, settings().host)
    response = page(
        "accounts/enrol.html", style="desk", status=422 if errors else 200, errors=errors, secret=secret,
        address=address, drawing=draw_address(address), shortest=SHORTEST, next=safe_next(),
    )  # fmt: skip
    response.headers["Cache-Control"] = "no-store"
    return response
