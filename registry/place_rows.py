"""One line of a list of places: its cells by column, read and checked. Pure."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from core.errors import BadInput
from core.fields import clean_text, parse_day
from core.i18n import lazy
from core.text import fold

COLUMNS = {
    "kind": lazy("Loại nơi"),
    "name": lazy("Tên"),
    "address": lazy("Địa chỉ"),
    "commune": lazy("Xã, phường"),
    "lat": lazy("Vĩ độ"),
    "lon": lazy("Kinh độ"),
    "operator": lazy("Đơn vị quản lý"),
    "public_phone": lazy("Điện thoại"),
    "chain": lazy("Chuỗi"),
    "trade": lazy("Ngành nghề"),
    "decision": lazy("Quyết định"),
    "decided_on": lazy("Ngày quyết định"),
    "area_ha": lazy("Diện tích (ha)"),
    "occupancy": lazy("Tỷ lệ lấp đầy (%)"),
    "occupancy_on": lazy("Ngày của tỷ lệ lấp đầy"),
    "opened_on": lazy("Ngày mở"),
    "known_on": lazy("Biết từ ngày"),
    "closed_on": lazy("Ngày đóng"),
    "source": lazy("Nguồn"),
    "producers": lazy("Cơ sở bên trong"),
}
"""Column of the list -> what it is called; a file may name its columns either way."""

TEXTS = ("address", "operator", "public_phone", "chain", "trade", "decision", "source")
DAYS = ("decided_on", "occupancy_on", "opened_on", "known_on", "closed_on")
LONGEST = {"address": 300, "public_phone": 30, "chain": 100, "source": 300}


@dataclass(frozen=True)
class PlaceRow:
    """A place as a line gives it: facts by column of SalePoint, only those whose cell is filled."""

    kind: str
    name: str
    commune: str
    facts: dict[str, Any]
    producers: tuple[str, ...]


def read_place_row(cells: Mapping[str, str], kinds: Mapping[str, str]) -> PlaceRow:
    """The line, or BadInput naming the column, what it holds and what would do. `kinds`: code by code or name."""
    texts = {column: clean_text(str(cells.get(column) or "")) for column in COLUMNS}
    kind = kinds.get(texts["kind"]) or kinds.get(fold(texts["kind"]))
    if kind is None:
        raise _wrong("kind", texts["kind"], lazy("một loại nơi trong danh sách"))
    if not texts["name"] or len(texts["name"]) > 200:
        raise _wrong("name", texts["name"], lazy("một tên, tối đa 200 ký tự"))
    facts: dict[str, Any] = {column: _text(column, texts[column]) for column in TEXTS if texts[column]}
    facts |= {column: _day(column, texts[column]) for column in DAYS if texts[column]}
    facts |= _numbers(texts)
    producers = tuple(part.strip() for part in texts["producers"].split("|") if part.strip())
    return PlaceRow(kind, texts["name"], texts["commune"], facts, producers)


def _numbers(texts: Mapping[str, str]) -> dict[str, Any]:
    readers: tuple[tuple[str, str, float, Callable], ...] = (
        ("lat", "lat", 90, float),
        ("lon", "lon", 180, float),
        ("area_ha", "area_m2", 10**6, lambda hectares: round(hectares * 10_000)),
        ("occupancy", "occupancy_tenths", 100, lambda percent: round(percent * 10)),
    )
    return {
        target: make(_number(column, texts[column], most))
        for column, target, most, make in readers if texts[column]
    }  # fmt: skip


def _number(column: str, text: str, most: float) -> float:
    if not re.fullmatch(r"[0-9]{1,7}([.,][0-9]{1,8})?", text) or float(text.replace(",", ".")) > most:
        raise _wrong(column, text, lazy("một số từ 0 đến %(most)s", most=f"{most:g}"))
    return float(text.replace(",", "."))


def _day(column: str, text: str):
    try:
        return parse_day(text.split(" ")[0])
    except (ValueError, OverflowError):
        raise _wrong(column, text, lazy("ngày như 05/03/2026")) from None


def _text(column: str, text: str) -> str:
    most = LONGEST.get(column, 200)
    if len(text) > most:
        raise _wrong(column, text[:30], lazy("tối đa %(most)s ký tự", most=most))
    return text


def _wrong(column: str, sent: str, wanted: object) -> BadInput:
    return BadInput(
        lazy("Cột “%(column)s” ghi “%(sent)s”, cần %(wanted)s", column=COLUMNS[column], sent=sent[:60], wanted=wanted),
        field=column,
    )
