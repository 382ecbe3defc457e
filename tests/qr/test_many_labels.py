"""Labels drawn by the thousand are those drawn one by one: serials, symbols, masks, pictures, pages."""

import io
import re
import subprocess
import zipfile
from itertools import groupby

import numpy as np
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader
from pyzbar import pyzbar

from qr.labels import images, many_sheets, pdf, runs
from qr.labels.label import Label
from qr.labels.many_images import draw_pngs, draw_svgs
from qr.labels.masking import choose_masks, common_mask, score
from qr.labels.runs import find_run
from qr.labels.sheets import SHEETS
from qr.labels.symbol_tables import bytes_of, draw_one, make_tables, pack_symbols
from qr.many_serials import make_serials
from qr.serials import CAPACITY, format_serial, make_serial

KEY = bytes(range(16))
GTIN = "https://ma.example.vn/01/09521234543213/21/"
CODE = "https://ma.example.vn/p/gka4ey45/i/"
SERIALS = make_serials(KEY, 0, 0, 1999)


def modules_of(packed, side) -> list[list[bool]]:
    return np.unpackbits(packed, axis=1)[:, :side].astype(bool).tolist()


def labels(count: int, **changed) -> list[Label]:
    facts = {"name": "Chè búp mẫu, hộp 200 g", "address": "ma.example.vn", "lot": "TC-2611", "is_sample": True}
    return [
        Label(GTIN + serial, code=format_serial(serial), serial=serial, **(facts | changed))
        for serial in SERIALS[:count]
    ]


@given(st.binary(min_size=16, max_size=16), st.integers(0, 31), st.integers(0, CAPACITY - 6))
def test_serials_of_a_span_are_those_made_one_by_one(key, generation, first):
    one_by_one = [make_serial(key, generation, number) for number in range(first, first + 5)]
    assert make_serials(key, generation, first, first + 4) == one_by_one


def test_a_span_outside_the_counter_is_refused():
    for first, last in ((-1, 3), (5, 4), (0, CAPACITY)):
        with pytest.raises(ValueError, match="no span of the counter"):
            make_serials(KEY, 0, first, last)


@pytest.mark.parametrize("prefix", [GTIN, CODE, "https://x.vn/c/"])
@pytest.mark.parametrize("level", ["M", "Q", "H"])
def test_symbols_are_those_of_qrcode_bit_by_bit_at_every_mask(prefix, level):
    tables = make_tables(prefix, level)
    serials = SERIALS[:3]
    for mask in range(8):
        packed = bytes_of(tables, pack_symbols(tables, serials, mask))
        for serial, symbol in zip(serials, packed, strict=True):
            peer = draw_one(prefix, serial, level, version=tables.version, mask=mask)
            assert modules_of(symbol, tables.side) == [[bool(dark) for dark in row] for row in peer.modules]


