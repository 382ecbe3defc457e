"""Who may come in: the guards of the desk and of the producers' pages."""

import hmac
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from urllib.parse import quote

from flask import Response, current_app, g, redirect, request

from accounts.actions import touch_session
from accounts.queries import Officer, find_officer
from core import clock, http, pages
from core.db import committing, session
from core.errors import NotAllowed
from core.i18n import lazy

COOKIE = "phien"
TOUCH = timedelta(minutes=5)


def current_officer() -> Officer | None:
    """Who is signed in, read once a request."""
    if "officer" not in g:
        token = request.cookies.get(COOKIE, "")
        now = clock.now()
        g.officer = find_officer(session(), token, now=now, on=clock.legal_date(now)) if token else None
    return g.officer


def signed_in() -> Officer:
    """Who is signed in. Raises NotAllowed when nobody is."""
    officer = current_officer()
    if officer is None:
        raise NotAllowed(lazy("Phiên làm việc đã hết. Đăng nhập lại."))
    return officer


def requires(action: str) -> Callable:
    """Decorator of a view: the signed-in person must have this right."""

    def decorate(view: Callable) -> Callable:
        @wraps(view)
        def guarded(*args: object, **kwargs: object):
            if not signed_in().may(action):
                raise NotAllowed(lazy("Vai trò của bạn không được làm việc này."))
            return view(*args, **kwargs)

        return guarded

    return decorate


def open_to_all(view: Callable) -> Callable:
    """Mark a desk page that must open before signing in."""
    view.is_open = True  # type: ignore[attr-defined]
    return view


def guard_signed_in() -> Response | None:
    """Before every page of officers and producers: signed in, and forms carry the session's token."""
    if getattr(current_app.view_functions.get(request.endpoint or ""), "is_open", False):
        return None
    officer = current_officer()
    if officer is None:
        return redirect(sign_in_address(), 303)
    if request.method not in http.SAFE:
        sent = request.form.get("token", "")
        if not hmac.compare_digest(sent.encode(), officer.form_token.encode()):
            raise NotAllowed(lazy("Trang này đã mở quá lâu. Quay lại, tải lại trang rồi gửi; nội dung vẫn còn."))
    elif clock.now() - officer.seen_at > TOUCH:
        with committing() as current:
            touch_session(current, session_id=officer.session_id, now=clock.now())
    return None


def sign_in_address() -> str:
    """Where to sign in, and which page of ours to come back to."""
    return f"/desk/sign-in?next={quote(request.path)}" if request.method == "GET" else "/desk/sign-in"


http.guards["desk"] = guard_signed_in
http.guards["producer"] = guard_signed_in


def _frame() -> dict:
    """The officer's name on desk and producers' pages; public pages read nothing about who looks."""
    is_inside = (request.blueprint or "").endswith(("_desk", "_producer"))
    officer = current_officer() if is_inside else None
    if officer is None:
        return {}
    return {
        "officer": officer,
        "officer_unit": officer.unit_name,
        "sign_out_path": "/desk/sign-out",
        "session_token": officer.form_token,
    }


pages.facts.append(_frame)
