"""Symbols, pictures and sheets by the thousand against the libraries that everybody uses, in CPU time of one run."""

import io
import json
import resource
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable

import numpy as np
import qrcode
import zxingcpp
from PIL import Image
from qrcode.image.svg import SvgPathImage
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from bench.figures import Figure
from qr.labels import fonts, pdf
from qr.labels.label import Label
from qr.labels.many_images import draw_pngs, draw_svgs
from qr.labels.masking import choose_masks
from qr.labels.sheets import SHEETS
from qr.labels.symbol_tables import bytes_of, draw_one, make_tables, pack_symbols
from qr.many_serials import make_serials
from qr.serials import format_serial

PREFIX = "https://ma.example.vn/01/09521234543213/21/"
NAME = "Chè búp mẫu, hộp 200 g"
KEY = bytes(range(16))
SHEET = SHEETS["5x8"]
SIDE = 20.0
PEER, MANY, MILLION, PART = 120, 20_000, 1_000_000, 4_800


def measure_many() -> list[Figure]:
    """Every ratio of issue 8.1 to 8.3; what was measured is read back in the same run."""
    serials = make_serials(KEY, 0, 0, MANY - 1)
    tables = make_tables(PREFIX)
    check_symbols(tables, serials[:40])
    fonts.register()
    naive = rate(PEER, lambda: [draw_alone(PREFIX + serial).get_matrix() for serial in serials[:PEER]])
    fixed = rate(MANY, lambda: pack_symbols(tables, serials, 3))
    best = rate(4096, lambda: choose_masks(tables, pack_symbols(tables, serials[:4096])))
    return [
        ratio("Symbols at a fixed mask : qrcode", fixed / naive, 10_000, f"{fixed:,.0f} : {naive:,.0f} per CPU s"),
        ratio("Symbols at the best of 8 masks : qrcode", best / naive, 60, f"{best:,.0f} : {naive:,.0f} per CPU s"),
        *measure_pictures(tables, serials),
        *measure_sheets(serials),
        measure_million(),
    ]


def check_symbols(tables, serials) -> None:
    """Bit by bit what qrcode draws of the same segments. Raises AssertionError."""
    for mask in (0, 5):
        packed = bytes_of(tables, pack_symbols(tables, serials, mask))
        for serial, symbol in zip(serials, packed, strict=True):
            peer = np.array(draw_one(PREFIX, serial, "M", version=tables.version, mask=mask).modules, dtype=bool)
            if not (np.packbits(peer, axis=1) == symbol).all():
                raise AssertionError(f"{serial} at mask {mask} is not the symbol of qrcode")


def measure_pictures(tables, serials) -> list[Figure]:
    """A ZIP of PNGs and SVGs."""
    packed, side = bytes_of(tables, pack_symbols(tables, serials[:4000], 3)), tables.side
    ours = rate(4000, lambda: zip_up(draw_pngs(packed, side)))
    peer = rate(PEER, lambda: zip_up(as_png(qrcode.make(PREFIX + serial)) for serial in serials[:PEER]))
    svgs = rate(4000, lambda: list(draw_svgs(packed, side)))
    svg_peer = rate(PEER, lambda: [as_svg(PREFIX + serial) for serial in serials[:PEER]])
    shown = Image.open(io.BytesIO(next(draw_pngs(packed, side))))
    if zxingcpp.read_barcodes(shown)[0].text != PREFIX + serials[0]:
        raise AssertionError("a PNG is not read as its link")
    return [
        ratio("PNG in a ZIP : qrcode.make in a ZIP", ours / peer, 60, f"{ours:,.0f} : {peer:,.0f} per CPU s"),
        ratio("SVG : SvgPathImage", svgs / svg_peer, 200, f"{svgs:,.0f} : {svg_peer:,.0f} per CPU s"),
    ]