def plain_score(modules) -> int:
    """The penalty as clause 7.8.3 reads, one line at a time."""
    side, total = len(modules), 0
    for line in (*modules, *map(list, zip(*modules, strict=True))):
        total += sum(3 + size - 5 for _, run in groupby(line) if (size := len(list(run))) >= 5)
        words = "0" * 8 + "".join("01"[dark] for dark in line) + "0" * 8
        total += 40 * len(re.findall("(?=(?<=0000)10111010|(?<=0)10111010000)", words))
    blocks = [(y, x) for y in range(side - 1) for x in range(side - 1)]
    total += 3 * sum(len({modules[y + i][x + j] for i in (0, 1) for j in (0, 1)}) == 1 for y, x in blocks)
    share = 100 * sum(map(sum, modules)) / side**2
    return total + 10 * int(abs(share - 50) // 5)


def test_the_penalty_is_that_of_the_standard_and_the_mask_with_the_least_is_taken():
    tables = make_tables(GTIN)
    plain = [pack_symbols(tables, SERIALS[:6], mask) for mask in range(8)]
    scores = [score(bytes_of(tables, symbols), tables.side) for symbols in plain]
    for symbols, found in zip(plain, scores, strict=True):
        assert [plain_score(modules_of(each, tables.side)) for each in bytes_of(tables, symbols)] == found.tolist()
    best = [min(range(8), key=lambda mask, number=number: scores[mask][number]) for number in range(6)]
    assert choose_masks(tables, plain[0]).tolist() == best
    assert common_mask(tables, plain[0]) == min(range(8), key=lambda mask: scores[mask].sum())


def test_pngs_and_svgs_show_the_symbol_with_its_quiet_zone():
    tables = make_tables(CODE, "Q")
    packed, side = bytes_of(tables, pack_symbols(tables, SERIALS[:5], 3)), tables.side
    drawn = zip(SERIALS, packed, draw_pngs(packed, side), draw_svgs(packed, side), strict=False)
    for serial, symbol, png, svg in drawn:
        modules = np.pad(np.array(modules_of(symbol, side)), 4)
        picture = Image.open(io.BytesIO(png))
        picture.load()
        assert (np.array(picture) == ~modules.repeat(10, axis=0).repeat(10, axis=1)).all()
        assert {zxingcpp.read_barcodes(picture)[0].text, pyzbar.decode(picture)[0].data.decode()} == {CODE + serial}
        redrawn = np.zeros_like(modules)
        for x, y, length in re.findall(rb"M(\d+) (\d+)\.5h(\d+)", svg):
            redrawn[int(y), int(x) : int(x) + int(length)] = True
        assert (redrawn == modules).all() and f'viewBox="0 0 {side + 8} {side + 8}"'.encode() in svg


def test_labels_that_differ_in_more_than_the_serial_are_drawn_one_by_one():
    alike = labels(runs.FEWEST)
    assert find_run(alike, "M").serials == SERIALS[: runs.FEWEST]
    assert find_run(alike[:-1], "M") is None  # few
    odd = labels(1, lot="other")
    capitals = [Label(each.link.upper(), each.name, each.address, each.code, each.serial) for each in alike]
    signed = [Label(each.link + "?s=abc", each.name, each.address, each.code, each.serial) for each in alike]
    for different in ([*alike, *odd], capitals, signed, labels(runs.FEWEST, pin="ab cd")[:1] + alike):
        assert find_run(different, "M") is None


@pytest.mark.parametrize(("sheet", "khmer"), [("3x8", ""), ("L7651", ""), ("60x40", "តែបៃតង")])
def test_a_page_drawn_at_once_shows_what_a_page_drawn_label_by_label_shows(sheet, khmer, tmp_path, monkeypatch):
    page = labels(SHEETS[sheet].count, khmer=khmer)
    monkeypatch.setattr(runs, "FEWEST", 1)
    quick = pdf.draw_sheet(page, sheet=SHEETS[sheet])
    monkeypatch.setattr(runs, "FEWEST", len(page) + 1)
    plain = pdf.draw_sheet(page, sheet=SHEETS[sheet])
    shown = {name: look_at(data, tmp_path / name) for name, data in (("quick", quick), ("plain", plain))}
    assert shown["quick"][1] == shown["plain"][1] and all(each.code in shown["quick"][1] for each in page)
    wanted = {each.link for each in page}
    picture = shown["quick"][0]
    assert {code.text for code in zxingcpp.read_barcodes(picture)} == wanted
    assert {code.data.decode() for code in pyzbar.decode(picture)} == wanted
    assert places(picture) == places(shown["plain"][0])
    assert (np.array(without_codes(picture)) == np.array(without_codes(shown["plain"][0]))).all()


def places(picture) -> dict[str, tuple[int, int]]:
    """Where each code stands, to a dot or two."""
    return {code.text: (round(code.position.top_left.x / 4), round(code.position.top_left.y / 4))
            for code in zxingcpp.read_barcodes(picture)}  # fmt: skip


def without_codes(picture) -> Image.Image:
    """The picture with its codes painted over: two good codes of one link may have different masks."""
    clean = picture.convert("L")
    for code in zxingcpp.read_barcodes(picture):
        corner, end = code.position.top_left, code.position.bottom_right
        clean.paste(255, (corner.x - 4, corner.y - 4, end.x + 6, end.y + 6))
    return clean


def look_at(data: bytes, path) -> tuple[Image.Image, str]:
    """The first page at 300 dpi and the words of all pages, after a strict reader found no fault."""
    path.write_bytes(data)
    assert all(page["/Contents"].get_data() for page in PdfReader(path, strict=True).pages)
    drawn = subprocess.run(["pdftoppm", "-r", "300", "-gray", "-png", "-l", "1", "-singlefile", path, path],
                           check=True, capture_output=True)  # fmt: skip
    assert not drawn.stderr
    words = subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True).stdout
    return Image.open(path.with_suffix(".png")), words


def test_a_symbol_that_holds_the_letters_of_an_images_end_is_drawn_as_squares(tmp_path, monkeypatch):
    tables, serials = make_tables(GTIN), make_serials(KEY, 0, 0, 49_999)
    packed = bytes_of(tables, pack_symbols(tables, serials, 7))
    tricky = next(number for number, symbol in enumerate(packed) if b"EI" in symbol.tobytes())
    page = [labels(1)[0].of_item(serial) for serial in serials[tricky : tricky + 24]]
    monkeypatch.setattr(runs, "FEWEST", 24)
    monkeypatch.setattr(many_sheets, "common_mask", lambda tables, symbols: 7)
    picture, _words = look_at(pdf.draw_sheet(page, sheet=SHEETS["3x8"]), tmp_path / "page")
    assert {code.text for code in zxingcpp.read_barcodes(picture)} == {label.link for label in page}


def test_a_zip_of_many_labels_holds_for_each_the_picture_that_is_drawn_alone():
    batch = labels(runs.FEWEST)
    archive = zipfile.ZipFile(io.BytesIO(images.draw_zip(batch)))
    assert len(archive.namelist()) == 2 * len(batch) + 1
    for label in batch[:3]:
        picture = Image.open(io.BytesIO(archive.read(f"png/{label.serial}.png")))
        assert zxingcpp.read_barcodes(picture)[0].text == label.link
        assert picture.size == Image.open(io.BytesIO(images.draw_png(label.link))).size
