"""The code of a product: 7 random Crockford base32 characters and a check character in GF(32). Pure."""

import secrets

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
BODY_LENGTH = 7
_POLYNOMIAL = 0b100101  # x^5 + x^2 + 1, as in the codes' own reader


def make_product_code() -> str:
    """A new code for the /p/ address. It is printed, so it never changes."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(BODY_LENGTH))
    return body + check_character(body)


def check_character(body: str) -> str:
    """A weighted sum: finds every single wrong character and every swap of two."""
    total = 0
    for letter in body:
        total = _double(total) ^ ALPHABET.index(letter)
    return ALPHABET[_double(total)]


def _double(value: int) -> int:
    doubled = value << 1
    return doubled ^ _POLYNOMIAL if doubled & 0b100000 else doubled
