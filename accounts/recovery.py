"""Codes on paper for the day the telephone is lost: made, read as typed, hashed."""

import hashlib
import hmac
import secrets

LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford base32: no i, l, o, u
LONG = 10
HOW_MANY = 10


def make_codes() -> list[str]:
    """Ten codes of 50 random bits each."""
    return ["".join(secrets.choice(LETTERS) for _ in range(LONG)) for _ in range(HOW_MANY)]


def show_code(code: str) -> str:
    """In two groups, for paper."""
    return f"{code[:5]}-{code[5:]}"


def read_code(typed: str) -> str | None:
    """The code in what was typed; None when it cannot be one. Spaces, dashes and capitals do not matter."""
    code = "".join(c for c in typed.lower() if c.isalnum()).translate(str.maketrans("oil", "011"))
    return code if len(code) == LONG and all(c in LETTERS for c in code) else None


def hash_code(secret: bytes, code: str) -> str:
    """What is stored: of no use without the key of the installation."""
    return hmac.new(secret, f"recovery|{code}".encode(), hashlib.sha256).hexdigest()
