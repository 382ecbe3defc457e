"""Drawings of the country and of a province, as plain numbers that `templates/areas/map.html` writes as SVG. Pure.

Two ways: tiles, one square a province, which need no file; or outlines that somebody imported. Every picture
carries Hoàng Sa and Trường Sa.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from math import cos, radians
from pathlib import Path

from areas.archipelagos import ARCHIPELAGOS
from areas.shapes import Ring
from core.reference import read_rows

FOLDER = Path(__file__).parent / "data"
TILE_WIDE, TILE_HIGH, GAP = 62, 50, 4
COLUMNS, ROWS = 6, 15
COUNTRY = (101.9, 6.3, 117.7, 23.6)  # west, south, east, north: the sea with both archipelagos included
COUNTRY_WIDE, PROVINCE_WIDE = 720, 720
SEA_TILES = {"48": (4, 7), "56": (4, 11)}  # column and row where an archipelago stands beside its province


@dataclass(frozen=True)
class Frame:
    """How degrees become units of the drawing: x grows to the east, y to the south."""

    west: float
    north: float
    across: float  # units in a degree of longitude
    down: float  # units in a degree of latitude
    width: float
    height: float

    def place(self, lon: float, lat: float) -> tuple[float, float]:
        """Where a point stands."""
        return round((lon - self.west) * self.across, 1), round((self.north - lat) * self.down, 1)

    def holds(self, lon: float, lat: float) -> bool:
        """Whether a point stands inside the drawing."""
        x, y = self.place(lon, lat)
        return 0 <= x <= self.width and 0 <= y <= self.height


@dataclass(frozen=True)
class Area:
    """A province or commune on a picture: a tile with words, or the path of an outline."""

    code: str
    name: str
    words: tuple[str, ...] = ()
    x: float = 0
    y: float = 0
    path: str = ""
    is_chosen: bool = False


@dataclass(frozen=True)
class Sea:
    """An archipelago on a picture: its name, whose it is, where the words stand, dots of islands."""

    name: object
    belongs: object
    province: str
    x: float
    y: float
    islands: list[tuple[float, float]]


@dataclass(frozen=True)
class Picture:
    """A drawing: its size, areas, archipelagos, dots (centres of communes), and the frame where it has degrees."""

    width: float
    height: float
    areas: list[Area]
    seas: list[Sea]
    frame: Frame | None = None
    dots: list[tuple[float, float, str]] = field(default_factory=list)
    is_country: bool = True

    @property
    def is_tiled(self) -> bool:
        return self.frame is None


@cache
def list_tiles() -> dict[str, tuple[int, int, tuple[str, ...]]]:
    """Column, row and words of each province's tile, by its code."""
    rows = read_rows(FOLDER / "tiles.csv")
    return {row["code"]: (int(row["column"]), int(row["row"]), tuple(row["words"].split("|"))) for row in rows}


def draw_tiles(names: dict[str, str], chosen: str = "") -> Picture:
    """One tile a province, with Hoàng Sa and Trường Sa; `names` by code, `chosen` the code of one that stands out."""
    areas = []
    for code, (column, row, words) in list_tiles().items():
        x, y = _corner(column, row)
        areas.append(Area(code, names.get(code, " ".join(words)), words, x, y, is_chosen=code == chosen))
    seas = [_sea_tile(group) for group in ARCHIPELAGOS]
    return Picture(COLUMNS * TILE_WIDE + GAP, ROWS * TILE_HIGH + GAP, areas, seas)


def _corner(column: float, row: float) -> tuple[float, float]:
    return GAP + column * TILE_WIDE, GAP + row * TILE_HIGH


def _sea_tile(group) -> Sea:
    """Islands as dots in their own proportions under the archipelago's name."""
    x, y = _corner(*SEA_TILES[group.province])
    wide, high = group.east - group.west, group.north - group.south
    islands = [
        (round(x + 8 + (lon - group.west) / wide * 100, 1), round(y + 44 + (group.north - lat) / high * 44, 1))
        for lon, lat in group.islands
    ]
    return Sea(group.name, group.belongs, group.province, x, y, islands)


def frame_around(west: float, south: float, east: float, north: float, width: float, margin: float = 0.04) -> Frame:
    """A frame with a margin around a box, as wide as asked; true to scale at its middle."""
    wide, high = max(east - west, 0.05), max(north - south, 0.05)
    west, east = west - wide * margin, east + wide * margin
    south, north = south - high * margin, north + high * margin
    across = width / (east - west)
    down = across / cos(radians((south + north) / 2))
    return Frame(west, north, across, down, width, round((north - south) * down, 1))


def draw_country(outlines: Iterable[tuple[str, str, list[Ring]]], chosen: str = "") -> Picture:
    """The country from outlines (code, name, rings), with the names of Hoàng Sa and Trường Sa in their seas."""
    frame = frame_around(*COUNTRY, COUNTRY_WIDE, 0)
    areas = [Area(code, name, path=path_of(rings, frame), is_chosen=code == chosen) for code, name, rings in outlines]
    seas = []
    for group in ARCHIPELAGOS:
        x, y = frame.place(*group.label)
        seas.append(Sea(group.name, group.belongs, group.province, x, y, [frame.place(*at) for at in group.islands]))
    return Picture(frame.width, frame.height, areas, seas, frame)


def draw_province(
    outlines: Iterable[tuple[str, str, list[Ring]]], centres: Iterable[tuple[float, float, str]]
) -> Picture:
    """A province: its communes' outlines, or a dot at each commune's centre (lon, lat, name) where there are none.

    Islands far out at sea do not make the mainland small: the frame is around what lies outside both archipelagos.
    """
    outlines, centres = list(outlines), list(centres)
    rings = [ring for _code, _name, several in outlines for ring in several]
    points = [point for ring in rings for point in ring] + [(lon, lat) for lon, lat, _name in centres]
    near = [point for point in points if not any(group.holds([point]) for group in ARCHIPELAGOS)]
    if not near:
        return draw_country(outlines)
    lons, lats = [lon for lon, _lat in near], [lat for _lon, lat in near]
    frame = frame_around(min(lons), min(lats), max(lons), max(lats), PROVINCE_WIDE, 0.06)
    areas = [Area(code, name, path=path_of(several, frame)) for code, name, several in outlines]
    dots = [] if areas else [
        (*frame.place(lon, lat), name) for lon, lat, name in centres if frame.holds(lon, lat)
    ]  # fmt: skip
    return Picture(frame.width, frame.height, areas, [], frame, dots, is_country=False)


def path_of(rings: list[Ring], frame: Frame) -> str:
    """The rings as the path of an SVG, in whole and tenth units; points that fall on one another are one."""
    return "".join(_ring_path(ring, frame) for ring in rings)


def _ring_path(ring: Ring, frame: Frame) -> str:
    points: list[tuple[float, float]] = []
    for lon, lat in ring[:-1]:
        here = frame.place(lon, lat)
        if not points or here != points[-1]:
            points.append(here)
    if len(points) < 3:
        x, y = points[0]
        points = [(x - 0.8, y), (x, y - 0.8), (x + 0.8, y)]
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points) + "Z"
