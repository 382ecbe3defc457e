"""How places are named, written and looked up. Pure."""

import re
from dataclasses import dataclass
from unicodedata import normalize

from core.text import fold, sort_key

KIND_WORDS = {
    "tinh": "tỉnh",
    "thanh_pho": "thành phố",
    "huyen": "huyện",
    "quan": "quận",
    "thi_xa": "thị xã",
    "thi_tran": "thị trấn",
    "xa": "xã",
    "phuong": "phường",
    "dac_khu": "đặc khu",
}
# What people write before a name, folded; the longer first.
_WRITTEN = {
    "thanh pho": "thanh_pho",
    "thi tran": "thi_tran",
    "dac khu": "dac_khu",
    "thi xa": "thi_xa",
    "phuong": "phuong",
    "huyen": "huyen",
    "tinh": "tinh",
    "quan": "quan",
    "xa": "xa",
    "tp": "thanh_pho",
    "tt": "thi_tran",
    "tx": "thi_xa",
    "p": "phuong",
    "x": "xa",
    "h": "huyen",
    "q": "quan",
    "t": "tinh",
}
_SHORT = {"hcm": "ho chi minh", "tphcm": "ho chi minh", "hn": "ha noi"}
_FORMER = re.compile(r"\s*(\(\s*(cũ|cu)\s*\)|\bcũ|(?<=[0-9])\s+cu)\s*$")


def name_key(text: str) -> str:
    """The key under which a place is found: folded, letters and digits only, one space between words."""
    return " ".join(re.findall(r"[a-z0-9]+", fold(text)))


def same_spelling(one: str, other: str) -> bool:
    """Whether two names differ at most in the style of tone marks (Hoà, Hòa) and of apostrophes."""
    return sort_key(one.replace("’", "'")) == sort_key(other.replace("’", "'"))


def full_name_of(kind: str, name: str) -> str:
    """("xa", "Tân Cương") -> "Xã Tân Cương"; ("phuong", "Phường 5") stays "Phường 5"."""
    word = KIND_WORDS[kind]
    if name.lower().startswith(word + " "):
        return name
    return f"{word.capitalize()} {name}"


def written(kind: str, name: str) -> str:
    """The full name inside a sentence: "xã Tân Cương", but "Phường 5"."""
    full = full_name_of(kind, name)
    return full if full == name else full[0].lower() + full[1:]


@dataclass(frozen=True)
class Asked:
    """What somebody typed: the key of the name, a kind if they wrote one, places around it, and whether
    they asked for a name of before. `whole` is the key with the kind: "phuong binh" may be a name too."""

    key: str
    whole: str
    kind: str | None
    around: tuple[str, ...]
    is_former: bool
    typed: str


def read_asked(text: str) -> Asked:
    """Take apart "xã Hòa Minh, huyện Châu Thành, Trà Vinh", "P5 cũ", "phuong 5 (cũ)"."""
    plain = normalize("NFC", text[:200]).lower()
    pieces = [piece for piece in re.split("[,;→]", plain) if piece.strip()]
    bare = [_FORMER.sub("", piece) for piece in pieces] or [""]
    whole = name_key(bare[0])
    kind, key = _take_kind(whole)
    around = tuple(filter(None, (_take_kind(name_key(piece))[1] for piece in bare[1:])))
    return Asked(key, whole, kind, around, bare != (pieces or [""]), bare[0].strip())


def _take_kind(key: str) -> tuple[str | None, str]:
    """The kind in front of a key; before a number the word is part of the name."""
    key = _SHORT.get(key.removeprefix("tp "), key)
    short = re.fullmatch(r"([pq]) ?([0-9]+)", key)
    if short:
        kind = _WRITTEN[short[1]]
        return kind, f"{kind} {int(short[2])}"
    for word, kind in _WRITTEN.items():
        rest = key.removeprefix(word + " ")
        if rest != key:
            is_number = re.fullmatch(r"[0-9]+|[ivx]+", rest)
            number = str(int(rest)) if rest.isdigit() else rest
            return kind, f"{word} {number}" if is_number else rest
    return None, key
