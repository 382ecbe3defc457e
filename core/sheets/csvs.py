"""CSV files: UTF-8 with or without its mark, UTF-16; commas, semicolons, tabs. Old Vietnamese encodings are told."""

import codecs
import csv
import io
from collections.abc import Iterator
from typing import IO

from core.i18n import lazy
from core.sheets.rows import MOST_COLUMNS, MOST_ROWS, Row, Sheet, refuse, take_words

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SEPARATORS = ",;\t|"
_PIECE = 1024 * 1024

# Bytes of the commonest letters with marks: à á ả ã ạ đ ơ ư ấ in TCVN3; the five tones, đ, ơ, ư in windows-1258.
_TCVN3 = bytes([0xB5, 0xB8, 0xB6, 0xB7, 0xB9, 0xAE, 0xAC, 0xAD, 0xCA])
_WINDOWS = bytes([0xCC, 0xD2, 0xDE, 0xEC, 0xF2, 0xF0, 0xF5, 0xFD])


def csv_sheet(data: IO[bytes], name: str) -> Sheet:
    """The file as one sheet. Raises BadInput for an encoding that is not Unicode."""
    encoding = _encoding(data)
    separator = _separator(data, encoding)

    def read() -> Iterator[Row]:
        data.seek(0)
        text = io.TextIOWrapper(data, encoding=encoding, newline="")
        try:
            yield from _rows(csv.reader(text, delimiter=separator, strict=False))
        except csv.Error:
            raise refuse(lazy("Tệp CSV có dấu nháy kép mở mà không đóng; lưu lại bằng Excel rồi gửi")) from None
        finally:
            text.detach()

    return Sheet(name, read)


def _rows(table: Iterator[list[str]]) -> Iterator[Row]:
    for number, cells in enumerate(table, 1):
        if number > MOST_ROWS:
            raise refuse(lazy("Tệp có hơn %(most)s dòng; chia thành nhiều tệp", most=MOST_ROWS))
        if len(cells) == 1 and cells[0].lower().startswith("sep="):
            continue
        yield Row(number, [take_words(cell) for cell in cells[:MOST_COLUMNS]])


def _encoding(data: IO[bytes]) -> str:
    data.seek(0)
    start = data.read(4)
    encoding = next((name for mark, name in _MARKS if start.startswith(mark)), "utf-8")
    decoder = codecs.getincrementaldecoder(encoding)()
    data.seek(0)
    try:
        while piece := data.read(_PIECE):
            decoder.decode(piece)
            if encoding == "utf-8" and b"\x00" in piece:
                raise refuse(lazy("Tệp có ký tự hỏng (NUL) nên không phải CSV; lưu lại bằng “CSV UTF-8”"))
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        raise refuse(_old_encoding(data)) from None
    return encoding


def _old_encoding(data: IO[bytes]) -> object:
    """The sentence for a file in an encoding of before Unicode, with the likeliest name."""
    data.seek(0)
    sample = data.read(_PIECE)
    tcvn3, windows = (sum(sample.count(byte) for byte in letters) for letters in (_TCVN3, _WINDOWS))
    name = "TCVN3 (ABC)" if tcvn3 > windows else "Windows-1258"
    return lazy("Tệp CSV không phải Unicode, có lẽ là bảng mã %(name)s. Mở bằng Excel, chuyển mã sang Unicode "
                "nếu chữ bị lạ, rồi lưu thành “CSV UTF-8” hoặc .xlsx và gửi lại", name=name)  # fmt: skip


def _separator(data: IO[bytes], encoding: str) -> str:
    """The sign that stands most often in the first line outside quotes."""
    data.seek(0)
    start = data.read(64 * 1024).decode(encoding, errors="ignore")
    lines = start.splitlines() or [""]
    if lines[0].lower().startswith("sep=") and len(lines[0]) == 5:
        return lines[0][4] if lines[0][4] in _SEPARATORS else ","
    bare = "".join(lines[0].split('"')[::2])
    return max(_SEPARATORS, key=bare.count)
