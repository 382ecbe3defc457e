"""Scratch PINs: derived from the serial, nothing is stored; what a wrong try costs. Pure.

A PIN is the first 40 bits of HMAC-SHA256 over the serial as 8 characters of Crockford base32. A guess
is right with probability 2^-40.
"""

import hmac
from datetime import timedelta

from qr import crockford

LENGTH = 8


def make_pin(secret: bytes, serial: str) -> str:
    """The PIN under the scratch field of the label with this serial (12 characters, lower case)."""
    digest = hmac.new(secret, f"pin|{serial}".encode(), "sha256").digest()
    return crockford.encode(int.from_bytes(digest[:5]), LENGTH)


def format_pin(pin: str) -> str:
    """In two groups, as it is printed."""
    return f"{pin[:4]}-{pin[4:]}"


def read_pin(typed: str) -> str:
    """What was typed, in the form of `make_pin`; any case, spaces, dashes, o and l as on labels."""
    return crockford.normalize(typed)


def is_right(secret: bytes, serial: str, pin: str) -> bool:
    """Compared in constant time."""
    return hmac.compare_digest(make_pin(secret, serial).encode(), pin.encode("utf-8", "replace"))


def wait_after(wrong: int, *, free: int, first: timedelta, longest: timedelta) -> timedelta:
    """How long to wait after so many wrong tries of a day: none for the free ones, then doubling, never for ever."""
    if wrong < free:
        return timedelta(0)
    return min(first * 2 ** min(wrong - free, 20), longest)
