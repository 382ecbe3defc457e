"""The scans of a code on the map of the country."""

from areas.pictures import draw_country, draw_tiles
from qr.scan_counts import LEAST, MOST, count_scans, place_dots

CENTRES = [("01", "Hà Nội", 21.0, 105.8), ("92", "Cần Thơ", 9.7, 105.8), ("86", "Vĩnh Long", 9.9, 106.1)]


def test_provinces_with_more_scans_have_larger_dots_and_others_none():
    frame = draw_country([]).frame
    dots = {dot.name: dot for dot in place_dots(frame, CENTRES, count_scans({"92": (0, 1), "86": (3, 1)}))}
    assert set(dots) == {"Cần Thơ", "Vĩnh Long"}
    assert LEAST < dots["Cần Thơ"].radius < dots["Vĩnh Long"].radius == MOST
    assert dots["Vĩnh Long"].count.said and not dots["Cần Thơ"].count.said
    assert all(0 < dot.x < frame.width and 0 < dot.y < frame.height for dot in dots.values())


def test_a_map_of_tiles_tells_the_counts_itself():
    assert place_dots(draw_tiles({}).frame, CENTRES, count_scans({"92": (0, 1)})) == []
    assert place_dots(draw_country([]).frame, CENTRES, {}) == []
