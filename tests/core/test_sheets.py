"""Spreadsheets of other people: read row by row, refused with what would do."""

import io
import tracemalloc
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from core.errors import BadInput
from core.sheets import BadCell, open_sheets, write_csv, write_xlsx
from core.text import neutral_cell, plain_cell


def xlsx(fill, sheets: int = 1) -> io.BytesIO:
    book = Workbook()
    for number in range(1, sheets):
        book.create_sheet(f"Trang {number}")
    fill(book.active)
    out = io.BytesIO()
    book.save(out)
    return out


def read(data, name="tệp.xlsx", sheet=0):
    return [(row.number, row.cells) for row in open_sheets(data, name)[sheet].read() if not row.is_empty]


def trimmed(data, name="tệp.xlsx"):
    return [cells[: max(place for place, cell in enumerate(cells) if cell) + 1] for _number, cells in read(data, name)]


def refusal(data, name="tệp.xlsx") -> str:
    with pytest.raises(BadInput) as refused:
        read(io.BytesIO(data) if isinstance(data, bytes) else data, name)
    assert refused.value.field == "file"
    return str(refused.value)


def test_numbers_days_and_words_become_the_words_that_people_see():
    day = date(2026, 11, 24)
    data = xlsx(lambda sheet: sheet.append(["Chè", 8935049501404, 150000.0, 35.5, day, datetime(2026, 1, 2), True]))
    assert trimmed(data) == [["Chè", "8935049501404", "150000", "35.5", "24/11/2026", "02/01/2026", "TRUE"]]


def test_days_counted_from_1904_are_the_same_days():
    def fill(sheet):
        sheet.parent.epoch = CALENDAR_MAC_1904
        sheet.append([date(2026, 11, 24)])

    assert trimmed(xlsx(fill)) == [["24/11/2026"]]


def test_a_formula_is_refused_in_its_cell_and_never_counted():
    def fill(sheet):
        sheet.append(["=1+1", "#REF!", "Chè"])
        sheet["B1"].data_type = "e"

    (_number, cells), = read(xlsx(fill))
    assert isinstance(cells[0], BadCell) and "công thức" in str(cells[0].why)
    assert isinstance(cells[1], BadCell) and "báo lỗi" in str(cells[1].why)
    assert cells[2] == "Chè"


def test_merged_cells_are_refused_where_they_lie():
    def fill(sheet):
        sheet.append(["Tên", "Loại"])
        sheet.append(["Chè", "x"])
        sheet.append(["", "y"])
        sheet.merge_cells("A2:A3")

    rows = read(xlsx(fill))
    assert not isinstance(rows[0][1][0], BadCell)
    assert all(isinstance(cells[0], BadCell) and "A2:A3" in str(cells[0].why) for _number, cells in rows[1:])
    assert [cells[1] for _number, cells in rows[1:]] == ["x", "y"]


def test_ten_sheets_are_ten_sheets_and_hidden_columns_are_told():
    def fill(sheet):
        sheet.append(["a", "b"])
        sheet.column_dimensions["B"].hidden = True

    sheets = open_sheets(xlsx(fill, sheets=10), "tệp.xlsx")
    assert len(sheets) == 10
    assert "cột ẩn" in str(sheets[0].notes[0]) and sheets[1].notes == []


def test_a_million_empty_rows_are_no_rows():
    def fill(sheet):
        sheet["A1"] = "đầu"
        sheet["A1048576"] = "cuối"

    assert [number for number, _cells in read(xlsx(fill))] == [1, 1048576]


