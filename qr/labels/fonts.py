"""The letters on labels, embedded so that every printer has them.

Be Vietnam Pro is drawn for Vietnamese. Noto Sans Khmer is set by HarfBuzz: in Khmer, vowels stand before
the consonant they follow and second consonants hang below the first, so letters put one after another
are not the word.
"""

import re
from functools import cache, lru_cache
from itertools import groupby

import fontpkg_be_vietnam_pro
import fontpkg_noto_sans_khmer
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import ShapedStr, TTFont, shapeStr

PLAIN = "BeVietnamPro"
BOLD = "BeVietnamPro-Bold"
CODE = "Courier-Bold"
KHMER = "NotoSansKhmer"

KHMER_FILE = fontpkg_noto_sans_khmer.ROOT / "files" / "NotoSansKhmer[wdth,wght].ttf"

_IS_KHMER = re.compile("[\u1780-\u17ff\u19e0-\u19ff\u200b-\u200d]")
_SYLLABLE = re.compile("(?<!\u17d2)(?=[\u1780-\u17b3])")
"""Where a Khmer word may be broken at need: before a letter that does not hang below another."""

MAY_END = "\u200b"
"""Zero width space: a line may end here, and nothing is seen where it does not."""

_UNIT = re.compile(r"(?<=\d) (?=\w{1,3}\b)")


@cache
def register() -> None:
    """Tell reportlab the fonts; only the letters used end up in a document."""
    for name, cut in ((PLAIN, "Regular"), (BOLD, "Bold")):
        path = fontpkg_be_vietnam_pro.ROOT / "files" / f"BeVietnamPro-{cut}.ttf"
        pdfmetrics.registerFont(TTFont(name, str(path), shapable=False))
    pdfmetrics.registerFont(TTFont(KHMER, str(KHMER_FILE), shapable=True))


def runs(text: str, font: str) -> list[tuple[str, str]]:
    """The text cut into (piece, font): Khmer letters in the Khmer font, all else in `font`."""
    pieces = groupby(text, key=lambda letter: font_of(letter, font))
    return [(shape(piece) if name == KHMER else piece, name) for name, letters in pieces if (piece := "".join(letters))]


def font_of(letter: str, font: str) -> str:
    """The font that has the letter."""
    return KHMER if _IS_KHMER.match(letter) else font


@lru_cache(maxsize=500)
def shape(piece: str) -> str:
    """Khmer letters as HarfBuzz sets them; its glyphs are drawn as they stand."""
    return shapeStr(piece, KHMER, 1000, force=True)


def width_of(text: str, font: str, size: float) -> float:
    """Width in points."""
    return sum(_width_of_run(piece, name, size) for piece, name in runs(text, font))


def _width_of_run(piece: str, font: str, size: float) -> float:
    if isinstance(piece, ShapedStr):
        return sum(step.x_advance for step in piece.__shapeData__) * size / 1000
    return pdfmetrics.stringWidth(piece, font, size)


def draw(canvas, left: float, baseline: float, text: str, font: str, size: float) -> None:
    """Set a line on a canvas, in points."""
    for piece, name in runs(text, font):
        canvas.setFont(name, size)
        canvas.drawString(left, baseline, piece)
        left += _width_of_run(piece, name, size)


def wrap(text: str, font: str, size: float, width: float) -> list[str]:
    """Lines no wider than `width` points, broken at spaces and where MAY_END allows it.

    A longer word stands on its own line, but Khmer writes words without spaces between them: there a
    line may end after any syllable. A number stays with its unit.
    """
    lines: list[str] = []
    for part in filter(None, _UNIT.sub("\u00a0", text).split(" ")):
        for number, word in enumerate(part.split(MAY_END)):
            joined = lines[-1] + (" " if not number else "") + word if lines else word
            if lines and width_of(joined, font, size) <= width:
                lines[-1] = joined
            elif _IS_KHMER.search(word) and width_of(word, font, size) > width:
                lines += _break_word(word, font, size, width)
            else:
                lines.append(word)
    return lines


def _break_word(word: str, font: str, size: float, width: float) -> list[str]:
    lines = [""]
    for syllable in filter(None, _SYLLABLE.split(word)):
        if lines[-1] and width_of(lines[-1] + syllable, font, size) > width:
            lines.append("")
        lines[-1] += syllable
    return lines
