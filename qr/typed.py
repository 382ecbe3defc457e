"""What a person typed into the one field of the home page, or a camera read. Pure."""

import re
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import unquote, urlsplit

from qr import serials
from qr.element_strings import parse_element_string
from qr.links import CodeLink, Fault, Key, build_path, parse_link
from registry.gtin import LENGTHS, Gtin, GtinFault, read_gtin

TRACKING_LENGTH = 14
_TRACKING_LETTERS = frozenset("23456789bcdefghjkmnpqrstvwxyz")
_HOST = re.compile(r"([^\s/@:.]+\.)+[^\W\d_]{2,}(:\d+)?([/?#]\S*)?")
"""An address without http in front: dots, and no digit behind the last one."""


class Kind(StrEnum):
    """Where the words lead."""

    CODE = "code"
    TRACKING = "tracking"
    FOREIGN = "foreign"
    FAULT = "fault"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Typed:
    """`value` is a path of ours for a code, a host for a foreign address, else "".

    `fault` says what is wrong with words that were meant as a code; `address` is a foreign address whole.
    """

    kind: Kind
    value: str = ""
    fault: Fault | None = None
    address: str = field(default="", compare=False)


def find_by_typed(text: str, *, host: str) -> Typed:
    """Read a serial, product code, GTIN, element string, whole link or tracking code; `host` is our own.

    A tracking code is known by its 14 characters and is never given back: it must not reach an address.
    """
    text = unicodedata.normalize("NFKC", text).strip()
    if "://" in text or text.lower().startswith(host.lower()):
        return _read_address(text, host)
    elements = parse_element_string(text)
    if elements:
        return _linked(build_path(elements))
    found = _read_plain("".join(c for c in text.lower() if not c.isspace() and c not in "-–—−.·_"))
    if found.kind in (Kind.UNKNOWN, Kind.FAULT) and _HOST.fullmatch(text):
        return _read_address(f"//{text}", host)
    return found


def _read_plain(plain: str) -> Typed:
    """Words without spaces and dashes, lower case."""
    gtin = read_gtin(plain)
    if isinstance(gtin, Gtin):
        return _code(CodeLink(Key.GTIN, gtin.digits))
    if len(plain) == TRACKING_LENGTH and _TRACKING_LETTERS.issuperset(plain):
        return Typed(Kind.TRACKING)
    serial = serials.normalize_serial(plain)
    if serials.is_serial(serial):
        return _code(CodeLink(Key.SERIAL, "", serial=serial))
    code = serials.check_product_code(plain)
    if code:
        return _code(CodeLink(Key.CODE, code))
    return _meant_as(plain, gtin)


def _meant_as(plain: str, gtin: GtinFault) -> Typed:
    """By its length a text was meant as one of our codes: say what is wrong with it."""
    if gtin is GtinFault.CHECK_DIGIT and len(plain) in LENGTHS:
        return Typed(Kind.FAULT, fault=Fault.CHECK_DIGIT)
    if gtin is GtinFault.LENGTH and len(plain) > 5:
        return Typed(Kind.FAULT, fault=Fault.GTIN)
    if plain.isascii() and plain.isalnum():
        if len(plain) == serials.LENGTH:
            return Typed(Kind.FAULT, fault=Fault.SERIAL)
        if len(plain) == serials.PRODUCT_CODE_LENGTH:
            return Typed(Kind.FAULT, fault=Fault.PRODUCT_CODE)
    return Typed(Kind.UNKNOWN)


def _code(link: CodeLink) -> Typed:
    return Typed(Kind.CODE, build_path(link))


def _linked(path: str) -> Typed:
    """An address of ours by its path as it stands in a link."""
    link = parse_link(unquote(path))
    return _code(link) if isinstance(link, CodeLink) else Typed(Kind.FAULT, fault=link)


def _read_address(text: str, host: str) -> Typed:
    """An address: ours leads to its code, another is named by its host as machines read it.

    What stands before an @ is no host, letters that look like ours come out as xn--, and other kinds of
    address (javascript, tel) lead nowhere.
    """
    try:
        parts = urlsplit(text if "//" in text else f"//{text}")
        named, port = parts.hostname or "", parts.port
    except ValueError:
        return Typed(Kind.UNKNOWN)
    if parts.scheme not in ("", "http", "https") or not named:
        return Typed(Kind.UNKNOWN)
    plain = _as_machines_read(named.rstrip("."))
    address = f"{plain}:{port}" if port and port not in (80, 443) else plain
    if address != host.lower() or "@" in parts.netloc:
        return Typed(Kind.FOREIGN, plain, address=text if "://" in text else "")
    return _linked(parts.path)


def _as_machines_read(host: str) -> str:
    """The host in ASCII, so that a look-alike letter is seen."""
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return ascii(host)[1:-1]
