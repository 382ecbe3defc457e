"""Label sheets as PDF in real millimetres: codes as vectors, modules on whole printer dots."""

from collections.abc import Iterable
from io import BytesIO

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from qr.labels import fonts
from qr.labels.fitting import Fit
from qr.labels.label import Label
from qr.labels.layout import SCRATCH, Layout, set_label
from qr.labels.many_sheets import draw_pages
from qr.labels.printers import Printer
from qr.labels.runs import find_run
from qr.labels.sheets import Sheet
from qr.labels.symbols import QUIET, Symbol, make_symbol

PIN_SIZE = 7.0
PIN_WORDS = 4.5


def draw_sheet(
    labels: Iterable[Label], *, sheet: Sheet, level: str = "M", printer: Printer = Printer(), first: int = 0
) -> bytes:
    """The PDF of all labels, the first at place `first` of its page; the same labels give the same bytes.

    Raises BadInput with the numbers when the code or the text does not fit the label.
    """
    fonts.register()
    out = BytesIO()
    canvas = Canvas(out, pagesize=(sheet.page[0] * mm, sheet.page[1] * mm), pageCompression=1, invariant=1)
    canvas.setTitle("Tem mã hàng")
    labels = list(labels)
    run = find_run(labels, level) if first == 0 else None
    drawn = draw_pages(canvas, run, sheet=sheet, printer=printer) if run else 0
    for place, label in enumerate(labels[drawn:], start=first):
        if place > first and place % sheet.count == 0:
            canvas.showPage()
        _draw_label(canvas, label, sheet, place, level, printer)
    canvas.save()
    return out.getvalue()


def _draw_label(canvas: Canvas, label: Label, sheet: Sheet, place: int, level: str, printer: Printer) -> None:
    symbol = make_symbol(label.link, level)
    layout = set_label(label, sheet, symbol.outer, printer.dpi)
    left, top = sheet.corner(place)
    height = sheet.page[1]
    _draw_symbol(canvas, symbol, layout.fit, *printer.aim(left + layout.code_left, top + layout.code_top), height)
    for line in layout.lines:
        x, y = printer.aim(left + line.left, top + line.baseline)
        fonts.draw(canvas, x * mm, (height - y) * mm, line.text, line.font, line.size)
    if layout.scratch:
        _draw_scratch(canvas, label.pin, layout, printer.aim(left, top), height)


def _draw_symbol(canvas: Canvas, symbol: Symbol, fit: Fit, left: float, top: float, height: float) -> None:
    path = canvas.beginPath()
    unit = fit.module * mm
    x0 = (left + QUIET * fit.module) * mm
    y0 = (height - top - QUIET * fit.module) * mm
    for column, row, length in symbol.runs():
        path.rect(x0 + column * unit, y0 - (row + 1) * unit, length * unit, unit)
    canvas.drawPath(path, stroke=0, fill=1)


def _draw_scratch(canvas: Canvas, pin: str, layout: Layout, corner: tuple[float, float], height: float) -> None:
    """The PIN in a thin frame as large as the covering that is glued or printed over it."""
    place = layout.scratch or (0.0, 0.0)
    x, y = corner[0] + place[0], height - corner[1] - place[1]
    canvas.setLineWidth(0.3)
    canvas.rect(x * mm, (y - SCRATCH[1]) * mm, SCRATCH[0] * mm, SCRATCH[1] * mm, stroke=1, fill=0)
    middle = (x + SCRATCH[0] / 2) * mm
    for text, font, size, down in (("Cào ở đây", fonts.PLAIN, PIN_WORDS, 2.0), (pin, fonts.CODE, PIN_SIZE, 4.8)):
        fonts.draw(canvas, middle - fonts.width_of(text, font, size) / 2, (y - down) * mm, text, font, size)
