"""By which marks two reports are alike, and how much each mark weighs. Pure but for reading a picture."""

import hashlib
from dataclasses import dataclass

from PIL import Image

from core.i18n import lazy
from core.text import fold

SHINGLE, SKETCH = 3, 12
LEAST_SHINGLES = 4
BANDS, BAND_DIGITS = 4, 4
MOST_BITS = 8
PLAIN = 6

WEIGHTS = {
    "serial": 6, "photo": 6, "words": 5, "link": 5, "seller": 4, "place": 4, "phone": 3, "gtin": 2, "brand": 2,
}  # fmt: skip
NAMES = {
    "serial": lazy("cùng mã trên tem"),
    "photo": lazy("ảnh giống nhau"),
    "words": lazy("lời kể giống nhau"),
    "link": lazy("cùng gian hàng trên mạng"),
    "seller": lazy("cùng người bán"),
    "place": lazy("cùng địa chỉ"),
    "phone": lazy("cùng số điện thoại"),
    "gtin": lazy("cùng sản phẩm"),
    "brand": lazy("cùng nhãn hàng"),
}
CROWD = ("serial", "photo", "words", "link", "seller", "place")
"""Marks that draw reports into one cluster by themselves; goods and phones alone do not."""


@dataclass(frozen=True)
class Mark:
    """One mark: `whole` is a photo's whole hash, for the mark itself is only a quarter of it."""

    kind: str
    value: str
    whole: str = ""


def digest(kind: str, text: str) -> str:
    """One length for every value; the kind is in it, so that a name is never taken for a place."""
    return hashlib.blake2b(f"{kind}|{text}".encode(), digest_size=16).hexdigest()


def mark_words(text: str) -> list[Mark]:
    """The sketch of a story: the smallest hashes of its runs of three words, without accents.

    Two stories that share most of their words share most of the sketch, whatever was put before or between.
    """
    words = "".join(c if c.isalnum() else " " for c in fold(text)).split()
    runs = {" ".join(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1)}
    if len(runs) < LEAST_SHINGLES:
        return []
    return [Mark("words", value) for value in sorted(digest("words", run) for run in runs)[:SKETCH]]


def hash_picture(picture: Image.Image) -> str:
    """The difference hash of a picture in 16 hex digits: does each of 64 places grow lighter to the right?"""
    small = picture.convert("L").resize((9, 8), Image.Resampling.LANCZOS)
    dots = small.tobytes()
    bits = 0
    for row in range(8):
        for column in range(8):
            here = row * 9 + column
            bits = bits << 1 | (dots[here] < dots[here + 1])
    return f"{bits:016x}"


def mark_picture(whole: str) -> list[Mark]:
    """A quarter of the hash each: two hashes that differ in at most three bits share one. None for a plain surface."""
    ones = int(whole, 16).bit_count()
    if not PLAIN <= ones <= 64 - PLAIN:
        return []
    parts = [whole[at : at + BAND_DIGITS] for at in range(0, BANDS * BAND_DIGITS, BAND_DIGITS)]
    return [Mark("photo", f"{number}:{part}", whole) for number, part in enumerate(parts)]


def is_same_picture(one: str, other: str) -> bool:
    """Whether two hashes are of the same picture, re-encoded, made smaller or a little retouched."""
    return (int(one, 16) ^ int(other, 16)).bit_count() <= MOST_BITS


def shared_kinds(own: list[Mark], theirs: list[Mark]) -> list[str]:
    """By what two reports are alike, the weightiest first."""
    mine = {(mark.kind, mark.value): mark for mark in own}
    common = [mark for mark in theirs if (mark.kind, mark.value) in mine]
    kinds = {mark.kind for mark in common} - {"words", "photo"}
    sketch = sum(mark.kind == "words" for mark in own)
    if sketch and sum(mark.kind == "words" for mark in common) * 2 >= sketch:
        kinds.add("words")
    if any(mark.kind == "photo" and is_same_picture(mark.whole, mine[mark.kind, mark.value].whole) for mark in common):
        kinds.add("photo")
    return sorted(kinds, key=lambda kind: -WEIGHTS[kind])


def weigh(kinds: list[str]) -> int:
    """How alike two reports are."""
    return sum(WEIGHTS[kind] for kind in kinds)
