"""Tracking codes: 13 characters and a check character, in groups of 5, 5 and 4.

The alphabet has 29 characters (digits 2-9 and letters without o i l a u), so that a code is never
taken for a serial, spells no word and has no letter that looks like a digit. 29 is a prime and the
weights differ, so one wrong character or two that changed places are always found.
"""

import hashlib
import hmac
from enum import StrEnum

ALPHABET = "23456789bcdefghjkmnpqrstvwxyz"
LENGTH = 14
_BODY = LENGTH - 1
_SCRYPT = {"n": 2**14, "r": 8, "p": 1, "dklen": 32}  # about 50 ms and 16 MB a guess


class CodeFault(StrEnum):
    """Why a text cannot be a code of ours."""

    SHAPE = "shape"  # wrong length or letters that no code has
    CHECK = "check"  # one character is wrong


def make_code(intake_secret: bytes, form_key: str) -> str:
    """The code of the report that was sent with this form key: the same for the same key."""
    digest = hmac.new(intake_secret, f"tracking|{form_key}".encode(), hashlib.sha256).digest()
    number, letters = int.from_bytes(digest, "big"), []
    for _ in range(_BODY):
        number, rest = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[rest])
    return "".join(letters) + check_character("".join(letters))


def check_character(body: str) -> str:
    """The last character, from the 13 before it."""
    return ALPHABET[sum(weight * ALPHABET.index(letter) for weight, letter in enumerate(body, 1)) % len(ALPHABET)]


def read_code(text: str) -> str | CodeFault:
    """A code as typed (capitals, spaces, dashes, dots) in its stored form, or what is wrong with it."""
    code = "".join(letter for letter in text.lower() if not letter.isspace() and letter not in "-–.")
    if len(code) != LENGTH or not set(code) <= set(ALPHABET):
        return CodeFault.SHAPE
    return code if check_character(code[:_BODY]) == code[_BODY] else CodeFault.CHECK


def format_code(code: str) -> str:
    """The code as printed: 7K3M9 Q2XW4 PDH6."""
    return " ".join((code[:5], code[5:10], code[10:])).upper()


def hash_code(pepper: bytes, code: str) -> str:
    """A slow hash (scrypt, hex) that can be looked up; without the pepper a stolen table gives nothing."""
    salt = hmac.new(pepper, b"tracking-code", hashlib.sha256).digest()
    return hashlib.scrypt(code.encode(), salt=salt, **_SCRYPT).hex()


def hash_form_key(intake_secret: bytes, form_key: str) -> str:
    """The mark in the database by which a repeated sending is known (hex)."""
    return hmac.new(intake_secret, f"form|{form_key}".encode(), hashlib.sha256).hexdigest()
