"""The protocol of a bundle on A4: what was given out, by whom, with the hash of every file."""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from qr.labels import fonts

LEFT, TOP, BOTTOM, WIDTH = 20 * mm, 277 * mm, 20 * mm, 170 * mm
PLAIN_SIZE, SMALL_SIZE, TITLE_SIZE = 10.0, 7.5, 14.0


@dataclass(frozen=True)
class Line:
    """Words of one look; `gap` points of space stand above."""

    text: str
    font: str = fonts.PLAIN
    size: float = PLAIN_SIZE
    gap: float = 0.0


def title(text: str) -> Line:
    """A heading of the whole paper."""
    return Line(text, fonts.BOLD, TITLE_SIZE)


def heading(text: str) -> Line:
    """A heading within."""
    return Line(text, fonts.BOLD, PLAIN_SIZE, 8)


def small(text: str) -> Line:
    """Hashes and the like."""
    return Line(text, fonts.PLAIN, SMALL_SIZE)


def draw_protocol(lines: Iterable[Line], *, name: str, mark: str = "") -> bytes:
    """The PDF; `mark` ("BẢN MẪU") stands on every page of a sample. The same lines give the same bytes."""
    fonts.register()
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, pageCompression=1, invariant=1)
    canvas.setTitle(name)
    page, down = 1, TOP
    _begin(canvas, name, page, mark)
    for line in lines:
        down -= line.gap
        for text in fonts.wrap(line.text, line.font, line.size, WIDTH) or [""]:
            if down < BOTTOM + line.size:
                canvas.showPage()
                page, down = page + 1, TOP
                _begin(canvas, name, page, mark)
            for piece in _pieces(text, line):
                down -= line.size * 1.5
                fonts.draw(canvas, LEFT, down, piece, line.font, line.size)
    canvas.save()
    return out.getvalue()


def _pieces(text: str, line: Line) -> list[str]:
    """A word longer than the page is wide, such as an address, is cut."""
    if fonts.width_of(text, line.font, line.size) <= WIDTH:
        return [text]
    letters = max(20, int(len(text) * WIDTH / fonts.width_of(text, line.font, line.size)) - 1)
    return [text[start : start + letters] for start in range(0, len(text), letters)]


def _begin(canvas: Canvas, name: str, page: int, mark: str) -> None:
    words = f"{name} – trang {page}" + (f" – {mark}" if mark else "")
    fonts.draw(canvas, LEFT, 12 * mm, words, fonts.PLAIN, SMALL_SIZE)
