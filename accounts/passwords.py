"""Secrets of people who sign in: passwords, one-time codes, the cookie's value."""

import hashlib
import secrets

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 10
STEP_SECONDS = 30
hasher = PasswordHasher()


def hash_password(password: str) -> str:
    """An argon2id hash with its parameters and salt in it."""
    return hasher.hash(password)


def is_password(password_hash: str, password: str) -> bool:
    """Whether the password gives the hash."""
    try:
        return hasher.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


NOBODY = hash_password(secrets.token_urlsafe(16))
"""Checked when no such login exists, so that the answer takes as long."""


def new_totp_secret() -> str:
    """A base32 secret for an authenticator application (RFC 6238)."""
    return pyotp.random_base32()


def totp_address(secret: str, login: str, issuer: str) -> str:
    """The otpauth address that an authenticator reads from a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=issuer)


def totp_step(secret: str, code: str, at: float) -> int | None:
    """The time step that a six-digit code belongs to, one step early or late allowed; None when wrong.

    The caller refuses a step already used, so that a code seen over a shoulder cannot be used again.
    """
    totp, typed = pyotp.TOTP(secret), "".join(code.split()).encode()
    step = int(at // STEP_SECONDS)
    for near in (step, step - 1, step + 1):
        if secrets.compare_digest(totp.at(near * STEP_SECONDS).encode(), typed):
            return near
    return None


def new_token() -> str:
    """A random value for a cookie or a form."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """What is stored of a cookie's value."""
    return hashlib.sha256(token.encode()).hexdigest()
