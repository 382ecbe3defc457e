"""Where a code was scanned, as plain numbers that a template writes as one SVG. Pure.

A dot for each province, a larger one where there were scans; Hoàng Sa and Trường Sa are always on it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

WEST, NORTH = 101.6, 23.9
SCALE = 26  # units in a degree
WIDTH, HEIGHT = 420, 460
SMALL, LEAST, MOST = 2, 7, 16
LINE = 17
ISLANDS = (("Quần đảo Hoàng Sa", 112.0, 16.5), ("Quần đảo Trường Sa", 113.8, 9.6))


@dataclass(frozen=True)
class Dot:
    """A province: its name, where it stands, how large it is drawn."""

    name: str
    x: float
    y: float
    radius: float
    count: int
    is_said: bool
    label_y: float = 0


def draw_dots(places: Sequence[tuple[str, str, float, float]], counts: Mapping[str, tuple[int, int]]) -> list[Dot]:
    """The dots of provinces (code, name, latitude, longitude); counts are said and guessed scans by code."""
    most = max((sum(count) for count in counts.values()), default=1)
    dots = []
    for code, name, lat, lon in places:
        said, guessed = counts.get(code, (0, 0))
        count = said + guessed
        radius = LEAST + (MOST - LEAST) * (count / most) ** 0.5 if count else SMALL
        dots.append(Dot(name, *place(lon, lat), round(radius, 1), count, said > 0))
    return _labelled(dots)


def _labelled(dots: list[Dot]) -> list[Dot]:
    """The dots with scans last, so that they lie on top, from north to south and their names apart."""
    lowest, done = 0.0, []
    for dot in sorted((dot for dot in dots if dot.count), key=lambda dot: dot.y):
        lowest = max(dot.y + 5, lowest + LINE)
        done.append(replace(dot, label_y=round(lowest, 1)))
    return [dot for dot in dots if not dot.count] + done


def place(lon: float, lat: float) -> tuple[float, float]:
    """Where a point stands on the drawing."""
    return round((lon - WEST) * SCALE, 1), round((NORTH - lat) * SCALE, 1)


def list_islands() -> list[tuple[str, float, float]]:
    """The names of both archipelagos and where they stand."""
    return [(name, *place(lon, lat)) for name, lon, lat in ISLANDS]