def package(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    return out.getvalue()


def changed(name: str, change) -> bytes:
    source = zipfile.ZipFile(xlsx(lambda sheet: sheet.append(["a"])))
    parts = {each: source.read(each) for each in source.namelist()}
    return package(parts | {name: change(parts[name])})


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    bomb = changed("xl/worksheets/sheet1.xml", lambda text: text + b" " * 120_000_000)
    tracemalloc.start()
    assert "giải nén ra" in refusal(bomb)
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


def test_a_billion_laughs_are_refused():
    entity = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    assert "DTD" in refusal(changed("xl/workbook.xml", lambda text: entity + text))
    assert "DTD" in refusal(changed("xl/workbook.xml", lambda text: text.decode().encode("utf-16")))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "trống"),
        (b"%PDF-1.7 x", "không phải bảng tính"),
        (package({"word/document.xml": b"<x/>"}), "không phải bảng tính XLSX"),
        (b"PK\x03\x04" + b"x" * 50, "bị hỏng"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "kiểu cũ"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        ("Tên;Loại\nChè;Trà".encode("utf-16-le") + b"\xff", "Unicode"),
        ("Tên,Loại\n".encode() + b"\x00\x00", "NUL"),
        ("Tên,Loại\n".encode() + b"Ch\xcc \xf0\xf5\xfd\xec", "Windows-1258"),
        (b"T\xaan,Lo\xb9i\nCh\xb5 \xae\xac\xad", "TCVN3"),
        (b'a,b\n"' + b"x" * 200_000, "nháy kép"),
    ],
)
def test_what_is_no_spreadsheet_is_refused_with_what_would_do(data, said):
    assert said in refusal(data, "tệp.csv")


def test_a_broken_workbook_is_a_refusal_wherever_it_is_broken():
    whole = xlsx(lambda sheet: sheet.append(["a", 1, date(2026, 1, 1)])).getvalue()
    for cut in range(50, len(whole), 400):
        for data in (whole[:cut], whole[:cut] + bytes(40) + whole[cut + 40 :]):
            try:
                read(io.BytesIO(data))
            except BadInput as refused:
                assert refused.field == "file"
    assert "bị hỏng" in refusal(changed("xl/worksheets/sheet1.xml", lambda text: text[:-20]))
    assert "không có trang tính" in refusal(changed("xl/workbook.xml", lambda text: b"<x/>"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_csv_is_read_in_every_unicode_encoding_and_with_every_separator(encoding, sign):
    text = f'Tên{sign}Ghi chú\r\n"Chè{sign} ướp"{sign}"hai\ndòng"\r\n'
    found = trimmed(io.BytesIO(text.encode(encoding)), "tệp.csv")
    assert found == [["Tên", "Ghi chú"], [f"Chè{sign} ướp", "hai\ndòng"]]


def test_a_very_long_cell_and_a_nul_are_told_in_their_cell():
    (_number, cells), = read(io.BytesIO(("x" * 5001 + ",b").encode()), "tệp.csv")
    assert isinstance(cells[0], BadCell) and "5001" in str(cells[0].why)


SIGNS = ["=1+1", "+84 912", "-1", "@SUM(A1)", "\t=1", "\r=1", "'x", "Chè", "＝1"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_we_write_is_no_formula_and_reads_back_as_it_was(kind):
    table = [["Tên", "Mã"], *([sign, "x"] for sign in SIGNS)]
    out = io.BytesIO()
    if kind == "csv":
        out.write(b"".join(write_csv(table)))
        assert b"\n'=1+1" in out.getvalue()
    else:
        write_xlsx([("Trang", table)], out)
        assert b"<f>" not in zipfile.ZipFile(out).read("xl/worksheets/sheet1.xml")
    found = [cells[0] for cells in trimmed(out, f"tệp.{kind}")[1:]]
    assert [text.strip() for text in found] == [sign.strip() for sign in SIGNS]


def test_a_cell_is_made_neutral_once_and_plain_again():
    for sign in SIGNS:
        assert plain_cell(neutral_cell(sign)) == sign
        assert not neutral_cell(sign).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert neutral_cell("chè = ngon") == "chè = ngon" and neutral_cell(None) == "" and neutral_cell(5) == "5"


def test_a_table_for_machines_has_no_mark_before_its_first_heading():
    assert b"".join(write_csv([["id"], [None]], mark=False)).split() == [b"id", b'""']
    assert b"".join(write_csv([["id"]])).startswith(b"\xef\xbb\xbfid")
