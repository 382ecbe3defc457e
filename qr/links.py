"""The addresses that stand in printed codes: read and built, faults as values (design: Addresses).

GS1 Digital Link `/01/{gtin}[/10/{lot}][/21/{serial}]`, its own twin for products without a GTIN
`/p/{code}[/l/{lot}][/i/{serial}]`, a serial alone `/c/{serial}`, and `/v/` in front of any of them
for the page itself. The words 01, p, c and v match in any case.
"""

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote

from qr import serials
from registry.gtin import Gtin, GtinFault, read_gtin

MAX_PATH = 2048
MAX_PART = 20

# GS1 AI encodable character set 82, less the slash: our lots have none.
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!\"%&'()*+,-.:;<=>?_")
_SAFE = "!'()*+,-.:;=_"


class Key(StrEnum):
    """What the first part of an address names."""

    GTIN = "gtin"
    CODE = "code"
    SERIAL = "serial"


class Fault(StrEnum):
    """Why an address cannot be a code of ours; `fault_words.FAULTS` has a sentence for each."""

    SHAPE = "shape"
    ORDER = "order"
    TOO_LONG = "too_long"
    ENCODING = "encoding"
    CHECK_DIGIT = "check_digit"
    GTIN = "gtin"
    PRODUCT_CODE = "product_code"
    LETTERS = "letters"
    SERIAL = "serial"


class Level(StrEnum):
    """How much one code stands for."""

    ITEM = "item"
    LOT = "lot"
    PRODUCT = "product"


@dataclass(frozen=True)
class CodeLink:
    """One code: a product (GTIN of 14 digits or own code), perhaps a lot, perhaps a serial.

    A serial typed by hand has kind SERIAL, an empty key and no lot.
    """

    kind: Key
    key: str
    lot: str | None = None
    serial: str | None = None

    @property
    def level(self) -> Level:
        if self.serial is not None:
            return Level.ITEM
        return Level.PRODUCT if self.lot is None else Level.LOT


_STEPS = {Key.GTIN: ("01", "10", "21"), Key.CODE: ("p", "l", "i")}
_KINDS = {"01": Key.GTIN, "p": Key.CODE, "c": Key.SERIAL}


def parse_link(path: str) -> CodeLink | Fault:
    """Read a percent-decoded path (U+FFFD or a lone surrogate marks bytes that are not UTF-8)."""
    if len(path.encode("utf-8", "surrogatepass")) > MAX_PATH:
        return Fault.TOO_LONG
    if "\ufffd" in path or not path.isprintable():
        return Fault.ENCODING
    parts = path.strip("/").split("/")
    if parts[0].lower() == "v":
        parts = parts[1:]
    kind = _KINDS.get(parts[0].lower()) if parts else None
    if kind is None or len(parts) % 2 or not all(parts):
        return Fault.SHAPE
    if kind is Key.SERIAL:
        return _parse_serial(parts)
    return _parse_product(kind, parts)


def build_path(link: CodeLink) -> str:
    """The canonical address of a code, percent-encoded, from the host root."""
    if link.kind is Key.SERIAL:
        return f"/c/{link.serial}"
    product, lot, item = _STEPS[link.kind]
    path = f"/{product}/{link.key}"
    if link.lot is not None:
        path += f"/{lot}/{quote(link.lot, safe=_SAFE)}"
    if link.serial is not None:
        path += f"/{item}/{quote(link.serial, safe=_SAFE)}"
    return path


def page_path(link: CodeLink) -> str:
    """The address of the verdict page of a code."""
    return "/v" + build_path(link)


def _parse_serial(parts: list[str]) -> CodeLink | Fault:
    if len(parts) != 2:
        return Fault.ORDER
    serial = serials.normalize_serial(parts[1])
    return CodeLink(Key.SERIAL, "", serial=serial) if serials.is_serial(serial) else Fault.SERIAL


def _parse_product(kind: Key, parts: list[str]) -> CodeLink | Fault:
    words, values = [part.lower() for part in parts[::2]], parts[1::2]
    _, lot_word, item_word = _STEPS[kind]
    if words[1:] not in ([], [lot_word], [item_word], [lot_word, item_word]):
        return Fault.ORDER if set(words) <= set(_STEPS[kind]) else Fault.SHAPE
    key = _read_key(kind, values[0])
    if isinstance(key, Fault):
        return key
    named = dict(zip(words[1:], values[1:], strict=True))
    lot, serial = named.get(lot_word), named.get(item_word)
    serial = serials.normalize_serial(serial) if serial else None
    given = [value for value in (lot, serial) if value is not None]
    if not all(_PLAIN.issuperset(value) and value for value in given):
        return Fault.LETTERS
    if any(len(value) > MAX_PART for value in given):
        return Fault.TOO_LONG
    return CodeLink(kind, key, lot, serial)


def _read_key(kind: Key, text: str) -> str | Fault:
    if kind is Key.CODE:
        return serials.check_product_code(text) or Fault.PRODUCT_CODE
    read = read_gtin(text)
    if isinstance(read, Gtin):
        return read.digits
    return Fault.CHECK_DIGIT if read is GtinFault.CHECK_DIGIT else Fault.GTIN
