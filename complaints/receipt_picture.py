"""The receipt as one picture to keep among one's photos, with a QR code that opens the tracking page.

The code stands behind the # of its address, so that it reaches no server and no log.
"""

from collections.abc import Iterable
from io import BytesIO
from textwrap import wrap

import fontpkg_be_vietnam_pro
import qrcode
from PIL import Image, ImageDraw, ImageFont
from qrcode.image.pil import PilImage

WIDTH, EDGE, QR_SIDE = 1080, 60, 480
INK, SOFT, PAPER, LACQUER = "#1d1a16", "#5b5348", "#ffffff", "#8c1c13"
LETTERS = 52
"""Letters in a line of ordinary words at this width."""


def draw_receipt(*, title: str, code: str, address: str, lines: Iterable[str], mark: str = "") -> bytes:
    """A PNG: the title, the code, the QR code of `address`, then lines of words. `mark` is for samples."""
    wrapped = [part for line in lines for part in wrap(line, LETTERS)]
    height = 520 + QR_SIDE + 50 * len(wrapped)
    picture = Image.new("RGB", (WIDTH, height), PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((20, 20, WIDTH - 20, height - 20), outline=LACQUER, width=6)
    _write(pen, 60, title, "Bold", 46, INK)
    _write(pen, 150, code, "Bold", 76, LACQUER)
    picture.paste(_draw_qr(address), ((WIDTH - QR_SIDE) // 2, 270))
    top = 290 + QR_SIDE
    if mark:
        _write(pen, top, mark, "Bold", 44, LACQUER)
    for number, line in enumerate(wrapped):
        pen.text((EDGE, top + 80 + 50 * number), line, font=_font("Regular", 32), fill=INK if number else SOFT)
    out = BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def _draw_qr(address: str) -> Image.Image:
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, box_size=10, border=4, image_factory=PilImage)
    code.add_data(address)
    code.make(fit=True)
    drawn = code.make_image().get_image().convert("RGB")
    return drawn.resize((QR_SIDE, QR_SIDE), Image.Resampling.NEAREST)


def _write(pen: ImageDraw.ImageDraw, top: int, text: str, cut: str, size: int, colour: str) -> None:
    font = _font(cut, size)
    while size > 20 and pen.textlength(text, font=font) > WIDTH - 2 * EDGE:
        size -= 2
        font = _font(cut, size)
    pen.text(((WIDTH - pen.textlength(text, font=font)) / 2, top), text, font=font, fill=colour)


def _font(cut: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(fontpkg_be_vietnam_pro.ROOT / "files" / f"BeVietnamPro-{cut}.ttf"), size)
