"""How often a code was scanned in each province, for the map behind an alert. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from areas.pictures import Frame
from core.i18n import lazy

LEAST, MOST = 9, 26


@dataclass(frozen=True)
class ScanCount:
    """Scans of a code in a province: where people said it, and where it is only guessed from an address."""

    said: int
    guessed: int

    @property
    def total(self) -> int:
        return self.said + self.guessed

    @property
    def words(self) -> str:
        """Both numbers in the reader's language."""
        return str(lazy("%(said)s lượt người quét cho biết, %(guessed)s lượt đoán theo mạng",
                        said=self.said, guessed=self.guessed))  # fmt: skip


@dataclass(frozen=True)
class Dot:
    """A province on a drawn map: larger with more scans, filled where people said it."""

    name: str
    x: float
    y: float
    radius: float
    count: ScanCount


def count_scans(places: Mapping[str, tuple[int, int]]) -> dict[str, ScanCount]:
    """By province code."""
    return {code: ScanCount(*counts) for code, counts in places.items()}


def place_dots(
    frame: Frame | None, centres: Iterable[tuple[str, str, float, float]], counts: Mapping[str, ScanCount]
) -> list[Dot]:
    """A dot at each province (code, name, latitude, longitude) with scans; none on a map of tiles."""
    if frame is None or not counts:
        return []
    most = max(count.total for count in counts.values())
    return [
        Dot(name, *frame.place(lon, lat), round(LEAST + (MOST - LEAST) * (counts[code].total / most) ** 0.5, 1),
            counts[code])
        for code, name, lat, lon in centres if code in counts
    ]  # fmt: skip
