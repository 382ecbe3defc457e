"""The zip package of an XLSX file, looked through before anything in it is read: bombs, DTDs, other formats."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from core.i18n import lazy
from core.sheets.rows import refuse

MEGABYTE = 1024 * 1024
MOST_PARTS = 2000
MOST_UNPACKED = 200 * MEGABYTE
MOST_SHARED = 64 * MEGABYTE  # the table of texts is the one part that must be held in memory
MOST_OTHER = 16 * MEGABYTE
MOST_SHEETS = 50
RATIO, RATIO_FROM = 150, 10 * MEGABYTE

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PROTECTED = "EncryptedPackage".encode("utf-16-le")
_DTD = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_MERGED = re.compile(rb'<mergeCell[^>]*ref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"')
_HIDDEN = re.compile(rb'<col [^>]*hidden="(?:1|true)"')
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_OVERLAP = 200

_SAVE_AGAIN = lazy("Mở tệp rồi chọn Lưu thành → “Excel Workbook (.xlsx)” và gửi lại.")


def refuse_old(data: IO[bytes]) -> None:
    """An OLE file is an .xls of before 2007 or a protected .xlsx: neither is read."""
    data.seek(0)
    if _PROTECTED in data.read(MEGABYTE):
        raise refuse(lazy("Tệp có đặt mật khẩu. Bỏ mật khẩu (Tệp → Thông tin → Bảo vệ) rồi gửi lại."))
    raise refuse(lazy("Tệp .xls kiểu cũ không đọc được. %(how)s", how=_SAVE_AGAIN))


def check_package(data: IO[bytes]) -> zipfile.ZipFile:
    """The package when it is an XLSX within the limits. Raises BadInput with what would do."""
    try:
        package = zipfile.ZipFile(data)
    except (zipfile.BadZipFile, ValueError, OSError, EOFError):
        raise refuse(lazy("Tệp bị hỏng, không mở được. %(how)s", how=_SAVE_AGAIN)) from None
    parts = package.infolist()
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names:
        raise refuse(lazy("Tệp này không phải bảng tính XLSX. %(how)s", how=_SAVE_AGAIN))
    if any(part.flag_bits & 1 for part in parts):
        raise refuse(lazy("Tệp có đặt mật khẩu. Bỏ mật khẩu (Tệp → Thông tin → Bảo vệ) rồi gửi lại."))
    _check_sizes(parts)
    if sum(bool(_SHEET.fullmatch(name)) for name in names) > MOST_SHEETS:
        raise refuse(lazy("Tệp có hơn %(most)s trang tính; giữ lại một trang rồi gửi", most=MOST_SHEETS))
    return package


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    whole = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts) or 1
    is_bomb = whole > MOST_UNPACKED or (whole > RATIO_FROM and whole / packed > RATIO)
    too_large = any(part.file_size > _most_of(part.filename) for part in parts)
    if is_bomb or too_large or len(parts) > MOST_PARTS:
        raise refuse(
            lazy("Tệp giải nén ra %(size)s MB, quá lớn để đọc. Xóa hình, định dạng và các trang thừa, hoặc chia "
                 "thành nhiều tệp", size=whole // MEGABYTE)
        )  # fmt: skip


def _most_of(name: str) -> int:
    if name == "xl/sharedStrings.xml":
        return MOST_SHARED
    return MOST_UNPACKED if _SHEET.fullmatch(name) else MOST_OTHER


def look_through(package: zipfile.ZipFile) -> dict[str, tuple[list[str], bool]]:
    """For each sheet part its merged ranges and whether columns are hidden. Raises BadInput for a DTD anywhere."""
    found = {}
    for name in package.namelist():
        if not name.endswith((".xml", ".rels")):
            continue
        merged: list[str] = []
        hidden = False
        for piece in _pieces(package, name):
            if _DTD.search(piece) or b"\x00" in piece:
                raise refuse(lazy("Tệp có phần khai báo lạ (DTD) mà Excel không bao giờ ghi nên bị từ chối."))
            if _SHEET.fullmatch(name):
                merged += [match.decode() for match in _MERGED.findall(piece)][: MOST_PARTS - len(merged)]
                hidden = hidden or bool(_HIDDEN.search(piece))
        found[name] = (list(dict.fromkeys(merged)), hidden)
    return found


def _pieces(package: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """The part in pieces that overlap, so that no word is cut."""
    tail = b""
    try:
        with package.open(name) as part:
            while piece := part.read(MEGABYTE):
                yield tail + piece
                tail = piece[-_OVERLAP:]
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise refuse(lazy("Tệp bị hỏng, không mở được. %(how)s", how=_SAVE_AGAIN)) from error
