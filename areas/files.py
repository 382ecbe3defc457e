"""Files of units that somebody brings: the next decree, or a better list. Pure.

Columns: code, level (1 province, 2 commune), type, name, full_name, parent, lat, lon, area_km2,
old_codes (codes of the units that went into this one, with | between), note. More columns are left aside.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from areas.names import KIND_WORDS
from core.errors import BadInput
from core.i18n import lazy

NEEDED = ("code", "level", "type", "full_name", "parent")
_KINDS = {1: ("tinh", "thanh_pho"), 3: ("xa", "phuong", "dac_khu")}
_CODES = {1: "[0-9]{2}", 3: "[0-9]{5}"}
_SHOWN = 20


@dataclass(frozen=True)
class FileUnit:
    """One line of a file: a unit as it stands from the day of the import."""

    line: int
    level: int
    code: str
    kind: str
    name: str
    parent: str
    lat: float | None
    lon: float | None
    area_km2: float | None
    old_codes: tuple[str, ...]
    note: str


def refuse(faults: list[str]) -> BadInput:
    """The file is refused whole; the sentence names its first wrong lines."""
    shown = "; ".join(faults[:_SHOWN])
    return BadInput(lazy("Tệp bị từ chối, không ghi gì: %(faults)s", faults=shown), field="file")


def read_units(lines: Iterable[str]) -> list[FileUnit]:
    """The units of a CSV file; raises BadInput with the line numbers of everything wrong in it."""
    table = csv.DictReader(lines)
    lacking = [column for column in NEEDED if column not in (table.fieldnames or ())]
    if lacking:
        raise refuse([f"dòng 1: thiếu cột {', '.join(lacking)}"])
    units, faults, seen = [], [], set()
    for row in table:
        wrong = list(_faults_of(row))
        key = (row["level"], row["code"])
        wrong += [f"mã {row['code']} có hai lần"] if key in seen else []
        seen.add(key)
        faults += [f"dòng {table.line_num}: {fault}" for fault in wrong]
        units += [] if wrong else [_unit(row, table.line_num)]
    if not units and not faults:
        faults = ["dòng 1: tệp không có đơn vị nào"]
    if faults:
        raise refuse(faults)
    return units


def _faults_of(row: dict) -> Iterator[str]:
    level = {"1": 1, "2": 3}.get(row["level"] or "")
    if level is None:
        yield f"cấp “{row['level']}” phải là 1 (tỉnh) hoặc 2 (xã)"
        return
    if not re.fullmatch(_CODES[level], row["code"] or ""):
        yield f"mã “{row['code']}” không đúng dạng"
    kind = _kind_of(row)
    if kind not in _KINDS[level]:
        yield f"loại “{row['type']}” không có ở cấp này"
    elif not _name_of(row, kind):
        yield f"tên “{row['full_name']}” không bắt đầu bằng “{KIND_WORDS[kind].capitalize()}”"
    if level == 3 and not re.fullmatch(_CODES[1], row["parent"] or ""):
        yield f"mã tỉnh “{row['parent']}” không đúng dạng"
    for column, most in (("lat", 90), ("lon", 180), ("area_km2", 100_000)):
        if not _is_number(row.get(column) or "", most):
            yield f"{column} “{row[column]}” không phải số trong khoảng cho phép"


def _is_number(text: str, most: float) -> bool:
    return not text or bool(re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text) and abs(float(text)) <= most)


def _kind_of(row: dict) -> str:
    return (row["type"] or "").strip().replace("-", "_")


def _name_of(row: dict, kind: str) -> str:
    """The name without the word of its kind; empty when the full name begins otherwise."""
    full = " ".join((row["full_name"] or "").split())
    word = KIND_WORDS[kind] + " "
    if not full.lower().startswith(word):
        return ""
    rest = full[len(word) :]
    return full if re.fullmatch("[0-9]+|[IVX]+", rest) else rest


def _unit(row: dict, line: int) -> FileUnit:
    kind = _kind_of(row)
    lat, lon, area = (float(row[c]) if row.get(c) else None for c in ("lat", "lon", "area_km2"))
    old_codes = tuple(filter(None, (row.get("old_codes") or "").split("|")))
    level = 1 if row["level"] == "1" else 3
    return FileUnit(
        line, level, row["code"], kind, _name_of(row, kind), row["parent"] or "", lat, lon, area, old_codes,
        (row.get("note") or "").strip(),
    )  # fmt: skip
