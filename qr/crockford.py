"""Crockford base32: the alphabet of serials and product codes, and how hand-typed text is read."""

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
VALUES = {letter: value for value, letter in enumerate(ALPHABET)}
_LETTERS = frozenset(ALPHABET)
_AS_PYTHON = str.maketrans(ALPHABET, "0123456789abcdefghijklmnopqrstuv")
"""Our letters as Python's own base 32 writes them."""

_READ_AS = str.maketrans({"o": "0", "i": "1", "l": "1"})
_SEPARATORS = " -\u00a0\u2010\u2011\u2012\u2013\t"
_WITHOUT_SEPARATORS = str.maketrans(dict.fromkeys(_SEPARATORS))


def normalize(text: str) -> str:
    """Lower case, no spaces or dashes, o read as 0, i and l read as 1. Other characters stay."""
    return text.translate(_WITHOUT_SEPARATORS).lower().translate(_READ_AS)


def is_base32(text: str) -> bool:
    """Every character belongs to the alphabet, and there is at least one."""
    return bool(text) and _LETTERS.issuperset(text)


def encode(number: int, length: int) -> str:
    """`number` written with exactly `length` characters, five bits each, highest first."""
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(length)))


def decode(text: str) -> int:
    """The number that `encode` wrote."""
    return int(text.translate(_AS_PYTHON), 32)
