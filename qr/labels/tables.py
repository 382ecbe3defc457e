"""Links as text for other people's machines: CSV for print shops, ZPL for label printers."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from core.errors import BadInput
from core.i18n import gettext
from core.text import neutral_cell
from qr.labels import fonts
from qr.labels.bitmaps import draw_line
from qr.labels.label import Label
from qr.labels.layout import SCRATCH, Layout, Line, set_label
from qr.labels.printers import DPIS, INCH, Printer
from qr.labels.sheets import SHEETS, Sheet
from qr.labels.symbols import QUIET, make_symbol

ROLL = SHEETS["50x30"]
_POINT = 72
_FINEST_DOTS = 10
"""^BQ makes modules of 1 to 10 dots."""


def links_csv(labels: Iterable[Label], *, with_heading: bool = True) -> bytes:
    """One line per label: link, serial, lot, product, pin. UTF-8 with the mark that Excel wants."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    if with_heading:
        out.write("\ufeff")
        writer.writerow(("link", "serial", "lot", "product", "pin"))
    for label in labels:
        writer.writerow((label.link, label.serial, label.lot, neutral_cell(label.name), label.pin))
    return out.getvalue().encode()


def draw_zpl(
    labels: Iterable[Label], *, sheet: Sheet = ROLL, level: str = "M", printer: Printer = Printer(203)
) -> bytes:
    """ZPL II for a roll. Raises BadInput for sheets, for an unknown resolution and for what does not fit."""
    if printer.dpi not in DPIS:
        raise BadInput(gettext("Máy in tem có 203, 300 hoặc 600 điểm trên inch."), field="dpi")
    if sheet.count > 1:
        raise BadInput(gettext("ZPL là cho máy in cuộn: chọn một khổ cuộn, như 50 × 30 mm."), field="sheet")
    return "".join(_zpl_label(label, sheet, level, printer) for label in labels).encode()


def _zpl_label(label: Label, sheet: Sheet, level: str, printer: Printer) -> str:
    symbol = make_symbol(label.link, level)
    layout = set_label(label, sheet, symbol.outer, printer.dpi)
    quiet = QUIET * layout.fit.module
    x, y = _dots(printer, layout.code_left + quiet, layout.code_top + quiet)
    width, height = (round(side / printer.dot) for side in sheet.page)
    dots = min(layout.fit.dots, _FINEST_DOTS)
    words = "".join(_zpl_line(line, printer) for line in layout.lines)
    return (
        f"^XA^CI28^PW{width}^LL{height}^FO{x},{y}^BQN,2,{dots},{level}^FD{level}A,{label.link}^FS"
        f"{words}{''.join(_zpl_scratch(label.pin, layout, printer))}^XZ\n"
    )


def _zpl_line(line: Line, printer: Printer) -> str:
    """Plain letters in the printer's own font, all else as a picture."""
    x, y = _dots(printer, line.left, line.baseline)
    size = line.size / _POINT * printer.dpi
    if line.font == fonts.CODE:
        return f"^FO{x},{max(y - round(size), 0)}^A0N,{round(size)},{round(size)}^FD{_zpl_text(line.text)}^FS"
    drawn = draw_line(line.text, line.font, size)
    total = len(drawn.rows) * drawn.row_bytes
    picture = b"".join(drawn.rows).hex().upper()
    return f"^FO{x},{max(y - drawn.rise, 0)}^GFA,{total},{total},{drawn.row_bytes},{picture}^FS" if total else ""


def _zpl_scratch(pin: str, layout: Layout, printer: Printer) -> Iterator[str]:
    if layout.scratch is None:
        return
    x, y = _dots(printer, *layout.scratch)
    width, height = (round(side / printer.dot) for side in SCRATCH)
    size = round(3.0 / INCH * printer.dpi)
    yield f"^FO{x},{y}^GB{width},{height},2^FS"
    yield f"^FO{x},{y + (height - size) // 2}^A0N,{size},{size}^FB{width},1,0,C^FD{_zpl_text(pin)}^FS"


def _dots(printer: Printer, left: float, top: float) -> tuple[int, int]:
    x, y = printer.aim(left, top)
    return max(round(x / printer.dot), 0), max(round(y / printer.dot), 0)


def _zpl_text(text: str) -> str:
    """Serials and PINs: letters, digits, dashes. Nothing in them means anything to the printer."""
    return "".join(c for c in text if c not in "^~_\\")
