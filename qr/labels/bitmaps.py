"""A line of words as dots, for label printers: their own letters lack Vietnamese marks and Khmer."""

from dataclasses import dataclass
from functools import cache, lru_cache

import fontpkg_be_vietnam_pro
import uharfbuzz as hb

from qr.labels import fonts

INK = 110
"""Of 255: how much of a dot must be covered to be printed."""


@dataclass(frozen=True)
class Bitmap:
    """Rows of dots packed to bytes, from the top; `rise` is how many dots it stands above the baseline."""

    rows: tuple[bytes, ...]
    rise: int

    @property
    def row_bytes(self) -> int:
        return len(self.rows[0]) if self.rows else 0


@lru_cache(maxsize=500)
def draw_line(text: str, font: str, size: float) -> Bitmap:
    """The line in letters of `size` dots. A line without ink has no rows."""
    raster, pen = hb.RasterDraw(), 0.0
    for piece, name in _pieces(text, font):
        held = _font(name)
        scale = size / held.face.upem
        buffer = hb.Buffer()
        buffer.add_str(piece)
        buffer.guess_segment_properties()
        hb.shape(held, buffer)
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            raster.transform = (scale, 0, 0, scale, pen + place.x_offset * scale, place.y_offset * scale)
            raster.draw_glyph(held, info.codepoint)
            pen += place.x_advance * scale
    image = raster.render()
    return _pack(image) if image else Bitmap((), 0)


def _pieces(text: str, font: str) -> list[tuple[str, str]]:
    """As fonts.runs, with the letters themselves instead of reportlab's glyphs."""
    pieces: list[tuple[str, str]] = []
    for letter in text:
        name = fonts.font_of(letter, font)
        if pieces and pieces[-1][1] == name:
            pieces[-1] = (pieces[-1][0] + letter, name)
        else:
            pieces.append((letter, name))
    return pieces


def _pack(image: hb.RasterImage) -> Bitmap:
    at, pixels = image.extents, image.buffer
    left = max(at.x_origin, 0)
    rows = []
    for row in range(at.height - 1, -1, -1):  # HarfBuzz gives the lowest row first
        grey = pixels[row * at.stride : row * at.stride + at.width]
        bits = "0" * left + "".join("1" if dot >= INK else "0" for dot in grey)
        bits += "0" * (-len(bits) % 8)
        rows.append(int(bits, 2).to_bytes(len(bits) // 8, "big"))
    return Bitmap(tuple(rows), at.y_origin + at.height)


@cache
def _font(name: str) -> hb.Font:
    cuts = {fonts.PLAIN: "Regular", fonts.BOLD: "Bold"}
    path = fonts.KHMER_FILE
    if name != fonts.KHMER:
        path = fontpkg_be_vietnam_pro.ROOT / "files" / f"BeVietnamPro-{cuts.get(name, 'Bold')}.ttf"
    return hb.Font(hb.Face(hb.Blob.from_file_path(str(path))))
