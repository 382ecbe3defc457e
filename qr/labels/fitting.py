"""How large a code is printed: whole printer dots to a module, never under what phones read."""

from collections.abc import Iterator
from dataclasses import dataclass

from core.errors import BadInput
from core.i18n import gettext
from qr.labels.printers import INCH

MIN_MODULE = 0.396
"""mm of the smallest module (GS1 General Specifications, QR Code on goods)."""

WANTED_SIDE = 20.0
"""mm of a code with its quiet zone that phones read easily at arm's length."""

SIGNED_SIDE = 25.0
"""mm of the shorter side of a label whose link carries a signature."""


@dataclass(frozen=True)
class Fit:
    """A printable size: one module is `dots` printer dots; module and side (quiet zone counted) in mm."""

    dots: int
    module: float
    side: float


def smallest_fit(modules: int, *, dpi: int = 300) -> Fit:
    """The smallest size at which this printer makes a code of `modules` modules that phones read."""
    return _fit(modules, -int(-MIN_MODULE // (INCH / dpi)), dpi)


def fit_code(modules: int, *, room: float, dpi: int = 300) -> Fit:
    """The size of a code of `modules` modules (quiet zone counted) in `room` mm.

    The smallest whole number of printer dots that gives WANTED_SIDE, or the largest that fits.
    Raises BadInput with the numbers when even the smallest readable module does not fit.
    """
    return next(list_fits(modules, room=room, dpi=dpi))


def list_fits(modules: int, *, room: float, dpi: int = 300) -> Iterator[Fit]:
    """All sizes that fit, from the wanted one down to the smallest. Raises BadInput when none does."""
    dot = INCH / dpi
    smallest = smallest_fit(modules, dpi=dpi)
    wanted = max(smallest.dots, -int(-WANTED_SIDE // (modules * dot)))
    most = min(wanted, int(room / (modules * dot)))
    if most < smallest.dots:
        raise too_small(modules, smallest, room, dpi)
    for dots in range(most, smallest.dots - 1, -1):
        yield _fit(modules, dots, dpi)


def too_small(modules: int, smallest: Fit, room: float, dpi: int) -> BadInput:
    """The refusal with its numbers: modules, dots, mm needed, mm there."""
    text = gettext(
        "Mã này cần ô vuông %(need)s mm, tem chỉ còn chỗ %(room)s mm: mã có %(modules)s ô một cạnh kể cả viền trắng, "
        "máy in %(dpi)s dpi cần %(dots)s chấm (%(module)s mm) cho một ô. Chọn tem lớn hơn, mức sửa lỗi thấp hơn hoặc "
        "máy in mịn hơn.",
        need=comma(smallest.side), room=comma(room), modules=modules, dpi=dpi, dots=smallest.dots,
        module=comma(smallest.module, 2),
    )  # fmt: skip
    return BadInput(text, field="sheet")


def _fit(modules: int, dots: int, dpi: int) -> Fit:
    dot = INCH / dpi
    return Fit(dots, dots * dot, modules * dots * dot)


def comma(length: float, places: int = 1) -> str:
    """A length as people here write it: 20,5."""
    return f"{length:.{places}f}".replace(".", ",")
