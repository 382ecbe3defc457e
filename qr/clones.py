"""How much speaks for a code having been copied: a score for officers, never a verdict.

One second scan proves nothing: goods are given away, sold on the net, shown to friends. The score adds
up what honest goods seldom show together: several provinces, many phones, phones in two places by turns,
a long time. The weights are dated rows. An officer decides what buyers are told.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

DAY = 24 * 60
AMBER, RED = "amber", "red"
UNPRINTED, PIN_AGAIN, LATE = "unprinted", "pin_again", "late"
VIRAL_DEVICES, VIRAL_DAYS = 20, 3

Weights = Mapping[str, int]
"""Name -> hundredths of a point, or a plain number for limits; see qr/data/clone_weight.csv."""


@dataclass(frozen=True)
class Sighting:
    """One scan of the code. `device` is the cookie's key, "" at a first visit; `network` the weak key."""

    minute: int
    device: str
    network: str
    province: str = ""
    is_said: bool = False  # said by the person, else read off an address table


@dataclass(frozen=True)
class Reason:
    """One part of a score: what was seen, how often, and its hundredths of a point."""

    kind: str
    count: int
    points: int


@dataclass(frozen=True)
class Score:
    """The sum in hundredths of a point with its parts, and what an officer wants to know first."""

    points: int
    reasons: tuple[Reason, ...]
    said_provinces: int
    table_provinces: int
    devices: int  # halves: a cookie is two, a network and kind of browser alone one
    days: int  # first to last scan, both included
    looks_viral: bool  # many phones in few days: a photo that was passed on, rather than goods

    def level(self, weights: Weights) -> str:
        """red, amber or "" for an ordinary code."""
        if self.points >= weights["red"]:
            return RED
        return AMBER if self.points >= weights["amber"] else ""


def score_code(
    sightings: Sequence[Sighting], weights: Weights, *, found: Iterable[str] = (), reports: int = 0
) -> Score:
    """The score of one code from its scans in order of time.

    `found` names what else was seen (UNPRINTED, PIN_AGAIN, LATE); `reports` counts reports with a photo.
    """
    devices = name_devices(sightings)
    halves = count_halves(devices)
    said, table = split_provinces(sightings)
    days = (sightings[-1].minute - sightings[0].minute) // DAY + 1 if sightings else 0
    reasons = [
        _provinces(said, table, weights),
        Reason("turns", 1, weights["turns"] if goes_by_turns(sightings, devices) else 0),
        _devices(halves, weights),
        Reason("long", days, weights["long"] if _is_long(halves, days, weights) else 0),
        *(Reason(kind, 1, weights[kind]) for kind in found),
        Reason("reports", reports, min(reports * weights["report"], weights["report_most"])),
    ]
    kept = tuple(reason for reason in reasons if reason.points > 0)
    total = sum(reason.points for reason in kept)
    return Score(total, kept, len(said), len(table), halves, days, is_viral(sightings, devices))


def name_devices(sightings: Sequence[Sighting]) -> list[str]:
    """The phone behind each scan; a first visit belongs to the phone of the same network that came again."""
    returned = {each.network: each.device for each in reversed(sightings) if each.device}
    return [each.device or returned.get(each.network) or f"~{each.network}" for each in sightings]


def count_halves(devices: Iterable[str]) -> int:
    """Phones in halves: a network with a kind of browser may hide several or be one seen twice."""
    return sum(1 if device.startswith("~") else 2 for device in set(devices))


def split_provinces(sightings: Sequence[Sighting]) -> tuple[set[str], set[str]]:
    """The provinces that people said, and those known from addresses alone."""
    said = {each.province for each in sightings if each.province and each.is_said}
    return said, {each.province for each in sightings if each.province} - said


def goes_by_turns(sightings: Sequence[Sighting], devices: Sequence[str]) -> bool:
    """Whether three phones in a row were here, there and here again: one item does not travel so."""
    placed = [(each.province, device) for each, device in zip(sightings, devices, strict=True) if each.province]
    for first, second, third in zip(placed, placed[1:], placed[2:], strict=False):
        if first[0] == third[0] != second[0] and len({first[1], second[1], third[1]}) == 3:
            return True
    return False


def is_viral(sightings: Sequence[Sighting], devices: Sequence[str]) -> bool:
    """Most of many phones within a few days: rather a photo passed on than goods in shops."""
    first: dict[str, int] = {}
    for each, device in zip(sightings, devices, strict=True):
        first.setdefault(device, each.minute)
    times = sorted(first.values())
    most = len(times) * 4 // 5
    if len(times) < VIRAL_DEVICES:
        return False
    return any(end - start <= VIRAL_DAYS * DAY for start, end in zip(times, times[most:], strict=False))


def _provinces(said: set[str], table: set[str], weights: Weights) -> Reason:
    """Further provinces: one is where the goods were sold."""
    points = len(said) * weights["said_province"] + len(table) * weights["table_province"]
    return Reason("provinces", len(said) + len(table), points - weights["said_province"])


def _devices(halves: int, weights: Weights) -> Reason:
    over = halves * 50 - weights["free_devices"]
    return Reason("devices", (halves + 1) // 2, over * weights["device"] // 100)


def _is_long(halves: int, days: int, weights: Weights) -> bool:
    return days > weights["long_days"] and halves * 50 >= weights["long_devices"]
