"""What the citizens' doors share: the blueprint and the encrypted cookies."""

import json
from datetime import datetime
from uuid import UUID

from cryptography.fernet import InvalidToken
from flask import Response, redirect, request

from complaints.drafts import LIFETIME
from complaints.kinds import HELPERS
from complaints.models import Complaint
from core import clock
from core.config import settings
from core.db import session
from core.home import register_menu_item
from core.http import public_blueprint
from core.i18n import lazy
from core.keys import current_key, keys_of

blueprint = public_blueprint("complaints", __name__)
PATH = "/complaints"
DRAFT, RECEIPT, CASE, HELPER = "draft", "receipt", "case", "helper"

register_menu_item(20, lazy("Báo hàng giả"), "/complaints/new")
register_menu_item(30, lazy("Theo dõi phản ánh"), "/complaints/track")


def go(path: str) -> Response:
    """Answer a POST with a redirect, so that going back or reloading sends nothing again."""
    response = redirect(f"{PATH}/{path}", 303)
    response.headers["Cache-Control"] = "no-store"
    return response


def put_cookie(response: Response, name: str, value: str) -> None:
    """A cookie of this part of the site, out of reach of scripts: for a day, on a helper's phone until it is closed."""
    response.set_cookie(
        name, value, max_age=None if helper() else int(LIFETIME.total_seconds()), path=PATH, httponly=True,
        samesite="Lax", secure=settings().is_secure,
    )  # fmt: skip


def helper() -> str:
    """Who fills in reports for others on this phone; "" where people report for themselves."""
    sent = request.cookies.get(HELPER, "")
    return sent if sent in HELPERS else ""


def drop_cookie(response: Response, *names: str) -> None:
    for name in names:
        response.delete_cookie(name, path=PATH)


def put_secret(response: Response, name: str, **values: object) -> None:
    """A cookie that only we can read; it says itself until when it counts."""
    values["until"] = (clock.now() + LIFETIME).isoformat()
    sealed = current_key(session, "draft").fernet().encrypt(json.dumps(values, default=str).encode())
    put_cookie(response, name, sealed.decode())


def read_secret(name: str) -> dict:
    """What `put_secret` wrote; empty when there is none, it is too old or not ours."""
    sent = request.cookies.get(name, "")
    for key in keys_of(session, "draft").values() if sent else ():
        try:
            values = json.loads(key.fernet().decrypt(sent))
        except (InvalidToken, ValueError):
            continue
        return values if datetime.fromisoformat(values["until"]) > clock.now() else {}
    return {}


def find_own_case(name: str) -> tuple[Complaint | None, dict]:
    """The case that a cookie of this browser opens, and the cookie's other words (its code)."""
    kept = read_secret(name)
    return (session.get(Complaint, UUID(kept["id"])) if kept else None), kept
