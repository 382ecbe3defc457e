"""Signing in and out."""

from flask import Response, g, make_response, redirect, request, url_for

from accounts.actions import SignIn, begin_sign_in, confirm_code, end_session
from accounts.desk.frame import blueprint
from accounts.guards import COOKIE, current_officer, open_to_all, signed_in
from accounts.queries import find_half_signed
from accounts.schemas import CodeForm, SignInForm
from core import clock
from core.config import settings
from core.db import committing, session
from core.forms import Errors, read_form
from core.i18n import _
from core.limits import guess_limit
from core.pages import page


@blueprint.get("/sign-in")
@open_to_all
def sign_in() -> Response:
    """The name and password form."""
    if current_officer():
        return redirect(url_for(".start"), 303)
    return sign_in_page({}, {})


@blueprint.post("/sign-in")
@open_to_all
@guess_limit("30/minute")
def check_password() -> Response:
    """Check name and password, then ask for the one-time code."""
    values, errors = read_form(SignInForm)
    if errors:
        return sign_in_page(values, errors)
    with committing() as current:
        agent = request.user_agent.string
        answer = begin_sign_in(current, **values, agent=agent, now=clock.now())
    if answer.outcome != "right":
        return sign_in_page(values, {"password": [refusal(answer)]})
    return remember(redirect(url_for(".code", next=safe_next()), 303), answer.token)


@blueprint.get("/sign-in/code")
@open_to_all
def code() -> Response:
    """The one-time code form."""
    found = find_half_signed(session(), request.cookies.get(COOKIE, ""))
    if found is None:
        return redirect(url_for(".sign_in"), 303)
    if found[1].must_change:
        return redirect(url_for(".enrolment", next=safe_next()), 303)
    return code_page({})


@blueprint.post("/sign-in/code")
@open_to_all
@guess_limit("30/minute")
def check_code() -> Response:
    """Check the one-time code and open the session."""
    values, errors = read_form(CodeForm)
    if errors:
        return code_page(errors)
    field = "recovery" if values["recovery"] else "code"
    with committing() as current:
        token = request.cookies.get(COOKIE, "")
        answer = confirm_code(current, token=token, code=values[field], now=clock.now())
    if answer.outcome == "enrol":
        return redirect(url_for(".enrolment", next=safe_next()), 303)
    if answer.outcome != "right":
        return code_page({field: [refusal(answer)]})
    return remember(redirect(safe_next() or url_for(".start"), 303), answer.token)


@blueprint.post("/sign-out")
def sign_out() -> Response:
    """End this session."""
    officer = signed_in()
    with committing() as current:
        end_session(current, session_id=officer.session_id, user_id=officer.user_id, now=clock.now())
    response = redirect(url_for(".sign_in"), 303)
    response.delete_cookie(COOKIE)
    return response


def sign_in_page(values: dict, errors: Errors) -> Response:
    """The form again, with the name kept and the password not."""
    shown = {"login": values.get("login", "")}
    status = 422 if errors else 200
    return page(
        "accounts/sign_in.html", style="desk", status=status, values=shown, errors=errors, next=safe_next()
    )


def code_page(errors: Errors) -> Response:
    status = 422 if errors else 200
    return page("accounts/code.html", style="desk", status=status, errors=errors, next=safe_next())


def refusal(answer: SignIn) -> str:
    """Why not, without telling whether the name exists."""
    if answer.until:
        at = clock.local(answer.until).strftime("%H:%M:%S")
        return _("Sai nhiều lần. Thử lại sau %(time)s.", time=at)
    return _("Tên, mật khẩu hoặc mã không đúng. Kiểm tra rồi nhập lại.")


def safe_next() -> str:
    """The page of ours to go back to; never another site."""
    asked = request.values.get("next", "")
    inside = asked.startswith(("/desk/", "/producer/")) and "\\" not in asked and "//" not in asked
    return asked if inside else ""


def remember(response: Response, token: str) -> Response:
    """Put the session's value into its cookie."""
    response = make_response(response)
    response.set_cookie(
        COOKIE, token, httponly=True, samesite="Lax", secure=settings().is_secure, path="/", max_age=12 * 3600
    )
    g.pop("officer", None)
    return response
