"""One's own safety: sessions, password, passkeys, recovery codes; signing in with a passkey."""

from uuid import UUID

from flask import Response, make_response, redirect, request, url_for

from accounts.actions import end_session
from accounts.actions.enrolment import change_password, end_other_sessions
from accounts.actions.passkeys import (
    add_passkey,
    begin_passkey,
    begin_passkey_sign_in,
    end_passkey,
    sign_in_by_passkey,
)
from accounts.actions.recovery import make_recovery_codes
from accounts.desk.frame import blueprint, tried
from accounts.desk.signing import remember, safe_next, sign_in_page
from accounts.guards import open_to_all, signed_in
from accounts.queries import count_recovery_codes, get_user, list_passkeys, list_sessions
from accounts.schemas import PasskeyForm, PasskeySignInForm, PasswordForm
from core import clock
from core.db import committing, session
from core.forms import Errors, read_form
from core.home import register_desk_tab
from core.i18n import _, lazy
from core.limits import guess_limit
from core.pages import page

register_desk_tab(99, lazy("An toàn tài khoản"), "/desk/security")


@blueprint.get("/security")
def security() -> Response:
    """Everything one's own account can be opened with, and where it is open."""
    return security_page({}, {})


@blueprint.get("/sessions")
def sessions() -> Response:
    """One's own living sessions."""
    return security_page({}, {})


@blueprint.post("/sessions/<uuid:session_id>/end")
def end(session_id: UUID) -> Response:
    """End one of one's own sessions."""
    with committing() as current:
        end_session(current, session_id=session_id, user_id=signed_in().user_id, now=clock.now())
    return redirect(url_for(".security"), 303)


@blueprint.post("/sessions/end-others")
def end_others() -> Response:
    """End every session of one's own but this one."""
    me = signed_in()
    with committing() as current:
        end_other_sessions(
            current, user_id=me.user_id, keep_session=me.session_id, actor=me.actor, now=clock.now()
        )  # fmt: skip
    return redirect(url_for(".security"), 303)


@blueprint.post("/security/password")
@guess_limit("10/minute")
def new_password() -> Response:
    """Change one's own password."""
    values, errors = read_form(PasswordForm)
    me = signed_in()
    if not errors:
        _done, errors = tried(lambda current: change_password(
            current, user_id=me.user_id, old=values["old_password"], new=values["new_password"],
            keep_session=me.session_id, actor=me.actor, now=clock.now(),
        ), {"password": "new_password"}, "old_password")  # fmt: skip
    return security_page({}, errors, 422) if errors else redirect(url_for(".security"), 303)


@blueprint.post("/security/recovery-codes")
def new_codes() -> Response:
    """A new paper with codes; the old one is worth nothing."""
    me = signed_in()
    with committing() as current:
        codes = make_recovery_codes(current, user_id=me.user_id, actor=me.actor, now=clock.now())
    response = page("accounts/recovery_codes.html", style="desk", codes=codes, next=url_for(".security"))
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.post("/security/passkeys/begin")
def begin_key() -> Response:
    """For the script: what the browser needs to make a key."""
    with committing() as current:
        return as_json(begin_passkey(current, user=get_user(current, signed_in().user_id), now=clock.now()))


@blueprint.post("/security/passkeys")
def add_key() -> Response:
    """Keep the key that the browser made."""
    values, errors = read_form(PasskeyForm)
    me = signed_in()
    if not errors:
        _key, errors = tried(lambda current: add_passkey(
            current, user_id=me.user_id, name=values["name"], credential=values["credential"], actor=me.actor,
            now=clock.now(),
        ), {"credential": "name"}, "name")  # fmt: skip
    errors = {"name" if field == "credential" else field: texts for field, texts in errors.items()}
    return security_page(values, errors, 422) if errors else redirect(url_for(".security"), 303)


@blueprint.post("/security/passkeys/<uuid:passkey_id>/end")
def end_key(passkey_id: UUID) -> Response:
    """A key opens nothing any more."""
    me = signed_in()
    with committing() as current:
        end_passkey(current, user_id=me.user_id, passkey_id=passkey_id, actor=me.actor, now=clock.now())
    return redirect(url_for(".security"), 303)


@blueprint.post("/sign-in/passkey/begin")
@open_to_all
@guess_limit("30/minute")
def begin_with_key() -> Response:
    """For the script: what the browser needs to sign in with a key. It says nothing about anybody."""
    with committing() as current:
        return as_json(begin_passkey_sign_in(current, now=clock.now()))


@blueprint.post("/sign-in/passkey")
@open_to_all
@guess_limit("30/minute")
def sign_in_with_key() -> Response:
    """Open the session of the owner of the key."""
    values, errors = read_form(PasskeySignInForm)
    if not errors:
        with committing() as current:
            answer = sign_in_by_passkey(
                current, credential=values["credential"], agent=request.user_agent.string, now=clock.now()
            )
        if answer.outcome == "right":
            return remember(redirect(safe_next() or url_for(".start"), 303), answer.token)
    return sign_in_page({}, {"login": [_("Khóa này không mở được. Thử lại, hoặc dùng tên và mật khẩu.")]})


def security_page(values: dict, errors: Errors, status: int = 200) -> Response:
    """The page, with the words of a form that was refused; passwords never come back."""
    me = signed_in()
    return page(
        "accounts/security.html", style="desk", status=status, values=values, errors=errors,
        sessions=list_sessions(session(), me.user_id), current_id=me.session_id,
        passkeys=list_passkeys(session(), me.user_id), codes_left=count_recovery_codes(session(), me.user_id),
    )  # fmt: skip


def as_json(text: str) -> Response:
    """JSON that is made once and kept nowhere."""
    response = make_response(text)
    response.content_type = "application/json"
    response.headers["Cache-Control"] = "no-store"
    return response
