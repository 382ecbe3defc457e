"""Packaging of made-up goods, drawn here, so that a sample photo shows nobody's real product."""

from io import BytesIO

from fontpkg_be_vietnam_pro import ROOT
from PIL import Image, ImageDraw, ImageFont

SIZE = (720, 900)
BOX = (120, 90, 600, 830)
TINTS = {"leaf": ("#1f5a3a", "#f4ecd8"), "gold": ("#8a5a12", "#fff4d6"), "rose": ("#8a2a3a", "#fbe9e7")}
TABLE, EDGE = "#d9cdb8", "#5c5447"


def draw_packaging(name: str, pack: str, *, side: str, tint: str) -> bytes:
    """A PNG of a box, its front or its back; `tint` is one of TINTS. It says on itself that it is a sample."""
    ink, paper = TINTS[tint]
    picture = Image.new("RGB", SIZE, TABLE)
    pen = ImageDraw.Draw(picture)
    pen.rounded_rectangle((BOX[0] + 14, BOX[1] + 18, BOX[2] + 14, BOX[3] + 18), 18, fill=EDGE)
    pen.rounded_rectangle(BOX, 18, fill=paper, outline=ink, width=6)
    (_draw_front if side == "front" else _draw_back)(pen, name, pack, ink)
    pen.rectangle((BOX[0], 760, BOX[2], 804), fill=ink)
    _write(pen, "BẢN MẪU", 782, 24, paper)
    out = BytesIO()
    picture.save(out, "PNG", compress_level=1)
    return out.getvalue()


def _draw_front(pen: ImageDraw.ImageDraw, name: str, pack: str, ink: str) -> None:
    for left in (255, 315, 375):  # three leaves
        pen.ellipse((left, 190, left + 90, 390), outline=ink, width=6)
        pen.line((left + 45, 215, left + 45, 420), fill=ink, width=4)
    pen.ellipse((195, 125, 525, 455), outline=ink, width=5)
    _write(pen, name, 520, 50 if len(name) < 16 else 40, ink)
    _write(pen, pack, 600, 32, ink)
    pen.line((200, 650, 520, 650), fill=ink, width=4)
    _write(pen, "Cơ sở mẫu 01", 700, 28, ink)


def _draw_back(pen: ImageDraw.ImageDraw, name: str, pack: str, ink: str) -> None:
    _write(pen, name, 160, 34, ink)
    for row, words in enumerate(("Thành phần: nguyên liệu mẫu", f"Khối lượng: {pack}", "Hạn dùng: xem dưới đáy hộp")):
        _write(pen, words, 240 + 60 * row, 24, ink)
    for place, wide in enumerate("3121132212311321"):  # bars that no reader takes for a code
        left = 210 + 20 * place
        pen.rectangle((left, 470, left + 4 * int(wide), 640), fill=ink)
    _write(pen, "mã vạch vẽ mẫu", 680, 24, ink)


def _write(pen: ImageDraw.ImageDraw, words: str, middle: int, size: int, ink: str) -> None:
    font = ImageFont.truetype(str(ROOT / "files" / "BeVietnamPro-Bold.ttf"), size)
    pen.text((SIZE[0] // 2, middle), words, fill=ink, font=font, anchor="mm")
