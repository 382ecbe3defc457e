"""Outlines on the map: rings of points, short to store, simple to ask. Pure.

A point is (longitude, latitude) in degrees, WGS 84; a ring is a list of points whose last is its first.
Rings that lie inside others are holes: a point is inside where an odd number of rings surround it.
"""

from itertools import pairwise
from math import cos, radians

Point = tuple[float, float]
Ring = list[Point]

STEP = 10_000
"""Steps in a degree: 1/10,000 of a degree is about 11 m."""


def encode_rings(rings: list[Ring]) -> str:
    """Rings as text: differences in steps, each a few letters, a space between rings."""
    return " ".join(_encode_ring(ring) for ring in rings)


def decode_rings(text: str) -> list[Ring]:
    """The rings that `encode_rings` wrote, to the step."""
    return [_decode_ring(part) for part in text.split(" ") if part]


def _encode_ring(ring: Ring) -> str:
    letters, before = [], (0, 0)
    for lon, lat in ring:
        here = (round(lon * STEP), round(lat * STEP))
        for now, was in zip(here, before, strict=True):
            letters.append(_number(now - was))
        before = here
    return "".join(letters)


def _number(value: int) -> str:
    """A whole number in pieces of five bits, the sign in the lowest bit, as printable letters."""
    left = ~(value << 1) if value < 0 else value << 1
    letters = ""
    while left >= 32:
        letters += chr((left & 31 | 32) + 63)
        left >>= 5
    return letters + chr(left + 63)


def _decode_ring(text: str) -> Ring:
    numbers, value, shift = [], 0, 0
    for letter in text:
        piece = ord(letter) - 63
        value |= (piece & 31) << shift
        shift += 5
        if piece < 32:
            numbers.append(~(value >> 1) if value & 1 else value >> 1)
            value = shift = 0
    ring, lon, lat = [], 0, 0
    for east, north in zip(numbers[::2], numbers[1::2], strict=True):
        lon, lat = lon + east, lat + north
        ring.append((lon / STEP, lat / STEP))
    return ring


def simplify(line: list[Point], tolerance: float) -> list[Point]:
    """The line without points that lie within `tolerance` degrees of it; both its ends stay (Douglas-Peucker)."""
    if len(line) < 3:
        return list(line)
    keep, spans = {0, len(line) - 1}, [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        far, where = 0.0, 0
        for index in range(first + 1, last):
            off = _distance(line[index], line[first], line[last])
            if off > far:
                far, where = off, index
        if far > tolerance:
            keep.add(where)
            spans += [(first, where), (where, last)]
    return [line[index] for index in sorted(keep)]


def _distance(point: Point, start: Point, end: Point) -> float:
    """How far a point lies from a segment, in degrees."""
    (x, y), (x1, y1), (x2, y2) = point, start, end
    wide, high = x2 - x1, y2 - y1
    length = wide * wide + high * high
    along = max(0.0, min(1.0, ((x - x1) * wide + (y - y1) * high) / length)) if length else 0.0
    return ((x - x1 - along * wide) ** 2 + (y - y1 - along * high) ** 2) ** 0.5


def simplify_ring(ring: Ring, tolerance: float) -> Ring:
    """A closed ring made simpler; one that would become a line stays as it is."""
    half = len(ring) // 2
    simple = simplify(ring[: half + 1], tolerance)[:-1] + simplify(ring[half:], tolerance)
    return simple if len(simple) >= 4 else ring


def surrounds(rings: list[Ring], lon: float, lat: float) -> bool:
    """Whether a point lies inside, by counting the edges that a ray to the east meets."""
    is_inside = False
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
                is_inside = not is_inside
    return is_inside


def box_of(rings: list[Ring]) -> tuple[float, float, float, float]:
    """West, south, east, north of all rings."""
    lons = [lon for ring in rings for lon, _lat in ring]
    lats = [lat for ring in rings for _lon, lat in ring]
    return min(lons), min(lats), max(lons), max(lats)


def area_km2(ring: Ring) -> float:
    """About how large the ring is, in square kilometres."""
    twice = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))
    return abs(twice) / 2 * 111.2**2 * cos(radians(ring[0][1]))
