"""Whole pages of labels that differ in their serial alone, as reportlab sets them, without setting each anew.

The words that stay the same lie once in the document, as one form for a page (ISO 32000-1, 8.10). A page
is that form, and for each label its symbol as an inline image mask (8.9.7) and its serial as text (9.4).
`qr.labels.pdf` stays the description: a test prints both and compares them.
"""

import zlib
from collections.abc import Iterator

from reportlab.lib.rl_accel import fp_str
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFPage, PDFResourceDictionary, PDFStream
from reportlab.pdfgen.canvas import Canvas

from qr.labels import fonts
from qr.labels.layout import Layout, Line, set_label
from qr.labels.masking import common_mask
from qr.labels.printers import Printer
from qr.labels.runs import Run
from qr.labels.sheets import Sheet
from qr.labels.symbol_tables import SymbolTables, bytes_of, pack_symbols
from qr.labels.symbols import QUIET
from qr.serials import format_serial

_SAMPLE = 64
_FAST = 1
_FORM = "words"


def draw_pages(canvas: Canvas, run: Run, *, sheet: Sheet, printer: Printer) -> int:
    """Put all full pages of the run on a canvas that has none yet; how many labels that was.

    Raises BadInput with the numbers when code or words do not fit the label.
    """
    tables = run.tables
    layout = set_label(run.first, sheet, tables.side + 2 * QUIET, printer.dpi)
    whole = len(run.serials) // sheet.count * sheet.count
    if not whole:
        return 0
    _keep_words(canvas, layout, sheet, printer)
    mask = common_mask(tables, pack_symbols(tables, run.serials[:_SAMPLE]))
    pens = [_Pen(canvas, tables, run.first.code, layout, sheet, place, printer) for place in range(sheet.count)]
    symbols = bytes_of(tables, pack_symbols(tables, run.serials[:whole], mask))
    for start in range(0, whole, sheet.count):
        page = slice(start, start + sheet.count)
        drawn = [
            pen.draw(symbol.tobytes(), serial)
            for pen, symbol, serial in zip(pens, symbols[page], run.serials[page], strict=True)
        ]
        _add_page(canvas, b"".join(drawn))
    return whole


class _Pen:
    """What stands before and behind the symbol and the serial of one place of the page."""

    def __init__(
        self, canvas: Canvas, tables: SymbolTables, code: str, layout: Layout, sheet: Sheet, place: int,
        printer: Printer,
    ) -> None:  # fmt: skip
        left, top = sheet.corner(place)
        quiet, side = QUIET * layout.fit.module, tables.side * layout.fit.module
        x, y = printer.aim(left + layout.code_left, top + layout.code_top)
        corner = (
            f"{side * mm:.4f} 0 0 {side * mm:.4f} {(x + quiet) * mm:.4f} {(sheet.page[1] - y - quiet - side) * mm:.4f}"
        )
        shape = f"/IM true/W {tables.side}/H {tables.side}/BPC 1/D[1 0]/L {tables.size}"
        self.before = f"q {corner} cm BI{shape} ID ".encode()
        unit = 1 / tables.side
        self.squares, self.row_bytes = f"q {corner} cm {unit:.8f} 0 0 {-unit:.8f} 0 1 cm ", tables.row_bytes
        name = canvas._doc.getInternalFontName(fonts.CODE)
        self.lines = []
        for line, start, end in _serial_lines(layout, code):
            at = printer.aim(left + line.left, top + line.baseline)
            place_of = f"BT {name} {line.size:g} Tf {fp_str(at[0] * mm, (sheet.page[1] - at[1]) * mm)} Td ("
            self.lines.append((place_of.encode(), start, end))

    def draw(self, symbol: bytes, serial: str) -> bytes:
        """The operators for one label."""
        # a reader that looks for the end of the image may stop at these two letters inside it
        code = self.before + symbol + b" EI Q\n" if b"EI" not in symbol else self._as_path(symbol)
        printed = format_serial(serial).encode()
        for before, start, end in self.lines:
            code += before + printed[start:end] + b") Tj ET\n"
        return code

    def _as_path(self, symbol: bytes) -> bytes:
        """The same modules as squares."""
        width = self.row_bytes
        dark = [
            (x, place // width)
            for place, byte in enumerate(symbol)
            for x in range(place % width * 8, place % width * 8 + 8)
            if byte >> (7 - x % 8) & 1
        ]
        return (self.squares + " ".join(f"{x} {y} 1 1 re" for x, y in dark) + " f Q\n").encode()


def _serial_lines(layout: Layout, code: str) -> Iterator[tuple[Line, int, int]]:
    """The lines that hold the serial, with the part of it (first, end) that stands on each."""
    start = 0
    for line in layout.lines:
        if line.font == fonts.CODE:
            start = code.index(line.text, start)
            yield line, start, start + len(line.text)
            start += len(line.text)


def _keep_words(canvas: Canvas, layout: Layout, sheet: Sheet, printer: Printer) -> None:
    """All words of a page but the serials, as one form."""
    canvas.beginForm(_FORM)
    for place in range(sheet.count):
        left, top = sheet.corner(place)
        for line in layout.lines:
            if line.font != fonts.CODE:
                x, y = printer.aim(left + line.left, top + line.baseline)
                fonts.draw(canvas, x * mm, (sheet.page[1] - y) * mm, line.text, line.font, line.size)
    canvas.endForm()


def _add_page(canvas: Canvas, code: bytes) -> None:
    """A page of the form and these operators. reportlab's own pages take text, and an image is bytes."""
    document, page = canvas._doc, PDFPage()
    page.pagewidth, page.pageheight = canvas._pagesize
    page.Resources = PDFResourceDictionary()
    page.Resources.basicFonts()
    page.Resources.allProcs()
    page.Resources.XObject = document.xobjDict([_FORM])
    whole = f"/{document.getXObjectName(_FORM)} Do\n".encode() + code
    page.Contents = PDFStream(PDFDictionary({"Filter": PDFName("FlateDecode")}), zlib.compress(whole, _FAST))
    document.addPage(page)
