"""Label sheets: every label is read back with two independent readers."""

import csv
import io
import re
import subprocess
import zipfile

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader
from pyzbar import pyzbar

from core.errors import BadInput
from qr import serials
from qr.labels.fitting import MIN_MODULE, fit_code
from qr.labels.images import draw_png, draw_svg, draw_zip
from qr.labels.label import Label
from qr.labels.pdf import draw_sheet
from qr.labels.printers import INCH, Printer
from qr.labels.sheets import SHEETS
from qr.labels.symbols import make_symbol
from qr.labels.tables import draw_zpl, links_csv

QR_CODE = zxingcpp.BarcodeFormat.QRCode  # chance patterns inside one can also read as the micro kind
HOST = "https://ma.example.vn"
NAME = "Chè búp Tân Cương thượng hạng, hộp 200 g"


def make_labels(count: int, *, host: str = HOST, name: str = NAME, is_sample: bool = True) -> list[Label]:
    made = [serials.make_serial(bytes(16), 0, number) for number in range(count)]
    return [
        Label(
            link=f"{host}/01/09521234543213/21/{serial}",
            name=name,
            address=host.split("://")[1],
            code=serials.format_serial(serial),
            serial=serial,
            lot="TC-2611",
            is_sample=is_sample,
        )
        for serial in made
    ]


def render(pdf: bytes, folder, dpi: int = 300) -> list[Image.Image]:
    """The pages as a printer of `dpi` would set them."""
    (folder / "sheet.pdf").write_bytes(pdf)
    command = ["pdftoppm", "-r", str(dpi), "-gray", "-png", "sheet.pdf", "page"]
    subprocess.run(command, cwd=folder, check=True)
    return [Image.open(path) for path in sorted(folder.glob("page*.png"))]


def read_both(image: Image.Image, columns: int, rows: int) -> list[tuple[str, str]]:
    """What zxing and zbar read on each label of a page, label by label."""
    width, height = image.width / columns, image.height / rows
    found = []
    for place in range(columns * rows):
        row, column = divmod(place, columns)
        box = (column * width, row * height, (column + 1) * width, (row + 1) * height)
        label = image.crop(tuple(round(edge) for edge in box))
        by_zxing = [code.text for code in zxingcpp.read_barcodes(label) if code.format == QR_CODE]
        by_zbar = [code.data.decode() for code in pyzbar.decode(label, symbols=[pyzbar.ZBarSymbol.QRCODE])]
        found += list(zip(by_zxing, by_zbar, strict=True))
    return found


@pytest.mark.parametrize(("kind", "level"), [("3x8", "M"), ("4x10", "Q")])
def test_every_label_of_a_sheet_is_read_by_two_readers(tmp_path, kind, level):
    sheet = SHEETS[kind]
    labels = make_labels(sheet.count + 3)
    pages = render(draw_sheet(labels, sheet=sheet, level=level), tmp_path)
    read = [pair for page in pages for pair in read_both(page, sheet.columns, sheet.rows)]
    assert len(pages) == 2
    assert read == [(label.link, label.link) for label in labels]


def test_a_sheet_read_from_a_coarse_printer_still_reads(tmp_path):
    sheet, labels = SHEETS["3x8"], make_labels(24)
    (page,) = render(draw_sheet(labels, sheet=sheet), tmp_path, dpi=203)
    assert read_both(page, sheet.columns, sheet.rows) == [(label.link, label.link) for label in labels]


def test_a_page_is_a4_and_holds_the_name_the_serial_and_the_sample_mark():
    page = PdfReader(io.BytesIO(draw_sheet(make_labels(24), sheet=SHEETS["3x8"]))).pages[0]
    width, height = (float(side) / 72 * INCH for side in page.mediabox[2:])
    assert abs(width - 210) < 0.2 and abs(height - 297) < 0.2
    text = page.extract_text()
    assert text.count("BẢN MẪU") == 24
    assert "Chè búp Tân Cương" in text and "ma.example.vn" in text
    assert all(label.code in text for label in make_labels(24))


def test_a_real_label_bears_no_sample_mark():
    page = PdfReader(io.BytesIO(draw_sheet(make_labels(1, is_sample=False), sheet=SHEETS["3x8"]))).pages[0]
    assert "MẪU" not in page.extract_text()


