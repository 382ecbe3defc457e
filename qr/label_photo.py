"""Codes in a photo of a label, and what the whole photo says. The picture is never stored."""

from dataclasses import dataclass
from typing import Any

import zxingcpp

from core.images import open_picture
from qr.typed import Kind, Typed, find_by_typed

LONGEST = 2400
"""Pixels of the long side that are looked at: a label filling a third of a phone's photo still reads."""

FORMATS: Any = [
    zxingcpp.BarcodeFormat.QRCode,
    zxingcpp.BarcodeFormat.MicroQRCode,
    zxingcpp.BarcodeFormat.DataMatrix,
    zxingcpp.BarcodeFormat.EAN13,
    zxingcpp.BarcodeFormat.EAN8,
    zxingcpp.BarcodeFormat.UPCA,
    zxingcpp.BarcodeFormat.UPCE,
    zxingcpp.BarcodeFormat.ITF,
    zxingcpp.BarcodeFormat.Code128,
]


@dataclass(frozen=True)
class Reading:
    """What was read from a photo, each once: codes of ours, bar codes of goods, addresses of others, other words."""

    codes: tuple[Typed, ...] = ()
    bar_codes: tuple[Typed, ...] = ()
    foreign: tuple[Typed, ...] = ()
    others: int = 0

    @property
    def is_empty(self) -> bool:
        return not (self.codes or self.bar_codes or self.foreign or self.others)

    @property
    def only(self) -> Typed | None:
        """The one code that the photo leads to without asking; None when there is none or a choice."""
        own = self.codes or self.bar_codes
        return own[0] if len(own) == 1 and not self.foreign else None


def read_label(data: bytes, *, host: str) -> Reading:
    """Every code in the photo. Raises core.images.ImageRefused."""
    picture = open_picture(data, LONGEST)
    results = zxingcpp.read_barcodes(picture, formats=FORMATS, text_mode=zxingcpp.TextMode.Plain)
    return sort_out([(result.text, result.format == zxingcpp.BarcodeFormat.QRCode) for result in results], host=host)


def sort_out(texts: list[tuple[str, bool]], *, host: str) -> Reading:
    """Texts with whether each came from a QR, as a reading. A tracking code in a photo is not followed."""
    read = [(find_by_typed(text, host=host), is_square) for text, is_square in texts]
    bars = [typed for typed, is_square in read if typed.kind is Kind.CODE and _is_bar(typed, is_square)]
    codes = [typed for typed, is_square in read if typed.kind is Kind.CODE and not _is_bar(typed, is_square)]
    return Reading(
        codes=_once(codes),
        bar_codes=_once(bars),
        foreign=_once([typed for typed, _ in read if typed.kind is Kind.FOREIGN]),
        others=sum(typed.kind in (Kind.UNKNOWN, Kind.FAULT, Kind.TRACKING) for typed, _ in read),
    )


def _is_bar(typed: Typed, is_square: bool) -> bool:
    """The bar code of the goods: a product alone, from lines and not from a square."""
    return not is_square and typed.value.startswith("/01/") and typed.value.count("/") == 2


def _once(found: list[Typed]) -> tuple[Typed, ...]:
    return tuple(dict.fromkeys(found))
