"""What one printer does with a page: how fine its dots are, how far it shifts and stretches."""

from dataclasses import dataclass

INCH = 25.4
DPIS = (203, 300, 600)


@dataclass(frozen=True)
class Printer:
    """`right` and `down` are mm that print too far; the stretches are 1.002 where 100 mm come out as 100.2.

    Places are corrected by all four. Sizes of codes are not: a module stays a whole number of dots.
    """

    dpi: int = 300
    right: float = 0.0
    down: float = 0.0
    stretch_x: float = 1.0
    stretch_y: float = 1.0

    @property
    def dot(self) -> float:
        """mm of one dot."""
        return INCH / self.dpi

    def aim(self, left: float, top: float) -> tuple[float, float]:
        """Where to draw so that it comes out at `left`, `top`, on a whole dot."""
        x, y = (left - self.right) / self.stretch_x, (top - self.down) / self.stretch_y
        return round(x / self.dot) * self.dot, round(y / self.dot) * self.dot
