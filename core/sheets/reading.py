"""Open a spreadsheet by what is in it, not by its name."""

import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from core.i18n import lazy
from core.sheets import package
from core.sheets.csvs import csv_sheet
from core.sheets.rows import MOST_COLUMNS, MOST_ROWS, BadCell, Row, Sheet, refuse, words_of

MOST_BYTES = 40 * 1024 * 1024


def open_sheets(data: IO[bytes], name: str) -> list[Sheet]:
    """The sheets of an XLSX or CSV file in their order; nothing is unpacked before the limits are checked.

    Raises BadInput (field "file") for anything else, with what would do.
    """
    data.seek(0, 2)
    size = data.tell()
    data.seek(0)
    start = data.read(8)
    if not size:
        raise refuse(lazy("Tệp “%(name)s” trống", name=name[:60]))
    if size > MOST_BYTES:
        raise refuse(lazy("Tệp lớn %(size)s MB, tối đa %(most)s MB; chia thành nhiều tệp",
                          size=size // package.MEGABYTE, most=MOST_BYTES // package.MEGABYTE))  # fmt: skip
    if start == package.OLE:
        package.refuse_old(data)
    if start[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _workbook(data)
    if start.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc")):
        raise refuse(lazy("Tệp “%(name)s” không phải bảng tính; gửi tệp .xlsx hoặc .csv", name=name[:60]))
    return [csv_sheet(data, name)]


def _workbook(data: IO[bytes]) -> list[Sheet]:
    packed = package.check_package(data)
    found = package.look_through(packed)
    with _told():
        book = load_workbook(data, read_only=True, keep_links=False)
        sheets = [_sheet(sheet, *found.get(sheet._worksheet_path.lstrip("/"), ([], False)))
                  for sheet in book.worksheets]  # fmt: skip
    if not sheets:
        raise refuse(lazy("Tệp không có trang tính nào"))
    return sheets


def _sheet(sheet, merged: list[str], hidden: bool) -> Sheet:
    spans = [(text, *range_boundaries(text)) for text in merged]
    notes = []
    if hidden:
        notes.append(lazy("Trang “%(name)s” có cột ẩn; cột ẩn cũng được đọc", name=sheet.title))

    def read() -> Iterator[Row]:
        with _told():
            rows = sheet.iter_rows(min_row=1, max_row=MOST_ROWS, max_col=MOST_COLUMNS)
            for number, cells in enumerate(rows, 1):
                words = [_words(cell) for cell in cells]
                if any(words):
                    yield Row(number, _with_merged(number, words, spans))

    return Sheet(sheet.title, read, notes)


def _words(cell) -> str:
    kind = getattr(cell, "data_type", None)
    if kind == "f":
        return BadCell(str(cell.value), lazy("Ô là công thức, không được tính; dán lại bằng giá trị"))
    if kind == "e":
        return BadCell(str(cell.value), lazy("Ô đang báo lỗi của Excel; sửa rồi gửi lại"))
    if kind is None or cell.value is None:
        return ""
    return words_of(cell.value)


def _with_merged(number: int, words: list[str], spans: list[tuple]) -> list[str]:
    """The cells under a merged range cannot be told apart, so they are refused one by one."""
    for text, left, top, right, bottom in spans:
        if top <= number <= bottom:
            why = lazy("Ô bị gộp (%(range)s); bỏ gộp ô rồi điền từng dòng", range=text)
            for place in range(left - 1, min(right, len(words))):
                words[place] = BadCell(words[place] or text, why)
    return words


@contextmanager
def _told() -> Iterator[None]:
    """What the library says of a file that is not right, as one sentence; its remarks on styles are no matter."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except (ParseError, InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError,
            AttributeError, IndexError, OverflowError, OSError) as error:  # fmt: skip
        raise refuse(lazy("Tệp bị hỏng, không mở được. Mở bằng Excel hoặc LibreOffice rồi lưu thành .xlsx và gửi lại")
                     ) from error  # fmt: skip
