"""Filling the sentences of an official report: numerals as Vietnamese papers write them, gaps told and not invented."""

from collections.abc import Mapping
from dataclasses import dataclass

from campaign.words import QUALIFIERS
from core.i18n import in_vietnamese
from core.text import format_decimal, format_number
from reports.figures import Figure
from reports.outline import NAMED, OPTIONAL, list_named

MONEY = "đồng"
BILLION, MILLION = 10**9, 10**6
TWO_DIGITS = 10


@dataclass(frozen=True)
class Written:
    """A sentence with its figures, the ids it rests on, and the ids that kept it or a part of it away."""

    text: str
    named: tuple[str, ...]
    missing: tuple[str, ...]


def say_official(figure: Figure) -> str:
    """ "02 hội nghị", "1.234 đại biểu", "8,62 tỷ đồng", "gần 6 triệu lượt", "ước tính 9.579.251.216 đồng".

    Only round sums are said in millions or billions, so that no digit is lost.
    """
    words = [_numeral(figure.value, figure.unit), figure.unit]
    if figure.qualifier:
        words.insert(0, in_vietnamese(QUALIFIERS[figure.qualifier]))
    return " ".join(words)


def _numeral(value: int, unit: str) -> str:
    if unit == MONEY and value >= BILLION and value % (BILLION // 100) == 0:
        return f"{_short(value, BILLION)} tỷ"
    if unit == MONEY and value >= MILLION and value % (MILLION // 10) == 0 and value < BILLION:
        return f"{_short(value, MILLION)} triệu"
    if unit != MONEY and value >= MILLION and value % MILLION == 0:
        return f"{format_number(value // MILLION)} triệu"
    return f"0{value}" if 0 < value < TWO_DIGITS and unit != MONEY else format_number(value)


def _short(value: int, of: int) -> str:
    """2.700.000.000 in billions is "2,7": decimals without zeros at their end."""
    said = format_decimal(value / of, 2)
    return said.rstrip("0").rstrip(",") if "," in said else said


def write_sentence(text: str, figures: Mapping[str, Figure]) -> Written:
    """The sentence with its figures; empty text where one that it cannot do without is missing or nought.

    A part in [[ ]] is left out by itself when one of its own figures is missing.
    """
    missing: list[str] = []

    def has(part: str) -> bool:
        gone = [row_id for row_id in list_named(part) if row_id not in figures or not figures[row_id].value]
        missing.extend(gone)
        return not gone

    must = OPTIONAL.sub("", text)
    if not has(must):
        return Written("", (), tuple(dict.fromkeys(missing)))
    kept = OPTIONAL.sub(lambda found: found[1] if has(found[1]) else "", text)
    said = NAMED.sub(lambda found: say_official(figures[found[1]]), kept)
    return Written(said, tuple(list_named(kept)), tuple(dict.fromkeys(missing)))
