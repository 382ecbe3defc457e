"""The drawing of where a code was scanned."""

from qr.scan_map import HEIGHT, LINE, WIDTH, draw_dots, list_islands

PLACES = [("01", "Hà Nội", 21.0, 105.8), ("92", "Cần Thơ", 9.7, 105.8), ("86", "Vĩnh Long", 9.9, 106.1)]


def test_provinces_with_scans_are_larger_lie_on_top_and_their_names_stand_apart():
    dots = draw_dots(PLACES, {"92": (0, 1), "86": (3, 1)})
    assert [dot.name for dot in dots] == ["Hà Nội", "Vĩnh Long", "Cần Thơ"]
    empty, most, one = dots
    assert most.radius > one.radius > empty.radius
    assert (most.is_said, one.is_said) == (True, False)
    assert one.label_y - most.label_y >= LINE


def test_everything_stands_inside_with_both_archipelagos():
    dots = draw_dots(PLACES, {})
    assert all(0 < dot.x < WIDTH and 0 < dot.y < HEIGHT for dot in dots)
    islands = list_islands()
    assert [name for name, _, _ in islands] == ["Quần đảo Hoàng Sa", "Quần đảo Trường Sa"]
    assert all(0 < x < WIDTH and 0 < y < HEIGHT for _, x, y in islands)