def measure_sheets(serials) -> list[Figure]:
    """10,000 labels as PDF: ours, reportlab fed with ready matrices, qrcode and reportlab as everyone writes it."""
    labels = [label(serial) for serial in serials[:10_000]]
    ready = [np.array(draw_alone(each.link).get_matrix(), dtype=bool) for each in labels[:PEER]]
    drawn, sizes = {}, {}
    for name, count, draw in (
        ("ours", 10_000, lambda: pdf.draw_sheet(labels, sheet=SHEET)),
        ("ready", PEER, lambda: by_reportlab(labels[:PEER], ready)),
        ("naive", PEER, lambda: by_reportlab(labels[:PEER], [as_matrix(each.link) for each in labels[:PEER]])),
    ):
        kept: list[bytes] = []
        drawn[name] = rate(count, lambda draw=draw, kept=kept: kept.append(draw()))
        sizes[name] = len(kept[-1]) / count
    share = sizes["ours"] / sizes["ready"]
    return [
        ratio("Labels as PDF : reportlab with ready symbols", drawn["ours"] / drawn["ready"], 15,
              f"{drawn['ours']:,.0f} : {drawn['ready']:,.0f} per CPU s"),
        ratio("Labels as PDF : qrcode and reportlab", drawn["ours"] / drawn["naive"], 400,
              f"{drawn['ours']:,.0f} : {drawn['naive']:,.0f} per CPU s"),
        Figure("Bytes of a label : reportlab's", f"{share:.2f}", f"{sizes['ours']:.0f} : {sizes['ready']:.0f} B",
               "<= 0.25", share <= 0.25),
    ]  # fmt: skip


def measure_million() -> Figure:
    """A million serials and their sheets in a process of its own."""
    done = subprocess.run([sys.executable, "-m", "bench.labels"], check=True, capture_output=True, text=True)
    took, size, more = json.loads(done.stdout)
    beside = f"{size / MILLION:.0f} B each, {more:.0f} MiB more than the imports"
    holds = took <= 15 and more <= 100
    return Figure("1,000,000 codes with their PDF", f"{took:.1f} CPU s", beside, "<= 15 CPU s, <= 100 MiB", holds)


def draw_million() -> tuple[float, int, float]:
    """CPU seconds, bytes, MiB beyond what was there: in parts, as a print job draws them."""
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    size = first = 0
    while first < MILLION:
        serials = make_serials(KEY, 0, first, min(first + PART, MILLION) - 1)
        size += len(pdf.draw_sheet([label(serial) for serial in serials], sheet=SHEET))
        first += len(serials)
    more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    return time.process_time() - start, size, more


def rate(count: int, act: Callable[[], object]) -> float:
    """Units per CPU second, the best of three runs."""
    times = []
    for _ in range(3):
        start = time.process_time()
        act()
        times.append(time.process_time() - start)
    return count / min(times)


def ratio(name: str, value: float, goal: float, beside: str) -> Figure:
    """A figure that must reach its goal."""
    return Figure(name, f"{value:,.0f}", beside, f">= {goal:,}", value >= goal)


def label(serial: str) -> Label:
    """A sample label."""
    return Label(PREFIX + serial, NAME, "ma.example.vn", format_serial(serial), serial, "TC-2611", True)


def draw_alone(link: str) -> qrcode.QRCode:
    """qrcode with its default settings."""
    code = qrcode.QRCode(border=0)
    code.add_data(link)
    code.make()
    return code


def as_matrix(link: str) -> np.ndarray:
    """The default symbol as an array."""
    return np.array(draw_alone(link).get_matrix(), dtype=bool)


def as_png(picture) -> bytes:
    """The PNG of a picture of qrcode."""
    out = io.BytesIO()
    picture.save(out)
    return out.getvalue()


def as_svg(link: str) -> bytes:
    """The SVG of qrcode."""
    return as_png(qrcode.make(link, image_factory=SvgPathImage))


def zip_up(files) -> int:
    """The size of a ZIP of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number, data in enumerate(files):
            archive.writestr(f"{number}.png", data)
    return out.tell()


def by_reportlab(labels, matrices) -> bytes:
    """Sheets as reportlab's own means draw them: a picture of each symbol, its serial and the name."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(SHEET.page[0] * mm, SHEET.page[1] * mm), pageCompression=1)
    for place, (each, matrix) in enumerate(zip(labels, matrices, strict=True)):
        if place and place % SHEET.count == 0:
            canvas.showPage()
        left, top = SHEET.corner(place)
        height = SHEET.page[1] - top
        picture = ImageReader(Image.fromarray(~matrix).convert("L"))
        canvas.drawImage(picture, left * mm, (height - SIDE - 1) * mm, SIDE * mm, SIDE * mm)
        for down, text, font in ((4, NAME, fonts.BOLD), (8, each.address, fonts.PLAIN), (12, each.code, fonts.CODE)):
            canvas.setFont(font, 6)
            canvas.drawString((left + SIDE + 1) * mm, (height - down) * mm, text)
    canvas.save()
    return out.getvalue()


if __name__ == "__main__":
    print(json.dumps(draw_million()))
