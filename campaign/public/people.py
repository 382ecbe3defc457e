"""Who answers, without knowing who: a random cookie, hashed anew for each survey and each vote."""

import hmac
import secrets

from flask import Response, request

from core.db import session
from core.keys import current_key

COOKIE, DAYS = "nguoi", 180


def sent_token() -> str:
    """The cookie's value, or a new one."""
    sent = request.cookies.get(COOKIE, "")
    return sent if 16 <= len(sent) <= 64 and sent.isascii() and sent.isprintable() else secrets.token_urlsafe(18)


def hash_person(token: str, matter: str) -> str:
    """32 hexadecimal characters for a browser in one survey or vote; those of two cannot be put together."""
    secret = current_key(session(), "device").secret
    return hmac.new(secret, f"{matter}|{token}".encode(), "sha256").hexdigest()[:32]


def with_token(answer: Response, token: str) -> Response:
    """The answer with the cookie."""
    answer.set_cookie(COOKIE, token, max_age=DAYS * 86400, httponly=True, samesite="Lax", secure=request.is_secure)
    return answer
