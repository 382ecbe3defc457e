"""Industrial goods made at home: their HS codes and the columns of the list as a file. Pure."""

import csv
import io
from collections.abc import Iterator

from core.errors import BadInput
from core.i18n import lazy

MOST_ROWS = 5000
COLUMNS = (
    "hs_code", "name", "maker", "specification", "standard", "proposer", "proposed_on", "publisher",
    "decision_number", "published_on",
)  # fmt: skip


def check_hs_code(text: str) -> str:
    """The code of the Harmonised System as 4 to 8 digits without dots. Raises BadInput.

    Chapters run from 01 to 97; 77 is kept empty. Codes are read in pairs, so their count is even.
    """
    digits = text.replace(".", "").replace(" ", "")
    chapter = int(digits[:2]) if digits[:2].isascii() and digits[:2].isdigit() else 0
    is_code = digits.isascii() and digits.isdigit() and len(digits) in (4, 6, 8)
    if not is_code or not 1 <= chapter <= 97 or chapter == 77:
        raise BadInput(
            lazy("Mã HS “%(sent)s” không đúng; cần 4, 6 hoặc 8 chữ số như 8432 hoặc 8432.10.00", sent=text[:40]),
            field="hs_code",
        )
    return digits


def say_hs_code(digits: str) -> str:
    """The code as people read it: 8432.10.00."""
    return ".".join([digits[:4], *(digits[at : at + 2] for at in range(4, len(digits), 2))])


def read_list(data: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a CSV file with their line numbers. Raises BadInput for what is no such file."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        told = lazy("Tệp không phải chữ UTF-8; trong bảng tính chọn lưu dạng “CSV UTF-8”")
        raise BadInput(told, field="file") from None
    if "\x00" in text:
        raise BadInput(lazy("Tệp này không phải CSV"), field="file")
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if ";" in text.split("\n", 1)[0] else ",")
    missing = [name for name in COLUMNS[:3] if name not in (reader.fieldnames or ())]
    if missing:
        raise BadInput(lazy("Dòng đầu của tệp thiếu cột %(names)s", names=", ".join(missing)), field="file")
    try:
        for row in reader:
            if reader.line_num > MOST_ROWS + 1:
                raise BadInput(lazy("Tệp có hơn %(most)s dòng; chia làm nhiều tệp", most=MOST_ROWS), field="file")
            if any((value or "").strip() for name, value in row.items() if name in COLUMNS):
                yield reader.line_num, {name: (row.get(name) or "").strip() for name in COLUMNS}
    except csv.Error:
        raise BadInput(lazy("Tệp này không phải CSV"), field="file") from None