def test_codes_stand_where_the_sheet_says_to_a_fifth_of_a_millimetre(tmp_path):
    sheet = SHEETS["3x8"]
    (page,) = render(draw_sheet(make_labels(24), sheet=sheet), tmp_path)
    found = zxingcpp.read_barcodes(page)
    lefts = sorted({round(code.position.top_left.x / 300 * INCH, 1) for code in found})
    assert len(found) == 24
    for column in range(3):
        mine = [left for left in lefts if column * 70 <= left < (column + 1) * 70]
        assert max(mine) - min(mine) <= 0.2
        assert abs(min(mine) - min(lefts) - column * 70) <= 0.2


def test_the_sheet_can_be_shifted_to_true_a_printer(tmp_path):
    labels = make_labels(1)
    places = []
    for printer in (Printer(), Printer(right=-2.0, down=-1.0)):
        (page,) = render(draw_sheet(labels, sheet=SHEETS["3x8"], printer=printer), tmp_path)
        places.append(zxingcpp.read_barcodes(page)[0].position.top_left)
    assert abs((places[1].x - places[0].x) / 300 * INCH - 2.0) < 0.2
    assert abs((places[1].y - places[0].y) / 300 * INCH - 1.0) < 0.2


@given(st.integers(29, 80), st.sampled_from([203, 300, 600]), st.floats(10, 60))
def test_modules_are_whole_dots_and_never_too_small(modules, dpi, room):
    try:
        fit = fit_code(modules, room=room, dpi=dpi)
    except BadInput as refused:
        assert re.search(r"\d+,\d mm", str(refused))
        return
    assert fit.module >= MIN_MODULE
    assert fit.side <= room
    assert abs(fit.module * dpi / INCH - fit.dots) < 1e-9


def test_a_label_too_small_for_its_link_is_refused_with_the_numbers():
    with pytest.raises(BadInput, match=r"cần ô vuông 30,9 mm, tem chỉ còn chỗ 27,7 mm"):
        draw_sheet(make_labels(1, host="https://ma.example.vn/" + "x" * 200), sheet=SHEETS["4x10"])


def test_a_name_too_long_for_its_label_is_refused_not_cut():
    with pytest.raises(BadInput, match="dài hơn chỗ trên tem"):
        draw_sheet(make_labels(1, name="Chè " * 90), sheet=SHEETS["3x8"])


def test_symbols_have_the_version_that_the_link_needs():
    link = make_labels(1)[0].link
    assert make_symbol(link).side == 33
    assert make_symbol(link, "Q").side == 37


def test_single_codes_are_read_too():
    link = make_labels(1)[0].link
    png = Image.open(io.BytesIO(draw_png(link)))
    assert zxingcpp.read_barcode(png).text == link
    assert pyzbar.decode(png)[0].data.decode() == link
    assert draw_svg(link).startswith(b"<?xml")


def test_a_zip_holds_two_pictures_of_every_code_and_the_list():
    labels = make_labels(3)
    archive = zipfile.ZipFile(io.BytesIO(draw_zip(labels)))
    wanted = {"links.csv"} | {f"{kind}/{l.serial}.{kind}" for l in labels for kind in ("png", "svg")}  # noqa: E741
    assert set(archive.namelist()) == wanted


def test_the_list_of_links_opens_in_a_spreadsheet_and_runs_nothing():
    data = links_csv(make_labels(2, name="=cmd|x"))
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert rows[0] == ["link", "serial", "lot", "product", "pin"]
    assert rows[1][0] == make_labels(1)[0].link
    assert rows[1][3] == "'=cmd|x"


def test_zpl_carries_link_size_and_escaped_text():
    zpl = draw_zpl(make_labels(2, name="Chè ^ngon_~")).decode()
    assert zpl.count("^XA") == zpl.count("^XZ") == 2
    assert f"^FDMA,{make_labels(1)[0].link}^FS" in zpl
    assert "^BQN,2,4,M" in zpl  # four dots of a 203 dpi printer: 0.5 mm
    assert "^GFA," in zpl and "ngon" not in zpl  # Vietnamese words go as a picture


def test_a_printer_of_unknown_resolution_is_refused():
    with pytest.raises(BadInput):
        draw_zpl(make_labels(1), printer=Printer(72))
