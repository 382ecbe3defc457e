"""Phone numbers and e-mail addresses as people write them."""

import re

_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;.]{2,}")


def read_phone(text: str) -> str:
    """Ten digits from 0912 345 678, 0912.345.678 or +84 912 345 678. Raises ValueError."""
    digits = re.sub(r"[\s.\-()]", "", text)
    digits = re.sub(r"^(\+84|0084)0?", "0", digits)
    if not re.fullmatch(r"0[0-9]{9}", digits):
        raise ValueError(text)
    return digits


def read_email(text: str) -> str:
    """The address in lower case. Raises ValueError."""
    if len(text) > 200 or not _EMAIL.fullmatch(text):
        raise ValueError(text)
    return text.lower()
