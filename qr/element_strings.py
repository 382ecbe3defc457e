"""GS1 element strings, as DataMatrix and GS1-128 codes hold them: (01) product, (10) lot, (21) serial. Pure.

GS1 General Specifications, section 3: the product has 14 digits; lot and serial end with the separator
character or with the code. Other application identifiers are left aside.
"""

import re

from qr.links import CodeLink, Key
from registry.gtin import Gtin, read_gtin

SEPARATOR = "\x1d"
FIXED = {"00": 18, "01": 14, "02": 14, "11": 6, "12": 6, "13": 6, "15": 6, "16": 6, "17": 6, "20": 2}
"""Identifiers of fixed length (General Specifications, figure 7.8.5-2), as far as goods in shops carry them."""

_SHOWN = re.compile(r"\((\d{2,4})\)([^()]*)")
_NAMED = re.compile(r"(\d{2})(.*)", re.DOTALL)


def parse_element_string(text: str) -> CodeLink | None:
    """The code that the elements name; None when they name no product or are no element string."""
    found = dict(_SHOWN.findall(text)) if text.startswith("(") else _read_raw(text)
    gtin = read_gtin(found.get("01", ""))
    if not isinstance(gtin, Gtin):
        return None
    return CodeLink(Key.GTIN, gtin.digits, found.get("10") or None, found.get("21") or None)


def _read_raw(text: str) -> dict[str, str]:
    """Elements without brackets: ]C1 or ]d2 may stand before them."""
    rest, found = re.sub(r"^\][A-Za-z]\d", "", text).lstrip(SEPARATOR), {}
    while named := _NAMED.match(rest):
        name, rest = named.groups()
        length = FIXED.get(name)
        value = rest[:length] if length else rest.split(SEPARATOR, 1)[0]
        rest = rest[len(value) :].removeprefix(SEPARATOR)
        found[name] = value
        if not value:
            return {}
    return found if not rest else {}
