"""Words for figures: qualifiers, units, the rows of the report outline that events count towards.

The lists are data files beside this one; what is not in them is shown as it was typed.
"""

from functools import cache

from core.config import ROOT
from core.i18n import lazy, shown_language
from core.reference import read_rows
from core.text import format_number, slugify

FOLDER = ROOT / "campaign" / "data"

QUALIFIERS = {
    "tren": lazy("trên"),
    "hon": lazy("hơn"),
    "gan": lazy("gần"),
    "khoang": lazy("khoảng"),
    "uoc": lazy("ước tính"),
}
"""How a figure was reported when it was not exact."""


def say_figure(value: int, unit: str, qualifier: str = "") -> str:
    """The figure in the reader's language: "ước tính 9.579.251.216 đồng", "697 vụ"."""
    words = [format_number(value), say_unit(unit)]
    if qualifier:
        words.insert(0, str(QUALIFIERS[qualifier]))
    return " ".join(words)


def say_unit(unit: str) -> str:
    """The unit in the reader's language, or as typed."""
    return _shown(_units().get(unit), "unit") or unit


def say_row(row_id: str) -> str:
    """What a row of the report outline is called: "D5" gives the OCOP fair."""
    return _shown(list_rows().get(row_id), "name") or row_id


def say_measure(name: str) -> str:
    """What was counted, in the reader's language, or as typed."""
    return _shown(_measures().get(name), "name") or name


def measure_key(name: str) -> str:
    """The part of an indicator's id that a measure gives: "gian hàng" gives "stalls"."""
    known = _measures().get(name)
    return known["key"] if known else slugify(name)


@cache
def list_rows() -> dict[str, dict[str, str]]:
    """The rows that events may count towards, by id, in the order of the outline."""
    return {row["id"]: row for row in read_rows(FOLDER / "rows.csv")}


@cache
def _measures() -> dict[str, dict[str, str]]:
    return {row["name"]: row for row in read_rows(FOLDER / "measures.csv")}


@cache
def _units() -> dict[str, dict[str, str]]:
    return {row["unit"]: row for row in read_rows(FOLDER / "units.csv")}


def list_measures() -> list[str]:
    """Names of measures to offer while typing."""
    return list(_measures())


def list_units() -> list[str]:
    """Units to offer while typing."""
    return list(_units())


def _shown(row: dict[str, str] | None, column: str) -> str:
    """The column in the reader's language; empty when there is no such row."""
    if row is None:
        return ""
    return row[f"{column}_en"] if shown_language() == "en" else row[column]


FLAG_WORDS = {
    "dan_toc_thieu_so": "tại xã vùng dân tộc thiểu số",
    "khmer": "tại xã có đông đồng bào Khmer",
    "mien_nui": "tại xã miền núi",
    "bien_gioi": "tại xã biên giới",
    "khu_cong_nghiep": "tại xã có khu công nghiệp",
}
"""Mark of a commune -> the measure of what was done there; translated with the other measures."""

COUNTING = {"": lazy("không nói rõ"), "times": lazy("lượt (một người nhiều lần)"), "distinct": lazy("khác nhau")}
"""Whether a figure counts times or different ones."""


@cache
def list_usual_items() -> dict[str, tuple[str, str, str]]:
    """Figures that returns usually ask for: id -> (row, measure, unit); the main figure's measure is empty."""
    rows = [(row["row"], row["measure"], row["unit"]) for row in read_rows(FOLDER / "return-items.csv")]
    return {item_id(row_id, measure): (row_id, measure, unit) for row_id, measure, unit in rows}


def figure_id(row_id: str, is_main: bool, measure: str, unit: str, counting: str = "") -> str:
    """The id under which a figure is added: figures of another unit, and distinct ones, stand apart."""
    base = row_id if is_main else f"{row_id}.{measure_key(measure)}"
    usual = list_usual_items().get(base)
    tail = [slugify(unit)] if usual and usual[2] != unit and "/" not in unit else []
    tail += ["distinct"] if counting == "distinct" else []
    if not tail:
        return base
    return f"{base}{'.' if is_main else '-'}{'-'.join(tail)}"


def item_id(row_id: str, measure: str) -> str:
    """D13 for the main figure of a row, D13.visitors for another measure."""
    return f"{row_id}.{measure_key(measure)}" if measure else row_id


def say_item(row_id: str, measure: str) -> str:
    """The row and, where it is not the main figure, what was counted."""
    return f"{say_row(row_id)}: {say_measure(measure)}" if measure else say_row(row_id)
