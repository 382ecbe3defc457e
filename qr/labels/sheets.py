"""Sheets of labels in millimetres, and how large a code can be printed on one label."""

from dataclasses import dataclass

from core.errors import BadInput
from core.i18n import gettext

INCH = 25.4
DPI = 300
MIN_MODULE = 0.396
WANTED_SIDE = 20.0
"""mm of a code with its quiet zone that phones read easily at arm's length."""

EDGE = 1.0
"""mm that stay free inside each label, for knives that do not hit the line."""

A4 = (210.0, 297.0)


@dataclass(frozen=True)
class Sheet:
    """A page of equal labels; lengths in mm, counted from the top left corner."""

    name: str
    columns: int
    rows: int
    label_width: float
    label_height: float
    left: float = 0.0
    top: float = 0.0
    page: tuple[float, float] = A4

    @property
    def count(self) -> int:
        return self.columns * self.rows

    def corner(self, place: int) -> tuple[float, float]:
        """Left and top of the label at this place of the page, row by row."""
        row, column = divmod(place % self.count, self.columns)
        return self.left + column * self.label_width, self.top + row * self.label_height


SHEETS = {
    "3x8": Sheet("A4 3 × 8, 70 × 37 mm", 3, 8, 70.0, 37.0, top=0.5),
    "4x10": Sheet("A4 4 × 10, 52,5 × 29,7 mm", 4, 10, 52.5, 29.7),
}


@dataclass(frozen=True)
class Fit:
    """A printable size: one module is `dots` printer dots."""

    dots: int
    module: float
    side: float


def fit_code(modules: int, *, room: float, dpi: int = DPI) -> Fit:
    """The size of a code of `modules` modules (quiet zone counted) in `room` mm.

    The smallest whole number of printer dots that gives WANTED_SIDE, or the largest that fits.
    Raises BadInput with the numbers when even the smallest readable module does not fit.
    """
    dot = INCH / dpi
    smallest = -int(-MIN_MODULE // dot)
    wanted = max(smallest, -int(-WANTED_SIDE // (modules * dot)))
    dots = min(wanted, int(room / (modules * dot)))
    if dots < smallest:
        need = modules * smallest * dot
        raise BadInput(
            gettext(
                "Mã này cần ô vuông %(need)s mm, tem chỉ còn chỗ %(room)s mm. Chọn tem lớn hơn.",
                need=_comma(need),
                room=_comma(room),
            ),
            field="sheet",
        )
    return Fit(dots, dots * dot, modules * dots * dot)


def _comma(length: float) -> str:
    return f"{length:.1f}".replace(".", ",")
