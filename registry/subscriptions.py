"""The token in the links of letters: a handle and a mark that only this installation can make. Pure."""

import hashlib
import hmac
import secrets


def new_handle() -> str:
    """A random name for a subscription, 18 characters."""
    return secrets.token_hex(9)


def make_token(secret: bytes, handle: str) -> str:
    """The handle with its mark."""
    return handle + hmac.new(secret, f"warnings|{handle}".encode(), hashlib.sha256).hexdigest()[:24]


def read_token(secret: bytes, token: str) -> str | None:
    """The handle of a token that we made; None for any other."""
    handle = token[:18]
    return handle if hmac.compare_digest(make_token(secret, handle).encode(), token.encode()) else None
