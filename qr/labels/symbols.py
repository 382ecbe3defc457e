"""The QR symbol of a link as rows of dark and light modules (ISO/IEC 18004)."""

from dataclasses import dataclass
from typing import Any

import zxingcpp

QUIET = 4
"""Light modules that must stay free on every side."""

LEVELS = ("M", "Q", "H")


@dataclass(frozen=True)
class Symbol:
    """A square of modules; True is dark. No quiet zone."""

    rows: tuple[tuple[bool, ...], ...]

    @property
    def side(self) -> int:
        """Modules on a side, quiet zone not counted."""
        return len(self.rows)

    @property
    def outer(self) -> int:
        """Modules on a side with the quiet zone."""
        return self.side + 2 * QUIET

    def runs(self) -> list[tuple[int, int, int]]:
        """Dark runs as (column, row, length), row 0 on top: fewer shapes than one per module."""
        found = []
        for y, row in enumerate(self.rows):
            start = None
            for x, dark in enumerate((*row, False)):
                if dark and start is None:
                    start = x
                elif not dark and start is not None:
                    found.append((start, y, x - start))
                    start = None
        return found


def make_symbol(link: str, level: str = "M") -> Symbol:
    """The smallest symbol that holds `link` with error correction M (15 %), Q (25 %) or H (30 %)."""
    barcode = zxingcpp.create_barcode(link, zxingcpp.BarcodeFormat.QRCode, ec_level=level)
    image: Any = barcode.to_image(scale=1, add_quiet_zones=False)
    pixels: list[list[int]] = memoryview(image).tolist()  # type: ignore[assignment]
    return Symbol(tuple(tuple(pixel == 0 for pixel in row) for row in pixels))
