"""What a producer scanned or typed to name goods of another producer. Pure."""

import unicodedata
from dataclasses import replace
from urllib.parse import unquote

from qr.links import CodeLink, Key, parse_link
from qr.typed import Kind, find_by_typed
from registry.epc import parse_epc


def read_goods(text: str, number: str, *, host: str) -> CodeLink | None:
    """The code that the words name: a link of ours or of GS1, a serial, "code/lot", or a code with a lot number."""
    text = unicodedata.normalize("NFKC", text).strip()
    if "://" not in text and text.count("/") == 1:
        text, number = text.split("/")
    typed = find_by_typed(text, host=host)
    link = parse_link(unquote(typed.value)) if typed.kind is Kind.CODE else _of_others(text)
    if not isinstance(link, CodeLink):
        return None
    number = number.strip()
    return replace(link, lot=number) if number and link.lot is None and link.serial is None else link


def _of_others(text: str) -> CodeLink | None:
    """A Digital Link on another's host, or an EPC URN: the GTIN in it is the same everywhere."""
    named = parse_epc(text)
    if named is None or not named.gtin:
        return None
    return CodeLink(Key.GTIN, named.gtin, named.lot or None, named.serial or None)
