"""Where the marks of places stand on a drawing, and what a tile says of its province. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import cos, sin, sqrt

from areas.pictures import Frame
from registry.places import LAYERS

APART = 15.0
"""Units between marks that would stand on one another."""
GOLDEN = 2.399963


@dataclass(frozen=True)
class Marker:
    """One place on a drawing."""

    x: float
    y: float
    layer: str
    name: str
    slug: str


@dataclass
class TileCount:
    """How many places of each layer a province has."""

    total: int = 0
    layers: dict[str, int] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """ "3 cửa hàng OCOP, 1 chợ" in the reader's language."""
        return ", ".join(f"{LAYERS[layer]}: {self.layers[layer]}" for layer in LAYERS if layer in self.layers)


def place_markers(frame: Frame, spots: Iterable) -> list[Marker]:
    """A marker for each spot inside the frame; those at one point stand around it, so that each can be pressed."""
    markers: list[Marker] = []
    taken: dict[tuple[float, float], int] = {}
    for spot in spots:
        if spot.lat is None or spot.lon is None or not frame.holds(spot.lon, spot.lat):
            continue
        x, y = frame.place(spot.lon, spot.lat)
        cell = (round(x / APART), round(y / APART))
        number = taken[cell] = taken.get(cell, -1) + 1
        far, turn = APART * sqrt(number), number * GOLDEN
        at = (min(max(x + far * cos(turn), 12), frame.width - 12), min(max(y + far * sin(turn), 12), frame.height - 12))
        markers.append(Marker(round(at[0], 1), round(at[1], 1), spot.layer, spot.name, spot.slug))
    return markers


def count_tiles(spots: Iterable) -> dict[str, TileCount]:
    """Places by the code of their province of today."""
    found: dict[str, TileCount] = {}
    for spot in spots:
        tile = found.setdefault(spot.province, TileCount())
        tile.total += 1
        tile.layers[spot.layer] = tile.layers.get(spot.layer, 0) + 1
    return found
