"""Be Vietnam Pro: a typeface drawn for Vietnamese, embedded so that every printer has its letters."""

from functools import cache

from fontpkg_be_vietnam_pro import ROOT
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

PLAIN = "BeVietnamPro"
BOLD = "BeVietnamPro-Bold"
CODE = "Courier-Bold"


@cache
def register() -> None:
    """Tell reportlab the two cuts; only the letters used end up in a document."""
    for name, cut in ((PLAIN, "Regular"), (BOLD, "Bold")):
        pdfmetrics.registerFont(TTFont(name, str(ROOT / "files" / f"BeVietnamPro-{cut}.ttf")))


def width_of(text: str, font: str, size: float) -> float:
    """Width in points."""
    return pdfmetrics.stringWidth(text, font, size)


def wrap(text: str, font: str, size: float, width: float) -> list[str]:
    """Lines no wider than `width` points, broken at spaces; a longer word stands on its own line."""
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(joined, font, size) <= width:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines
