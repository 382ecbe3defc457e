"""Sampled prints over papers, printers, levels and scripts: every label is read by two independent readers."""

import itertools
import os
import random
import re
from dataclasses import replace

import pytest
import uharfbuzz as hb
import zxingcpp
from PIL import Image, ImageDraw
from pypdf import PdfReader
from pyzbar import pyzbar

from core.errors import BadInput
from qr.labels import fonts
from qr.labels.bitmaps import draw_line
from qr.labels.fitting import fit_code
from qr.labels.label import Label
from qr.labels.layout import SCRATCH, set_label
from qr.labels.pdf import draw_sheet
from qr.labels.printers import INCH, Printer
from qr.labels.ruler import crosses, draw_ruler, measured_printer
from qr.labels.sheets import A4, SHEETS, Sheet
from qr.labels.symbols import make_symbol
from qr.labels.tables import draw_zpl
from tests.qr.test_labels import QR_CODE, make_labels, render

KHMER = "នំភីយ៉ា សុកត្រាំង"
FULL = os.environ.get("HYPOTHESIS_PROFILE") == "full"
EACH = 10_000 // 6 if FULL else 500 // 6
"""Labels of each row below: 500 in all, 10,000 in the full run."""

ROWS = [
    ("3x8", 300, "M", "item", ""),
    ("4x10", 203, "M", "item", KHMER),
    ("5x8", 300, "Q", "item", KHMER),
    ("L7160", 203, "Q", "item", ""),
    ("L7163", 300, "H", "lot", KHMER),
    ("L7651", 300, "M", "product", ""),
    ("20x30", 300, "M", "item", KHMER),
    ("40x30", 203, "M", "product", KHMER),
    ("60x40", 203, "H", "item", ""),
]
"""Pairs of paper, resolution, level of error correction, level of the code and script."""


def make_row(sheet: str, level: str, khmer: str, count: int) -> list[Label]:
    name = "Bánh pía mẫu" if SHEETS[sheet].label_width < 42 else "Bánh pía Sóc Trăng mẫu, hộp 4 cái"
    labels = make_labels(count, name=name, is_sample=False)
    if level == "item":
        return [replace(label, khmer=khmer) for label in labels]
    link = labels[0].link.split("/21/")[0] + ("/10/TC-2611" if level == "lot" else "")
    shared = replace(labels[0], link=link, serial="", code="09521234543213", khmer=khmer)
    return [shared] * min(count, SHEETS[sheet].count)  # equal labels: one page of them is enough


def labels_of(page: Image.Image, sheet: Sheet) -> list[Image.Image]:
    """The labels of a page that were printed on, cut out where the paper says they are."""
    page, scale = page.convert("L"), page.width / sheet.page[0]
    boxes = [sheet.corner(place) for place in range(sheet.count)]
    cut = [
        page.crop(
            (
                *(round(edge * scale) for edge in (x, y)),
                min(round((x + sheet.label_width) * scale), page.width),  # behind the edge of a picture all is black
                min(round((y + sheet.label_height) * scale), page.height),
            )
        )
        for x, y in boxes
    ]
    return [label for label in cut if label.getextrema()[0] < 128]


def read_twice(label: Image.Image) -> tuple[list[str], list[str]]:
    by_zxing = [code.text for code in zxingcpp.read_barcodes(label) if code.format == QR_CODE]
    by_zbar = [code.data.decode() for code in pyzbar.decode(label, symbols=[pyzbar.ZBarSymbol.QRCODE])]
    return by_zxing, by_zbar


@pytest.mark.parametrize(("sheet", "dpi", "level", "kind", "khmer"), ROWS)
def test_every_label_of_the_sample_is_read_by_two_readers(tmp_path, sheet, dpi, level, kind, khmer):
    labels = make_row(sheet, kind, khmer, EACH)
    paper, printer = SHEETS[sheet], Printer(dpi)
    pages = render(draw_sheet(labels, sheet=paper, level=level, printer=printer), tmp_path, dpi)
    read = [read_twice(label) for page in pages for label in labels_of(page, paper)]
    assert read == [([label.link], [label.link]) for label in labels]


def test_at_level_q_a_blot_of_5_percent_off_the_finders_costs_no_reading(tmp_path):
    labels, paper = make_labels(24, name="Bánh pía mẫu"), SHEETS["3x8"]
    (page,) = render(draw_sheet(labels, sheet=paper, level="Q"), tmp_path)
    chance = random.Random(5)
    for label, cut in zip(labels, labels_of(page, paper), strict=True):
        (code,) = zxingcpp.read_barcodes(cut)
        left, top, right = code.position.top_left.x, code.position.top_left.y, code.position.top_right.x
        side = right - left
        blot = round(side * 0.05**0.5)
        module = side / make_symbol(label.link, "Q").side
        x = chance.uniform(left + 9 * module, right - 9 * module - blot)
        y = chance.uniform(top + 9 * module, top + side - 9 * module - blot)
        ink = chance.choice((0, 255))
        ImageDraw.Draw(cut).rectangle((x, y, x + blot, y + blot), fill=ink)
        assert read_twice(cut) == ([label.link], [label.link])


def test_khmer_is_set_with_vowels_before_and_consonants_below(tmp_path):
    """In ខ្មែរ the second consonant hangs below and the vowel goes in front: five letters, four shapes, reordered."""
    fonts.register()
    font = hb.Font(hb.Face(hb.Blob.from_file_path(str(fonts.KHMER_FILE))))
    buffer = hb.Buffer()
    buffer.add_str("ខ្មែរ")
    buffer.guess_segment_properties()
    hb.shape(font, buffer)
    names = [font.glyph_to_string(info.codepoint) for info in buffer.glyph_infos]
    shaped = fonts.shape("ខ្មែរ")
    widths = [step.x_advance for step in shaped.__shapeData__]
    expected = [place.x_advance for place in buffer.glyph_positions]
    assert len(widths) == len(names) == 4
    assert [round(width) for width in widths] == [round(width * 1000 / font.face.upem) for width in expected]
    assert widths != [step.x_advance for letter in "ខ្មែរ" for step in fonts.shape(letter).__shapeData__]
    raw = [font.get_nominal_glyph(ord(letter)) for letter in "ខ្មែរ"]
    assert [info.codepoint for info in buffer.glyph_infos] != raw
    page = draw_sheet([replace(make_labels(1)[0], khmer=KHMER)], sheet=SHEETS["3x8"])
    (tmp_path / "khmer.pdf").write_bytes(page)
    used = {str(font["/BaseFont"]) for font in _fonts_of(tmp_path / "khmer.pdf")}
    assert any("NotoSansKhmer" in name for name in used)
    assert draw_line("ខ្មែរ", fonts.PLAIN, 40.0).rows


def _fonts_of(path) -> list:
    fonts_used = PdfReader(path).pages[0]["/Resources"]["/Font"]
    return [entry.get_object() for entry in fonts_used.values()]


def test_a_khmer_word_without_spaces_is_broken_between_syllables_only():
    fonts.register()
    lines = fonts.wrap("សុកត្រាំង" * 4, fonts.PLAIN, 8.0, 60.0)
    assert len(lines) > 1 and "".join(lines) == "សុកត្រាំង" * 4
    assert all(re.match("[\u1780-\u17b3]", line) for line in lines)
    assert not any(line.endswith("\u17d2") for line in lines)


@pytest.mark.parametrize("key", SHEETS)
def test_every_paper_lies_inside_its_page_and_takes_some_label(key):
    sheet = SHEETS[key]
    x, y = sheet.corner(sheet.count - 1)
    assert sheet.left >= 0 and x + sheet.label_width <= sheet.page[0] + 0.01
    assert sheet.top >= 0 and y + sheet.label_height <= sheet.page[1] + 0.01
    label = make_labels(1, name="Chè búp mẫu", is_sample=False)[0]
    assert draw_sheet([label], sheet=sheet).startswith(b"%PDF")


