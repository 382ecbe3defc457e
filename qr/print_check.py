"""A printed label in a photo or a scan, looked at as a printer would: what reads, with what to spare. Pure.

The picture is never stored.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import zxingcpp
from PIL import Image

from core.images import open_picture, sniff
from qr.labels.printers import INCH

LONGEST = 5000
"""Pixels of the long side: a whole A4 page at 300 dpi is read as it is."""

_SPREAD = (0.25, 0.5, 0.75)


@dataclass(frozen=True)
class Seen:
    """One code in the picture. `unused` and `contrast` in percent, `pixels` of a module, `module` in mm.

    `unused` is None where the reader does not tell, `module` where the resolution of the scan is unknown.
    """

    text: str
    version: int
    level: str
    unused: int | None
    contrast: int
    pixels: float
    module: float | None = None


def look_at_print(data: bytes, *, dpi: int = 0) -> list[Seen]:
    """Every QR that reads; `dpi` is that of the scan, 0 for a photo. Raises core.images.ImageRefused."""
    sniff(data)
    picture = open_picture(data, LONGEST).convert("L")
    shrunk = max(picture.size) / max(_size_of(data))
    formats: Any = [zxingcpp.BarcodeFormat.QRCode]
    results = zxingcpp.read_barcodes(picture, formats=formats, text_mode=zxingcpp.TextMode.Plain)
    return [_measure(result, picture, dpi * shrunk) for result in results]


def _size_of(data: bytes) -> tuple[int, int]:
    with Image.open(BytesIO(data)) as picture:
        return picture.size


def _measure(result: zxingcpp.Barcode, picture: Image.Image, dpi: float) -> Seen:
    told: Any = result.extra
    version = int(told.get("Version", 0))
    side = 17 + 4 * version
    at = result.position
    corners = [(point.x, point.y) for point in (at.top_left, at.top_right, at.bottom_right, at.bottom_left)]
    pixels = _perimeter(corners) / 4 / side
    unused = told.get("UEC")
    return Seen(
        text=result.text,
        version=version,
        level=str(told.get("ECLevel", result.ec_level))[:1],
        unused=None if unused is None else round(100 * float(unused)),
        contrast=_contrast(sorted(_shades(picture, corners, side))),
        pixels=pixels,
        module=pixels * INCH / dpi if dpi else None,
    )


def _perimeter(corners: list[tuple[int, int]]) -> float:
    pairs = zip(corners, corners[1:] + corners[:1], strict=True)
    return sum(((x0 - x1) ** 2 + (y0 - y1) ** 2) ** 0.5 for (x0, y0), (x1, y1) in pairs)


def _shades(picture: Image.Image, corners: list[tuple[int, int]], side: int) -> Iterator[int]:
    """The grey of each module at its middle; corners clockwise from the top left."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners
    for row in range(side):
        v = (row + 0.5) / side
        for column in range(side):
            u = (column + 0.5) / side
            x = (1 - v) * ((1 - u) * ax + u * bx) + v * ((1 - u) * dx + u * cx)
            y = (1 - v) * ((1 - u) * ay + u * by) + v * ((1 - u) * dy + u * cy)
            yield _grey(picture, x, y)


def _grey(picture: Image.Image, x: float, y: float) -> int:
    place = min(max(int(x), 0), picture.width - 1), min(max(int(y), 0), picture.height - 1)
    return picture.getpixel(place)  # type: ignore[return-value]


def _contrast(shades: list[int]) -> int:
    """Light less dark, as percent of black to white. Dark and light are the middles of the lower and upper half.

    Half the modules of a code are dark, so quarter and three quarters of the ordered shades are those middles.
    """
    dark, _, light = (shades[int(len(shades) * part)] for part in _SPREAD)
    return round(100 * (light - dark) / 255)
