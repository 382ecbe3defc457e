"""Names of goods as EPCIS writes them: GS1 Digital Link, EPC URNs, and our own /p/ links. Pure."""

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

_GS1 = re.compile(
    r"(?:/[^/]+)*?/01/(?P<gtin>\d{8}|\d{12,14})(?:/10/(?P<lot>[^/?#]{1,60}))?(?:/21/(?P<serial>[^/?#]{1,60}))?/?"
)
_OWN = re.compile(r"/p/(?P<code>[0-9A-Za-z]{8})(?:/l/(?P<lot>[^/?#]{1,60}))?(?:/i/(?P<serial>[^/?#]{1,60}))?/?")
_LGTIN = re.compile(r"urn:epc:class:lgtin:(?P<prefix>\d{6,12})\.(?P<item>\d{1,7})\.(?P<lot>\S{1,60})")
_SGTIN = re.compile(r"urn:epc:id:sgtin:(?P<prefix>\d{6,12})\.(?P<item>\d{1,7})\.(?P<serial>\S{1,60})")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")


@dataclass(frozen=True)
class Named:
    """What an EPC names: a GTIN-14 or one of our product codes, with lot and serial where given."""

    gtin: str = ""
    code: str = ""
    lot: str = ""
    serial: str = ""


def is_uri(text: object) -> bool:
    """Whether a text is an absolute URI of at most 255 characters."""
    return isinstance(text, str) and len(text) <= 255 and bool(_URI.fullmatch(text))


def parse_epc(text: str) -> Named | None:
    """What the EPC names; None for another system's scheme that says nothing to us."""
    if found := _LGTIN.fullmatch(text) or _SGTIN.fullmatch(text):
        parts = found.groupdict()
        gtin = _joined(parts["prefix"], parts["item"])
        return Named(gtin, lot=unquote(parts.get("lot") or ""), serial=unquote(parts.get("serial") or ""))
    if not text.lower().startswith(("http://", "https://")):
        return None
    try:
        path = urlsplit(text).path
    except ValueError:
        return None
    if found := _GS1.fullmatch(path):
        parts = found.groupdict()
        return Named(parts["gtin"].rjust(14, "0"), lot=_word(parts["lot"]), serial=_word(parts["serial"]))
    if found := _OWN.fullmatch(path):
        parts = found.groupdict()
        return Named(code=parts["code"].lower(), lot=_word(parts["lot"]), serial=_word(parts["serial"]))
    return None


def write_epc(base: str, *, gtin: str | None, code: str, lot: str = "", serial: str = "") -> str:
    """Our link for a product, lot or item, as the printed code has it; `base` is the site's address."""
    lot_key, item_key = ("10", "21") if gtin else ("l", "i")
    path = f"/01/{gtin}" if gtin else f"/p/{code}"
    path += f"/{lot_key}/{quote(lot, safe='')}" if lot else ""
    path += f"/{item_key}/{quote(serial, safe='')}" if serial else ""
    return base.rstrip("/") + path


def _word(text: str | None) -> str:
    return unquote(text or "")


def _joined(prefix: str, item: str) -> str:
    """The GTIN-14 of a company prefix and "indicator + item reference": 13 digits and their check digit."""
    digits = item[0] + prefix + item[1:]
    if len(digits) != 13:
        return ""
    total = sum(int(digit) * (1 if place % 2 else 3) for place, digit in enumerate(digits))
    return f"{digits}{-total % 10}"
