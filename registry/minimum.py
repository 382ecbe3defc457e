"""What the law wants a product's page to say: ten items of TT 02/2024, and NĐ 37/2026 article 32. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from core.i18n import _, shown_language
from core.reference import read_rows
from core.text import format_date

ITEMS = Path(__file__).parent / "data" / "minimum_item.csv"


@dataclass(frozen=True)
class Item:
    """One line: its number, its name, what the register says (empty: nothing yet), and the law."""

    number: int
    name: str
    value: str
    source: str


def list_items(product: Any, shown: Mapping[str, Any], lot: Any = None, steps: Sequence[Any] = ()) -> list[Item]:
    """Every item with its value for a product, or for one of its lots with its public steps."""
    english = shown_language() == "en"
    return [
        Item(int(row["number"]), row["name_en"] if english else row["name"],
             VALUES[row["key"]](product, shown, lot, list(steps)), row["source"])
        for row in _rows()
    ]  # fmt: skip


@cache
def _rows() -> tuple[dict[str, str], ...]:
    return tuple(read_rows(ITEMS))


def _name_of(step: Any) -> str:
    return step.name_en if shown_language() == "en" else step.name


def _steps(product: Any, shown: Mapping[str, Any], lot: Any, steps: list[Any]) -> str:
    if lot is None:
        return _("Xem ở trang của từng lô") if shown["lots"] else ""
    return ", ".join(dict.fromkeys(_name_of(step) for step in steps))


def _times(product: Any, shown: Mapping[str, Any], lot: Any, steps: list[Any]) -> str:
    if lot is None:
        return _("Xem ở trang của từng lô") if shown["lots"] else ""
    days = [step.on for step in steps]
    return f"{format_date(min(days))} – {format_date(max(days))}" if days else ""


def _address(product: Any, shown: Mapping[str, Any], lot: Any, steps: list[Any]) -> str:
    return shown["producer"].address or shown["place"]


def _code(product: Any, shown: Mapping[str, Any], lot: Any, steps: list[Any]) -> str:
    code = f"GTIN {shown['gtin']}" if shown["gtin"] else product.code
    return f"{code}, {_('lô %(lot)s', lot=lot.number)}" if lot else code


def _brand(product: Any, shown: Mapping[str, Any], lot: Any, steps: list[Any]) -> str:
    marks = [row.name for row in shown["certificates"] if "nhãn hiệu" in row.name.lower()]
    return ", ".join([product.name, *marks]) if marks else ""


def _expires(product: Any, shown: Mapping[str, Any], lot: Any, steps: list[Any]) -> str:
    return format_date(lot.expires_on) if lot is not None and lot.expires_on else ""


def _tax_code(product: Any, shown: Mapping[str, Any], lot: Any, steps: list[Any]) -> str:
    """A household's tax number is its owner's own number, so it is not shown."""
    producer = shown["producer"]
    if producer.kind == "ho_kinh_doanh":
        return _("Hộ kinh doanh: cơ quan quản lý giữ, không công khai") if producer.tax_code else ""
    return producer.tax_code or ""


def _trace(product: Any, shown: Mapping[str, Any], lot: Any, steps: list[Any]) -> str:
    if lot is None:
        return _("Xem ở trang của từng lô") if shown["lots"] else ""
    return _("%(count)s bước đã ghi", count=len(steps)) if steps else ""


def _certificates(product: Any, shown: Mapping[str, Any], lot: Any, steps: list[Any]) -> str:
    return ", ".join(" ".join([row.name, row.number]).strip() for row in shown["certificates"])


def _made_on(product: Any, shown: Mapping[str, Any], lot: Any, steps: list[Any]) -> str:
    return format_date(lot.made_on) if lot is not None else ""


def _warnings(product: Any, shown: Mapping[str, Any], lot: Any, steps: list[Any]) -> str:
    told = [row.reason for row in shown["recalls"] if lot is None or row.lot_id in (None, lot.id)]
    return "; ".join(told) if told else _("Không có cảnh báo nào đang hiệu lực trong sổ")


VALUES: dict[str, Callable[[Any, Mapping[str, Any], Any, list[Any]], str]] = {
    "name": lambda product, *_rest: product.name,
    "picture": lambda product, shown, *_rest: _("Có ảnh") if shown.get("pictures") else "",
    "producer": lambda product, shown, *_rest: shown["producer"].name,
    "address": _address,
    "steps": _steps,
    "times": _times,
    "code": _code,
    "brand": _brand,
    "expires": _expires,
    "standard": lambda product, shown, lot, steps: (lot.standard if lot else "") or product.standard,
    "gtin": lambda product, shown, *_rest: shown["gtin"] or "",
    "tax_code": _tax_code,
    "origin": lambda product, shown, lot, steps: (lot.origin if lot else "") or product.origin,
    "trace": _trace,
    "certificates": _certificates,
    "made_on": _made_on,
    "warnings": _warnings,
}
