"""What a person typed into the one field of the home page. Pure."""

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import unquote, urlsplit

from qr import serials
from qr.links import CodeLink, Key, build_path, parse_link
from registry.gtin import Gtin, read_gtin

TRACKING_LENGTH = 14
_TRACKING_LETTERS = frozenset("23456789bcdefghjkmnpqrstvwxyz")


class Kind(StrEnum):
    """Where the words lead."""

    CODE = "code"
    TRACKING = "tracking"
    FOREIGN = "foreign"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Typed:
    """`value` is a path of ours for a code, a host for a foreign address, else ""."""

    kind: Kind
    value: str = ""


def find_by_typed(text: str, *, host: str) -> Typed:
    """Read a serial, product code, GTIN, whole link or tracking code; `host` is our own.

    A tracking code is known by its 14 characters and is never given back: it must not reach an address.
    """
    text = text.strip()
    if "://" in text or text.lower().startswith(host.lower()):
        return _read_address(text, host)
    plain = "".join(c for c in text.lower() if not c.isspace() and c not in "-–.")
    gtin = read_gtin(plain)
    if isinstance(gtin, Gtin):
        return Typed(Kind.CODE, build_path(CodeLink(Key.GTIN, gtin.digits)))
    if len(plain) == TRACKING_LENGTH and _TRACKING_LETTERS.issuperset(plain):
        return Typed(Kind.TRACKING)
    serial = serials.normalize_serial(plain)
    if serials.is_serial(serial):
        return Typed(Kind.CODE, build_path(CodeLink(Key.SERIAL, "", serial=serial)))
    code = serials.check_product_code(plain)
    return Typed(Kind.CODE, build_path(CodeLink(Key.CODE, code))) if code else Typed(Kind.UNKNOWN)


def _read_address(text: str, host: str) -> Typed:
    try:
        parts = urlsplit(text if "://" in text else f"//{text}")
    except ValueError:
        return Typed(Kind.UNKNOWN)
    if parts.netloc.lower() != host.lower():
        return Typed(Kind.FOREIGN, parts.hostname or "") if parts.hostname else Typed(Kind.UNKNOWN)
    link = parse_link(unquote(parts.path))
    return Typed(Kind.CODE, build_path(link)) if isinstance(link, CodeLink) else Typed(Kind.UNKNOWN)
