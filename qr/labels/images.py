"""Single codes as PNG and SVG, and both with the list of links in one ZIP."""

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO

import qrcode
from qrcode.image.pil import PilImage
from qrcode.image.svg import SvgPathImage

from qr.labels.label import Label
from qr.labels.many_images import draw_pngs, draw_svgs
from qr.labels.masking import choose_masks
from qr.labels.runs import find_run
from qr.labels.symbol_tables import bytes_of, pack_symbols
from qr.labels.symbols import QUIET
from qr.labels.tables import links_csv

BOX = 10
_LEVELS = {"M": qrcode.ERROR_CORRECT_M, "Q": qrcode.ERROR_CORRECT_Q, "H": qrcode.ERROR_CORRECT_H}


def draw_png(link: str, level: str = "M") -> bytes:
    """A black and white PNG, ten pixels to a module, with quiet zone."""
    return _draw(link, level, PilImage)


def draw_svg(link: str, level: str = "M") -> bytes:
    """An SVG of one path, one millimetre to a module, to be scaled by whoever places it."""
    return _draw(link, level, SvgPathImage)


def draw_zip(labels: Iterable[Label], *, level: str = "M", first: int = 0) -> bytes:
    """PNG and SVG of every label, and links.csv. Files are named by serial, else by number after `first`."""
    labels = list(labels)
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("links.csv", links_csv(labels))
        for number, (label, png, svg) in enumerate(_draw_each(labels, level), start=first + 1):
            name = label.serial or f"{number:06d}"
            archive.writestr(f"png/{name}.png", png, zipfile.ZIP_STORED)  # packed already
            archive.writestr(f"svg/{name}.svg", svg)
    return out.getvalue()


def _draw_each(labels: Sequence[Label], level: str) -> Iterator[tuple[Label, bytes, bytes]]:
    """Every label with its PNG and SVG: those that differ in their serial alone in one pass."""
    run = find_run(labels, level)
    if run is None:
        return ((label, draw_png(label.link, level), draw_svg(label.link, level)) for label in labels)
    symbols = pack_symbols(run.tables, run.serials)
    best = symbols ^ run.tables.masks[choose_masks(run.tables, symbols)]
    packed, side = bytes_of(run.tables, best), run.tables.side
    return zip(labels, draw_pngs(packed, side), draw_svgs(packed, side), strict=True)


def _draw(link: str, level: str, factory) -> bytes:
    code = qrcode.QRCode(error_correction=_LEVELS[level], box_size=BOX, border=QUIET, image_factory=factory)
    code.add_data(link)
    out = BytesIO()
    code.make_image().save(out)
    return out.getvalue()
