"""Label sheets as PDF in real millimetres: codes as vectors, modules on whole printer dots.

The words on a label are Vietnamese whoever prints it: they are for the buyers of the goods.
"""

from collections.abc import Iterable, Iterator
from io import BytesIO

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from core.errors import BadInput
from core.i18n import gettext
from qr.labels import fonts
from qr.labels.label import Label
from qr.labels.sheets import DPI, EDGE, INCH, Fit, Sheet, fit_code
from qr.labels.symbols import QUIET, Symbol, make_symbol

LEADING = 1.3
SIZES = (9.0, 8.0, 7.0, 6.0, 5.0)
MAX_LINES = 4
_GAP = 1.0
_TEXT_EDGE = 3.0


def draw_sheet(
    labels: Iterable[Label], *, sheet: Sheet, level: str = "M", shift: tuple[float, float] = (0.0, 0.0)
) -> bytes:
    """The PDF of all labels. `shift` moves everything by mm right and down, to true a printer.

    Raises BadInput with the numbers when the code or the text does not fit the label.
    """
    fonts.register()
    out = BytesIO()
    canvas = Canvas(out, pagesize=(sheet.page[0] * mm, sheet.page[1] * mm), pageCompression=1)
    canvas.setTitle("Tem mã hàng")
    for place, label in enumerate(labels):
        if place and place % sheet.count == 0:
            canvas.showPage()
        left, top = sheet.corner(place)
        _draw_label(canvas, label, sheet, (left + shift[0], top + shift[1]), level)
    canvas.save()
    return out.getvalue()


def _draw_label(canvas: Canvas, label: Label, sheet: Sheet, corner: tuple[float, float], level: str) -> None:
    symbol = make_symbol(label.link, level)
    fit = fit_code(symbol.outer, room=min(sheet.label_width, sheet.label_height) - 2 * EDGE)
    left = corner[0] + EDGE
    top = corner[1] + (sheet.label_height - fit.side) / 2
    _draw_symbol(canvas, symbol, fit, _on_dot(left), _on_dot(top), sheet.page[1])
    width = sheet.label_width - EDGE - fit.side - _GAP - _TEXT_EDGE
    _draw_text(canvas, label, sheet, left=left + fit.side + _GAP, top=corner[1], width=width)


def _on_dot(length: float) -> float:
    return round(length * DPI / INCH) * INCH / DPI


def _draw_symbol(canvas: Canvas, symbol: Symbol, fit: Fit, left: float, top: float, height: float) -> None:
    path = canvas.beginPath()
    unit = fit.module * mm
    x0 = (left + QUIET * fit.module) * mm
    y0 = (height - top - QUIET * fit.module) * mm
    for column, row, length in symbol.runs():
        path.rect(x0 + column * unit, y0 - (row + 1) * unit, length * unit, unit)
    canvas.drawPath(path, stroke=0, fill=1)


def _draw_text(canvas: Canvas, label: Label, sheet: Sheet, *, left: float, top: float, width: float) -> None:
    lines = _set_lines(label, width * mm, (sheet.label_height - 2 * EDGE) * mm)
    height = sum(size * LEADING for _, _, size in lines)
    y = (sheet.page[1] - top - sheet.label_height / 2) * mm + height / 2
    for text, font, size in lines:
        y -= size * LEADING
        canvas.setFont(font, size)
        canvas.drawString(left * mm, y + size * (LEADING - 1), text)


def _set_lines(label: Label, width: float, height: float) -> list[tuple[str, str, float]]:
    """The lines as (text, font, size) in the largest size that fits; nothing is ever cut short."""
    for size in SIZES:
        lines = list(_lines(label, size, width))
        widest = max(fonts.width_of(text, font, points) for text, font, points in lines)
        names = sum(font == fonts.BOLD for _, font, _ in lines)
        if widest <= width and sum(s * LEADING for _, _, s in lines) <= height and names <= MAX_LINES:
            return lines
    raise BadInput(gettext("Tên “%(name)s” dài hơn chỗ trên tem. Chọn tem lớn hơn.", name=label.name), field="sheet")


def _lines(label: Label, size: float, width: float) -> Iterator[tuple[str, str, float]]:
    small = max(size - 1.5, 4.5)
    if label.is_sample:
        yield "BẢN MẪU", fonts.PLAIN, small
    for line in fonts.wrap(label.name, fonts.BOLD, size, width):
        yield line, fonts.BOLD, size
    if label.lot:
        for line in fonts.wrap(f"Lô {label.lot}", fonts.PLAIN, small, width):
            yield line, fonts.PLAIN, small
    yield "Kiểm tra tại", fonts.PLAIN, small
    yield label.address, fonts.PLAIN, small
    if label.code:
        yield label.code, fonts.CODE, size
    if label.pin:
        yield f"Mã cào {label.pin}", fonts.CODE, small
