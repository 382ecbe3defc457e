"""Secrets of the sample logins: made from this installation's own keys, so no two installations share them."""

import base64
import hmac

from sqlalchemy.orm import Session

from core.keys import current_key


def sample_password(session: Session) -> str:
    """The password that all sample logins have, since all are shown together: twelve letters and digits."""
    return base64.b32encode(_secret(session, "password")).decode().lower()[:12]


def sample_totp(session: Session, login: str) -> str:
    """The secret for the authenticator of a sample login."""
    return base64.b32encode(_secret(session, f"totp:{login}")[:20]).decode()


def _secret(session: Session, purpose: str) -> bytes:
    return hmac.new(current_key(session, "intake").secret, f"demo:{purpose}".encode(), "sha256").digest()
