"""Hoàng Sa and Trường Sa: on every map of the country, whatever file it was drawn from. Pure."""

from dataclasses import dataclass

from areas.shapes import Point, Ring
from core.i18n import lazy

HALF = 0.03  # degrees: a mark of about 6 km, so that it can be seen on a map of the country


@dataclass(frozen=True)
class Archipelago:
    """An archipelago of Vietnam: its province and special zone by code, the sea around it, islands (lon, lat)."""

    name: object
    province: str
    zone: str
    belongs: object
    label: Point
    west: float
    south: float
    east: float
    north: float
    islands: tuple[Point, ...]

    def holds(self, ring: Ring) -> bool:
        """Whether a ring lies in the archipelago's sea."""
        return all(self.west <= lon <= self.east and self.south <= lat <= self.north for lon, lat in ring)

    def marks(self) -> list[Ring]:
        """A small mark at each island, where a file has none."""
        return [_mark(lon, lat) for lon, lat in self.islands]


def _mark(lon: float, lat: float) -> Ring:
    north, east, south, west = (lon, lat + HALF), (lon + HALF, lat), (lon, lat - HALF), (lon - HALF, lat)
    return [north, east, south, west, north]


ARCHIPELAGOS = (
    Archipelago(
        lazy("Hoàng Sa"), "48", "20333", lazy("Quần đảo Hoàng Sa (thành phố Đà Nẵng)"), (112.1, 16.45),
        111.0, 15.5, 113.0, 17.3,
        ((111.61, 16.53), (112.34, 16.83), (111.72, 16.45), (112.27, 16.97), (111.20, 15.78), (112.73, 16.67)),
    ),
    Archipelago(
        lazy("Trường Sa"), "56", "22736", lazy("Quần đảo Trường Sa (tỉnh Khánh Hòa)"), (114.0, 9.6),
        111.3, 6.4, 117.6, 12.2,
        ((111.92, 8.65), (114.33, 11.43), (114.36, 10.18), (114.33, 9.89), (113.84, 7.89), (115.83, 10.73),
         (112.92, 8.86), (114.48, 10.38)),
    ),
)  # fmt: skip
