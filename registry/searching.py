"""Words as the search keeps and asks them, and the order of names. Pure."""

import unicodedata
from collections.abc import Iterable

from core.text import fold, sort_key

LONGEST_WORD = 40
MOST_WORDS = 12  # asked at once
COMMON = frozenset(
    ("cong", "co", "doanh", "ho", "hop", "huyen", "kinh", "pho", "phuong", "quan", "so", "tac", "thanh", "thi", "tinh",
     "tnhh", "to", "tran", "ty", "xa")
)  # fmt: skip
"""Words of forms of business and kinds of units, which nearly every product has."""
MOST_NAME = 80  # pieces of a name that decide its place


def words_of(text: str) -> list[str]:
    """The folded words of a text in order: runs of letters, digits and their marks."""
    kept = "".join(letter if unicodedata.category(letter)[0] in "LNM" else " " for letter in fold(text))
    return [word[:LONGEST_WORD] for word in kept.split()]


def join_words(texts: Iterable[str]) -> str:
    """Every word of the texts once, apart by single spaces."""
    return " ".join(dict.fromkeys(word for text in texts for word in words_of(text)))


def asked_words(text: str) -> list[str]:
    """The words that somebody looks for, each once; a word that begins another one asks nothing more."""
    words = list(dict.fromkeys(words_of(text)))[:MOST_WORDS]
    return [word for word in words if not any(other != word and other.startswith(word) for other in words)]


def name_key(name: str) -> bytes:
    """Bytes that sort as `core.text.sort_key` does: a ă â b ... đ e ê, then the tones, numbers by their size.

    Each piece has a class (space, number, letter, other sign) before it; the classes stand above the end mark.
    """
    letters, tones = sort_key(name)
    pieces = b"".join(_piece(kind, value) for kind, value in letters[:MOST_NAME])
    return pieces + b"\0" + bytes(min(tone, 254) + 1 for tone in tones[:MOST_NAME])


def _piece(kind: int, value: int) -> bytes:
    if kind == 1:
        digits = str(value).encode()[:200]
        return b"\2" + bytes([len(digits)]) + digits
    sizes = {0: 0, 2: 1, 3: 3}
    return bytes([kind + 1]) + value.to_bytes(sizes[kind], "big")
