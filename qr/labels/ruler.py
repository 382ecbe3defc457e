"""The ruler page: crosses and millimetres, printed once to measure what a printer does. Lengths in mm."""

from io import BytesIO

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from core.errors import BadInput
from core.i18n import gettext
from qr.labels import fonts
from qr.labels.fitting import comma
from qr.labels.printers import Printer
from qr.labels.sheets import Sheet

MOST_SHIFT = 15.0
MOST_STRETCH = 0.03
_ARM = 2.0
_GREY = 0.6


def crosses(page: tuple[float, float]) -> tuple[tuple[float, float], ...]:
    """Where A, B (to its right) and C (below it) stand on an empty page of this size."""
    width, height = page
    inset = 20.0 if min(page) >= 100 else 5.0
    return (inset, inset), (width - inset, inset), (inset, height - inset)


def measured_printer(
    page: tuple[float, float], *, dpi: int, left: float, top: float, across: float, down: float
) -> Printer:
    """What was measured on the printed page: A from the left and the top edge, A to B, A to C.

    Raises BadInput for lengths that no printer makes: a page printed "to fit", or a slip of the ruler.
    """
    a, b, c = crosses(page)
    wanted = {"across": (across, b[0] - a[0]), "down": (down, c[1] - a[1])}
    for field, (found, true) in wanted.items():
        if abs(found / true - 1) > MOST_STRETCH:
            text = gettext(
                "Khoảng này phải gần %(true)s mm, không phải %(found)s mm. Chọn “kích thước thật (100 %%)” khi in.",
                true=comma(true),
                found=comma(found),
            )
            raise BadInput(text, field=field)
    stretch_x, stretch_y = across / (b[0] - a[0]), down / (c[1] - a[1])
    right, low = left - a[0] * stretch_x, top - a[1] * stretch_y
    for field, shift, found in (("left", right, left), ("top", low, top)):
        if abs(shift) > MOST_SHIFT:
            text = gettext(
                "Khoảng này phải gần %(true)s mm, không phải %(found)s mm.", true=comma(a[0]), found=comma(found)
            )
            raise BadInput(text, field=field)
    return Printer(dpi, right, low, stretch_x, stretch_y)


def draw_ruler(sheet: Sheet, *, printer: Printer = Printer()) -> bytes:
    """One page: the outlines of the labels in grey, rulers along two edges, crosses A, B, C.

    With a measured `printer` it is drawn corrected: printed again, the crosses must stand where they should.
    """
    fonts.register()
    out = BytesIO()
    canvas = Canvas(out, pagesize=(sheet.page[0] * mm, sheet.page[1] * mm), invariant=1)
    canvas.setTitle("Trang thước")
    _draw_outlines(canvas, sheet, printer)
    _draw_rulers(canvas, sheet, printer)
    for name, place in zip("ABC", crosses(sheet.page), strict=True):
        _draw_cross(canvas, sheet, printer, name, place)
    canvas.save()
    return out.getvalue()


def _line(canvas: Canvas, sheet: Sheet, printer: Printer, start: tuple, end: tuple) -> None:
    (x0, y0), (x1, y1) = printer.aim(*start), printer.aim(*end)
    canvas.line(x0 * mm, (sheet.page[1] - y0) * mm, x1 * mm, (sheet.page[1] - y1) * mm)


def _draw_outlines(canvas: Canvas, sheet: Sheet, printer: Printer) -> None:
    canvas.setStrokeGray(_GREY)
    canvas.setLineWidth(0.2)
    for place in range(sheet.count):
        left, top = sheet.corner(place)
        right, bottom = left + sheet.label_width, top + sheet.label_height
        for start, end in (
            ((left, top), (right, top)),
            ((right, top), (right, bottom)),
            ((right, bottom), (left, bottom)),
            ((left, bottom), (left, top)),
        ):
            _line(canvas, sheet, printer, start, end)


def _draw_rulers(canvas: Canvas, sheet: Sheet, printer: Printer) -> None:
    """Millimetres from the true edge of the paper, through A, to the right and down."""
    canvas.setStrokeGray(0)
    canvas.setLineWidth(0.15)
    (x, y), (width, height) = crosses(sheet.page)[0], sheet.page
    for length in range(1, int(width)):
        tick = 2.5 if length % 10 == 0 else 1.6 if length % 5 == 0 else 1.0
        _line(canvas, sheet, printer, (length, y), (length, y + tick))
    for length in range(1, int(height)):
        tick = 2.5 if length % 10 == 0 else 1.6 if length % 5 == 0 else 1.0
        _line(canvas, sheet, printer, (x, length), (x + tick, length))


def _draw_cross(canvas: Canvas, sheet: Sheet, printer: Printer, name: str, place: tuple[float, float]) -> None:
    canvas.setLineWidth(0.3)
    x, y = place
    _line(canvas, sheet, printer, (x - _ARM, y), (x + _ARM, y))
    _line(canvas, sheet, printer, (x, y - _ARM), (x, y + _ARM))
    at = printer.aim(x - _ARM, y - _ARM)
    fonts.draw(canvas, at[0] * mm, (sheet.page[1] - at[1]) * mm, name, fonts.BOLD, 7)
