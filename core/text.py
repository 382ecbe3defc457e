"""Vietnamese text, numbers and dates: one way to compare, sort, read and print them.

Pure functions on plain values. Numbers print the Vietnamese way: points between thousands, a comma
before decimals.
"""

import re
import unicodedata
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

_LATIN_MARKS = re.compile("[\u0300-\u036f]")
_APOSTROPHES = re.compile("['\u2018\u2019\u02bc`]")


def _bare(text: str) -> str:
    """Letters without their Latin marks; Khmer vowel signs are letters and stay."""
    return _LATIN_MARKS.sub("", unicodedata.normalize("NFD", text))


def fold(text: str) -> str:
    """The key under which a text is found: lower case, no accents, đ as d, single spaces.

    Both styles of tone mark (Hoà, Hòa), composed and decomposed input, and Ea H'Leo with any
    apostrophe or none give the same key.
    """
    letters = _bare(_bare(text).lower()).replace("đ", "d")
    return " ".join(_APOSTROPHES.sub("", letters).split())


def slugify(text: str) -> str:
    """The text as a part of an address: a-z, 0-9 and single dashes; empty when nothing Latin is left."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


# Sorting

_ALPHABET = {letter: place for place, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_TONE_MARKS = re.compile(f"[{''.join(_TONES)}]")


def _place(piece: str) -> tuple[int, int]:
    if piece.isdecimal():
        return (1, int(piece))
    if piece in _ALPHABET:
        return (2, _ALPHABET[piece])
    return (0, 0) if piece.isspace() else (3, ord(piece[0]))


def sort_key(text: str) -> tuple:
    """Key for the Vietnamese alphabet: letters first (a ă â b ... d đ e ê), then the tone of each word.

    Runs of digits count as numbers, so that Phường 2 stands before Phường 10.
    """
    spread = unicodedata.normalize("NFD", " ".join(text.lower().split()))
    toneless = unicodedata.normalize("NFC", _TONE_MARKS.sub("", spread))
    letters = tuple(_place(piece) for piece in re.findall(r"[0-9]+|\D|\d", toneless))
    tones = tuple(sum(_TONES.get(mark, 0) for mark in word) for word in spread.split())
    return (letters, tones)


# Money and numbers

_UNITS = {
    "": 1,
    "nghìn": 1_000,
    "nghin": 1_000,
    "ngàn": 1_000,
    "ngan": 1_000,
    "k": 1_000,
    "triệu": 1_000_000,
    "trieu": 1_000_000,
    "tr": 1_000_000,
    "tỷ": 1_000_000_000,
    "tỉ": 1_000_000_000,
    "ty": 1_000_000_000,
    "ti": 1_000_000_000,
}
_CURRENCY = re.compile(r"\s*(đồng|dong|đ|₫|vnđ|vnd)\s*$")
_AMOUNT = re.compile(r"([0-9](?:[0-9.,\s]*[0-9])?)\s*(?:([^\W\d_]+)([0-9]{0,3}))?")
_GROUPED = re.compile(r"[0-9]{1,3}([.,\s])[0-9]{3}(\1[0-9]{3})*")
_LARGEST = 10**15


def _figure(text: str, unit: str) -> Decimal:
    """The number in front of the unit; a comma groups thousands only where no unit follows."""
    grouped = _GROUPED.fullmatch(text)
    if grouped and not (grouped[1] == "," and unit):
        return Decimal(re.sub(r"[.,\s]", "", text))
    whole, comma, decimals = text.replace(".", "").partition(",")
    if not comma and unit:
        whole, _, decimals = text.partition(".")
    if not (whole + decimals).isdecimal() or (not unit and (comma or "." in text)):
        raise ValueError(text)
    return Decimal(f"{whole}.{decimals or 0}")


def parse_money(text: str) -> int:
    """Whole đồng from what a person writes: 150000, 150.000, 150k, 150 nghìn, 1,2 triệu, 1tr2, 2 tỷ đồng.

    Raises ValueError for anything else, for parts of a đồng, and for 10^15 đồng or more.
    """
    plain = _CURRENCY.sub("", unicodedata.normalize("NFC", text).strip().lower())
    found = _AMOUNT.fullmatch(plain)
    if not found or (found[2] or "") not in _UNITS or (found[3] and not found[1].isdecimal()):
        raise ValueError(text)
    figure = _figure(found[1], found[2] or "") + Decimal(f"0.{found[3] or 0}")
    amount = figure * _UNITS[found[2] or ""]
    if amount != int(amount) or amount >= _LARGEST:
        raise ValueError(text)
    return int(amount)


def format_number(value: int) -> str:
    """1234567 -> "1.234.567"."""
    return f"{value:,}".replace(",", ".")


def format_money(value: int) -> str:
    """Whole đồng: 150000 -> "150.000 đồng"."""
    return f"{format_number(value)} đồng"


def format_decimal(value: Decimal | float, places: int = 1) -> str:
    """1234.56 -> "1.234,6"; halves are rounded away from zero, as in Vietnamese reports."""
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{rounded:,f}".translate(str.maketrans(",.", ".,"))


def format_date(day: date) -> str:
    """24 November 2026 -> "24/11/2026". An instant must be made a local date first (`core.clock.local`)."""
    return f"{day:%d/%m/%Y}"


# Cells of spreadsheets

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def neutral_cell(value: object) -> str:
    """The value as a cell that no spreadsheet program takes for a formula: an apostrophe stands before it."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text


def plain_cell(text: str) -> str:
    """The text of a cell without the apostrophe that `neutral_cell` put before it."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA_SIGNS) else text