def test_the_scratch_field_stands_clear_of_the_code_and_inside_the_label(session):
    for key, pin in itertools.product(("3x8", "4x10", "5x8", "L7160", "50x30", "60x40"), ("7K3M-9Q2X",)):
        sheet = SHEETS[key]
        label = replace(make_labels(1, name="Chè búp mẫu")[0], pin=pin)
        layout = set_label(label, sheet, make_symbol(label.link).outer, 300)
        left, top = layout.scratch
        assert left >= layout.code_left + layout.fit.side + 0.9
        assert left + SCRATCH[0] <= sheet.label_width and top + SCRATCH[1] <= sheet.label_height
        assert all(line.baseline <= top - 1 for line in layout.lines)


def test_a_signed_label_under_25_mm_is_refused_with_the_numbers():
    label = make_labels(1, name="Chè")[0]
    signed = replace(label, link=label.link + "?s=" + "a" * 86 + "&k=1")
    with pytest.raises(BadInput, match=r"từ 25,0 mm mỗi cạnh, tem này chỉ có 21,2 mm"):
        draw_sheet([signed], sheet=SHEETS["L7651"])
    assert draw_sheet([signed], sheet=SHEETS["3x8"]).startswith(b"%PDF")


def test_capitals_make_the_code_small_enough_for_a_narrow_roll_at_203_dpi():
    link = make_labels(1)[0].link
    with pytest.raises(BadInput, match="mã có 41 ô một cạnh kể cả viền trắng, máy in 203 dpi cần 4 chấm"):
        fit_code(make_symbol(link).outer, room=19.0, dpi=203)
    assert fit_code(make_symbol(link.upper()).outer, room=19.0, dpi=203).dots == 4


def test_a_measured_printer_puts_the_crosses_where_they_should_be(tmp_path):
    """A printer 1.2 mm too far right, 0.8 too low, 0.4 % too long: what it does to the corrected page is undone."""
    a, b, c = crosses(A4)
    printer = measured_printer(A4, dpi=300, left=1.2 + a[0] * 1.004, top=0.8 + a[1] * 1.002,
                               across=(b[0] - a[0]) * 1.004, down=(c[1] - a[1]) * 1.002)  # fmt: skip
    assert printer.right == pytest.approx(1.2) and printer.stretch_x == pytest.approx(1.004)
    for x, y in (*crosses(A4), (105.0, 148.5)):
        aimed = printer.aim(x, y)
        assert 1.2 + aimed[0] * 1.004 == pytest.approx(x, abs=0.06)
        assert 0.8 + aimed[1] * 1.002 == pytest.approx(y, abs=0.06)
    (page,) = render(draw_ruler(SHEETS["3x8"], printer=printer), tmp_path)
    assert page.convert("L").getextrema()[0] < 60


@pytest.mark.parametrize(("field", "lengths"), [
    ("across", {"across": 150.0}), ("down", {"down": 200.0}), ("left", {"left": 60.0}), ("top", {"top": 0.0}),
])  # fmt: skip
def test_a_slip_of_the_ruler_is_told_by_its_field(field, lengths):
    true = {"left": 20.0, "top": 20.0, "across": 170.0, "down": 257.0}
    with pytest.raises(BadInput) as refused:
        measured_printer(A4, dpi=300, **(true | lengths))
    assert refused.value.field == field


def test_a_roll_printer_gets_vietnamese_and_khmer_as_a_picture_and_the_serial_as_letters():
    label = replace(make_labels(1, name="Nước mắm cốt")[0], khmer=KHMER)
    zpl = draw_zpl([label], sheet=SHEETS["60x40"], printer=Printer(203)).decode()
    assert zpl.isascii() and label.code in zpl
    assert len(re.findall(r"\^GFA,(\d+),\1,\d+,[0-9A-F]+\^FS", zpl)) >= 4
    assert f"^PW{round(60 / INCH * 203)}" in zpl
