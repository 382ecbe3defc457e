"""Papers for labels in millimetres: sheets as they are sold, rolls as pages of one label."""

from dataclasses import dataclass

A4 = (210.0, 297.0)


@dataclass(frozen=True)
class Sheet:
    """A page of equal labels; lengths in mm, counted from the top left corner.

    `gap` is what lies between two labels, to the right and down; `edge` stays free inside each label,
    for knives that do not hit the line.
    """

    name: str
    columns: int
    rows: int
    label_width: float
    label_height: float
    left: float = 0.0
    top: float = 0.0
    gap: tuple[float, float] = (0.0, 0.0)
    page: tuple[float, float] = A4
    edge: float = 1.0

    @property
    def count(self) -> int:
        return self.columns * self.rows

    def corner(self, place: int) -> tuple[float, float]:
        """Left and top of the label at this place of the page, row by row."""
        row, column = divmod(place % self.count, self.columns)
        left = self.left + column * (self.label_width + self.gap[0])
        return left, self.top + row * (self.label_height + self.gap[1])


def _avery(name: str, columns: int, rows: int, width: float, height: float, gap: float) -> Sheet:
    """The maker centres the labels on the page, with gaps only between columns."""
    left = (A4[0] - columns * width - (columns - 1) * gap) / 2
    top = (A4[1] - rows * height) / 2
    words = f"Avery {name}, A4 {columns} × {rows}, {_mm(width)} × {_mm(height)} mm"
    return Sheet(words, columns, rows, width, height, left, top, (gap, 0.0))


def _roll(width: float, height: float) -> Sheet:
    """One label a page: the printer feeds from gap to gap, and its knife is where the paper ends."""
    words = f"Cuộn {_mm(width)} × {_mm(height)} mm"
    return Sheet(words, 1, 1, width, height, page=(width, height), edge=0.5)


def _mm(length: float) -> str:
    return f"{length:g}".replace(".", ",")


SHEETS = {
    "3x8": Sheet("A4 3 × 8, 70 × 37 mm", 3, 8, 70.0, 37.0, top=0.5),
    "4x10": Sheet("A4 4 × 10, 52,5 × 29,7 mm", 4, 10, 52.5, 29.7),
    "5x8": Sheet("A4 5 × 8, 42 × 37 mm", 5, 8, 42.0, 37.0, top=0.5),
    "L7160": _avery("L7160", 3, 7, 63.5, 38.1, 2.54),
    "L7159": _avery("L7159", 3, 8, 63.5, 33.9, 2.54),
    "L7161": _avery("L7161", 3, 6, 63.5, 46.6, 2.54),
    "L7163": _avery("L7163", 2, 7, 99.1, 38.1, 2.54),
    "L7162": _avery("L7162", 2, 8, 99.1, 33.9, 2.54),
    "L7651": _avery("L7651", 5, 13, 38.1, 21.2, 2.54),
    "20x30": _roll(20.0, 30.0),
    "25x25": _roll(25.0, 25.0),
    "30x20": _roll(30.0, 20.0),
    "40x30": _roll(40.0, 30.0),
    "50x30": _roll(50.0, 30.0),
    "60x40": _roll(60.0, 40.0),
}
"""Key -> paper; the keys stand in stored print jobs and never change."""

ROLLS = tuple(key for key, sheet in SHEETS.items() if sheet.count == 1)
