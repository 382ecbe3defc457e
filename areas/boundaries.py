"""Files of outlines that somebody brings, TopoJSON or GeoJSON, read and checked. Pure.

Each shape names its unit in the property `code` (two digits a province, five a commune). Lines that two
TopoJSON shapes share are made simpler once, so that neighbours still meet.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from areas.archipelagos import ARCHIPELAGOS
from areas.files import refuse
from areas.shapes import Ring, area_km2, simplify, simplify_ring

PROVINCE, COMMUNE = 1, 3  # levels of units, as in the table
LARGEST_FILE = 40 * 1024 * 1024
MOST_POINTS = 2_000_000
MOST_SHAPES = 5_000
TOLERANCES = {PROVINCE: 0.004, COMMUNE: 0.0006}  # degrees: about 450 m and 65 m
SMALLEST_KM2 = 0.05
WEST, SOUTH, EAST, NORTH = 101.0, 6.0, 118.5, 24.0


@dataclass(frozen=True)
class FileShape:
    """One unit's outline. `is_marked`: its archipelago was missing and got marks of ours."""

    code: str
    rings: list[Ring]
    is_marked: bool = False

    @property
    def level(self) -> int:
        return PROVINCE if len(self.code) == 2 else COMMUNE


def read_boundaries(data: bytes) -> list[FileShape]:
    """The outlines in the file, simplified; raises BadInput with what is wrong. Never half a file."""
    if len(data) > LARGEST_FILE:
        raise refuse([f"tệp lớn hơn {LARGEST_FILE // 1024 // 1024} MB"])
    try:
        tree = json.loads(data)
        shapes, faults = _read(tree)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError, OverflowError) as error:
        raise refuse([f"không đọc được như TopoJSON hoặc GeoJSON ({type(error).__name__})"]) from error
    if not shapes and not faults:
        faults = ["tệp không có địa bàn nào"]
    if faults:
        raise refuse(faults)
    return shapes


def with_archipelagos(shapes: list[FileShape], provinces: set[str]) -> list[FileShape]:
    """The shapes, with marks of Hoàng Sa in Đà Nẵng and of Trường Sa in Khánh Hòa where the file has none there.

    `provinces` are the codes of those whose communes the file draws: there the special zone is marked.
    """
    found = {shape.code: shape for shape in shapes}
    for group in ARCHIPELAGOS:
        own = [shape for shape in shapes if shape.code in (group.province, group.zone)]
        if any(group.holds(ring) for shape in own for ring in shape.rings):
            continue
        if group.province in found:
            rings = [*found[group.province].rings, *group.marks()]
            found[group.province] = FileShape(group.province, rings, True)
        elif group.province in provinces:
            found[group.zone] = FileShape(group.zone, group.marks(), True)
    return list(found.values())


def _read(tree: dict[str, Any]) -> tuple[list[FileShape], list[str]]:
    pieces = list(_topo_pieces(tree) if tree["type"] == "Topology" else _geo_pieces(tree))
    shapes, faults, seen = [], [], set()
    if len(pieces) > MOST_SHAPES:
        return [], [f"có {len(pieces)} địa bàn, tối đa {MOST_SHAPES}"]
    if sum(len(ring) for _code, rings in pieces for ring in rings) > MOST_POINTS:
        return [], [f"có hơn {MOST_POINTS} điểm"]
    for place, (code, rings) in enumerate(pieces, start=1):
        wrong = list(_faults_of(code, rings))
        wrong += [f"mã {code} có hai lần"] if code in seen else []
        seen.add(code)
        faults += [f"địa bàn thứ {place}: {fault}" for fault in wrong]
        if not wrong:
            shapes.append(FileShape(code, _worth_drawing(rings)))
    return shapes, faults


