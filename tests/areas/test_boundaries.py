"""Outlines of units: read, refused, stored, asked; Hoàng Sa and Trường Sa always among them."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from areas.actions.boundaries import import_boundaries
from areas.archipelagos import ARCHIPELAGOS
from areas.boundaries import read_boundaries, with_archipelagos
from areas.models import AreaBoundary
from areas.queries.boundaries import find_commune_at, list_outlines
from areas.shapes import STEP, decode_rings, encode_rings, simplify_ring, surrounds
from core import clock
from core.actor import SYSTEM
from core.errors import BadInput
from tests.factories.areas import TODAY, unit
from tests.factories.places import geojson, square

SHARED = Path(__file__).parents[3] / "shared" / "vn-data"
needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="the outlines to try on are not here")
STEPS = st.integers(-180 * STEP, 180 * STEP).map(lambda steps: steps / STEP)
RING = st.lists(st.tuples(STEPS, STEPS), min_size=3, max_size=12).map(lambda points: [*points, points[0]])


def take(session, data: bytes, on: date = TODAY, **options):
    return import_boundaries(session, data, source="thử", on=on, actor=SYSTEM, now=clock.now(), **options)


def count(session) -> int:
    return session.scalar(select(func.count()).select_from(AreaBoundary))


@given(st.lists(RING, min_size=1, max_size=4))
def test_rings_come_back_from_their_text_to_the_step(rings):
    text = encode_rings(rings)
    assert decode_rings(text) == rings
    assert text.isprintable()


def test_a_simpler_ring_stays_closed_and_close():
    ring = [(105 + step / 1000, 21.0) for step in range(100)]
    ring += [(105.1, 21.1), (105.0, 21.1), ring[0]]
    simple = simplify_ring(ring, 0.001)
    assert simple[0] == simple[-1] and len(simple) < 10
    assert surrounds([simple], 105.05, 21.05) and not surrounds([simple], 105.05, 21.2)


def test_a_hole_is_outside():
    rings = [square(105, 21, 1), square(105.4, 21.4, 0.2)]
    assert surrounds(rings, 105.1, 21.1) and not surrounds(rings, 105.5, 21.5)


def test_a_point_finds_its_commune_where_outlines_are_known(session):
    assert find_commune_at(session, 21.6, 105.8) is None
    counts = take(session, geojson({"05503": [square(105.7, 21.5)], "05500": [square(105.9, 21.5)]}))
    assert (counts.new, counts.changed, counts.same) == (2, 0, 0)
    assert find_commune_at(session, 21.6, 105.8).code == "05503"
    assert find_commune_at(session, 21.6, 106.0).code == "05500"
    assert find_commune_at(session, 21.9, 105.8) is None


def test_a_later_file_ends_the_outline_of_before_and_the_same_one_changes_nothing(session):
    take(session, geojson({"05503": [square(105.7, 21.5)]}), on=date(2025, 7, 1))
    again = take(session, geojson({"05503": [square(105.7, 21.5)]}))
    assert (again.same, count(session)) == (1, 1)
    moved = take(session, geojson({"05503": [square(105.0, 21.5)]}))
    assert (moved.changed, count(session)) == (1, 2)
    assert find_commune_at(session, 21.6, 105.1).code == "05503"
    assert find_commune_at(session, 21.6, 105.1, date(2026, 1, 1)) is None
    assert find_commune_at(session, 21.6, 105.8, date(2026, 1, 1)).code == "05503"


def test_only_trying_writes_nothing(session):
    assert take(session, geojson({"05503": [square(105.7, 21.5)]}), only_try=True).new == 1
    assert count(session) == 0


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "không đọc được"),
        (b"[1, 2]", "không đọc được"),
        (b'{"type": "Topology", "objects": {"a": {"geometries": [{"type": "Point"}]}}}', "không đọc được"),
        (b'{"type": "FeatureCollection", "features": []}', "không có địa bàn nào"),
        (geojson({"05503": [square(105.7, 21.5)[:-1]]}), "không khép kín"),
        (geojson({"05503": [square(21.5, 105.7)]}), "ngoài vùng Việt Nam"),
        (geojson({"05503": [[[float("nan"), 21], [105, 22], [106, 22], [float("nan"), 21]]]}), "không"),
        (geojson({"Tân Cương": [square(105.7, 21.5)]}), "cần là 2 chữ số"),
        (geojson({"99999": [square(105.7, 21.5)]}), "không có địa bàn mã 99999"),
        (geojson({"05503": []}), "không có đường biên"),
    ],
)  # fmt: skip
def test_a_bad_file_is_refused_whole(session, data, told):
    with pytest.raises(BadInput) as refused:
        take(session, data)
    assert told in str(refused.value)
    assert count(session) == 0


def test_shared_lines_of_a_topology_are_put_together_forwards_and_backwards():
    arcs = [[[0, 0], [10, 0]], [[10, 0], [0, 10], [-10, 0], [0, -10]], [[10, 0], [10, 0], [0, 10], [-10, 0]]]
    shapes = [
        {"type": "Polygon", "properties": {"code": "01"}, "arcs": [[0, 1]]},
        {"type": "MultiPolygon", "properties": {"code": "19"}, "arcs": [[[2, 3]]]},
    ]
    arcs += [[[20, 10], [-10, 0], [0, -10]]]
    tree = {"type": "Topology", "transform": {"scale": [0.1, 0.1], "translate": [105, 21]},
            "objects": {"layer": {"geometries": shapes}}, "arcs": [[[0, 0], [10, 0]], *arcs[1:]]}  # fmt: skip
    found = {shape.code: shape.rings for shape in read_boundaries(json.dumps(tree).encode())}
    assert surrounds(found["01"], 105.5, 21.5) and not surrounds(found["01"], 106.5, 21.5)
    assert surrounds(found["19"], 106.5, 21.5)


def test_a_country_without_hoang_sa_and_truong_sa_gets_both():
    bare = geojson({"48": [square(108, 16)], "56": [square(109, 12)], "01": [square(105.5, 21)]})
    shapes = {shape.code: shape for shape in with_archipelagos(read_boundaries(bare), set())}
    for group in ARCHIPELAGOS:
        assert shapes[group.province].is_marked
        assert any(group.holds(ring) for ring in shapes[group.province].rings)
    assert not shapes["01"].is_marked


def test_a_file_that_has_them_keeps_its_own():
    own = geojson({"48": [square(108, 16), square(112.2, 16.8, 0.02)]})
    (shape,) = with_archipelagos(read_boundaries(own), set())
    assert not shape.is_marked and len(shape.rings) == 2


def test_communes_of_da_nang_and_khanh_hoa_bring_their_special_zones(session):
    counts = take(session, geojson({"20194": [square(108, 16)], "22333": [square(109, 12.2)]}))
    assert counts.marked == 2
    zones = [code for code in ("20333", "22736") if list_of(session, code)]
    assert zones == ["20333", "22736"]


def list_of(session, code: str) -> list:
    query = select(AreaBoundary).where(AreaBoundary.unit_id == unit(session, code).id)
    return list(session.scalars(query))


@needs_shared
def test_the_real_outlines_of_34_provinces_are_taken_compactly(session):
    counts = take(session, (SHARED / "provinces-34.topojson").read_bytes())
    assert (counts.new, counts.marked) == (34, 0)
    assert counts.bytes < 60_000
    outlines = {unit.code: boundary for unit, boundary in list_outlines(session)}
    for group in ARCHIPELAGOS:
        rings = decode_rings(outlines[group.province].shape)
        assert any(group.holds(ring) for ring in rings)


@needs_shared
def test_real_communes_are_found_at_their_own_centres(session):
    take(session, (SHARED / "wards" / "19.topojson").read_bytes())
    outlines = list_outlines(session, province_id=unit(session, "19").id)
    assert len(outlines) == 92
    right = [found for found, _ in outlines if (at := find_commune_at(session, found.lat, found.lon)) and at is found]
    assert len(right) >= 85


def test_the_command_tries_and_takes(app, session, tmp_path):
    file = tmp_path / "xa.geojson"
    file.write_bytes(geojson({"05503": [square(105.7, 21.5)]}))
    run = app.test_cli_runner().invoke
    tried = run(args=["areas", "import-boundaries", str(file), "--dry-run", "--format", "json"])
    assert json.loads(tried.output)["new"] == 1 and count(session) == 0
    assert run(args=["areas", "import-boundaries", str(file)]).exit_code == 0
    session.rollback()
    assert count(session) == 1
    file.write_bytes(b"{}")
    refused = run(args=["areas", "import-boundaries", str(file)])
    assert refused.exit_code == 1 and "Tệp bị từ chối" in refused.output