def _faults_of(code: str, rings: list[Ring]) -> Iterator[str]:
    if not re.fullmatch(r"[0-9]{2}|[0-9]{5}", code):
        yield f"mã “{code[:20]}” cần là 2 chữ số (tỉnh) hoặc 5 chữ số (xã)"
    if not rings:
        yield f"mã {code[:20]}: không có đường biên"
    if any(len(ring) < 4 or ring[0] != ring[-1] for ring in rings):
        yield f"mã {code[:20]}: đường biên không khép kín"
    if not all(WEST <= lon <= EAST and SOUTH <= lat <= NORTH for ring in rings for lon, lat in ring):
        yield f"mã {code[:20]}: có điểm ngoài vùng Việt Nam (kinh độ {WEST}–{EAST}, vĩ độ {SOUTH}–{NORTH})"


def _worth_drawing(rings: list[Ring]) -> list[Ring]:
    """Without tiny islets, but with those of Hoàng Sa and Trường Sa and with a unit's largest ring."""
    largest = max(rings, key=area_km2)

    def is_kept(ring: Ring) -> bool:
        return ring is largest or area_km2(ring) >= SMALLEST_KM2 or any(group.holds(ring) for group in ARCHIPELAGOS)

    return [ring for ring in rings if is_kept(ring)]


def _geo_pieces(tree: dict[str, Any]) -> Iterator[tuple[str, list[Ring]]]:
    for feature in tree["features"]:
        shape = feature["geometry"]
        polygons = {"Polygon": [shape["coordinates"]], "MultiPolygon": shape["coordinates"]}[shape["type"]]
        code = _code(feature["properties"])
        rings = [[_point(at) for at in ring] for polygon in polygons for ring in polygon]
        yield code, [simplify_ring(ring, _tolerance(code)) if len(ring) > 8 else ring for ring in rings]


def _topo_pieces(tree: dict[str, Any]) -> Iterator[tuple[str, list[Ring]]]:
    shapes = [shape for layer in tree["objects"].values() for shape in layer["geometries"]]
    raw = list(_arcs(tree))
    simple = [_simple(line, _tolerance(_code(shapes[0]["properties"]))) for line in raw] if shapes else []
    for shape in shapes:
        polygons = {"Polygon": [shape["arcs"]], "MultiPolygon": shape["arcs"]}[shape["type"]]
        rings = [_ring(numbers, simple, raw) for polygon in polygons for numbers in polygon]
        yield _code(shape["properties"]), rings


def _ring(numbers: list[int], simple: list[Ring], raw: list[Ring]) -> Ring:
    """The ring of the simpler lines; of the lines as given where it would be no ring any more."""
    ring = _stitch(numbers, simple)
    return ring if len(ring) >= 4 else _stitch(numbers, raw)


def _tolerance(code: str) -> float:
    return TOLERANCES[PROVINCE if len(code) == 2 else COMMUNE]


def _arcs(tree: dict[str, Any]) -> Iterator[Ring]:
    """The lines of a topology in degrees: differences in whole steps where it has a transform."""
    transform = tree.get("transform")
    for arc in tree["arcs"]:
        if transform is None:
            yield [_point(at) for at in arc]
            continue
        (wide, high), (west, south) = transform["scale"], transform["translate"]
        line, x, y = [], 0, 0
        for east, north in arc:
            x, y = x + east, y + north
            line.append((west + x * wide, south + y * high))
        yield line


def _simple(line: Ring, tolerance: float) -> Ring:
    """A shared line made simpler; one that closes by itself as a ring."""
    return simplify_ring(line, tolerance) if line and line[0] == line[-1] else simplify(line, tolerance)


def _stitch(numbers: list[int], lines: list[Ring]) -> Ring:
    """A ring of the lines with these numbers; ~n is line n backwards."""
    ring: Ring = []
    for number in numbers:
        line = lines[number] if number >= 0 else lines[~number][::-1]
        ring += line[1:] if ring else line
    return ring


def _point(at: list[float]) -> tuple[float, float]:
    return float(at[0]), float(at[1])


def _code(properties: dict[str, Any]) -> str:
    return str(properties.get("code") or properties.get("ma") or "")
