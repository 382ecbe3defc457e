"""Places on the map: layers, ways there, the words of their facts. Pure."""

from dataclasses import dataclass
from math import cos, radians
from urllib.parse import quote, urlencode

from core.errors import BadInput
from core.i18n import lazy

LAYERS = {
    "ocop": lazy("Cửa hàng OCOP"),
    "viet": lazy("Điểm bán hàng Việt Nam"),
    "supermarket": lazy("Siêu thị, trung tâm thương mại"),
    "market": lazy("Chợ"),
    "cluster": lazy("Cụm công nghiệp"),
    "village": lazy("Làng nghề"),
    "display": lazy("Điểm trưng bày cho khách du lịch"),
    "model": lazy("Mô hình thí điểm OCOP"),
}
"""Layer of the map -> its name, in the order in which they are told. Each has its own drawn shape."""

HOMES = frozenset({"cluster", "village"})
"""Layers in which producers work."""

METHODS = {
    "lines": lazy("Đếm mặt hàng"),
    "turnover": lazy("Theo doanh thu"),
    "stated": lazy("Theo báo cáo, không có số đếm"),
}
QUALIFIERS = {"": lazy("chính xác"), "khoang": lazy("khoảng"), "tren": lazy("trên"), "gan": lazy("gần")}
WORKS = {"new": lazy("Xây mới"), "repair": lazy("Sửa chữa, cải tạo, nâng cấp")}
MANAGEMENT = {
    "board": lazy("Ban quản lý chợ"),
    "group": lazy("Tổ quản lý chợ"),
    "commune": lazy("UBND xã trực tiếp quản lý"),
    "enterprise": lazy("Doanh nghiệp"),
    "cooperative": lazy("Hợp tác xã"),
    "household": lazy("Hộ kinh doanh"),
}

KM_A_DEGREE = 111.2
WEST, SOUTH, EAST, NORTH = 101.0, 6.0, 118.0, 24.0


@dataclass(frozen=True)
class Box:
    """A span of latitudes and longitudes in degrees."""

    south: float
    north: float
    west: float
    east: float


def box_around(lat: float, lon: float, km: float) -> Box:
    """The box that holds every point within so many kilometres."""
    high = km / KM_A_DEGREE
    wide = high / max(cos(radians(lat)), 0.1)
    return Box(lat - high, lat + high, lon - wide, lon + wide)


def parse_point(text: str, digits: int = 3) -> tuple[float, float]:
    """ "21.594,105.848" as latitude and longitude, rounded: three digits are about 100 m, for where somebody is.

    Raises BadInput outside Vietnam's seas.
    """
    parts = text.replace(" ", "").split(",")
    try:
        lat, lon = (round(float(part[:20]), digits) for part in parts)
    except ValueError:
        raise BadInput(lazy("Vị trí cần là vĩ độ,kinh độ như 21.594,105.848"), field="near") from None
    if not (SOUTH <= lat <= NORTH and WEST <= lon <= EAST):
        raise BadInput(lazy("Vị trí này nằm ngoài Việt Nam; ghi vĩ độ trước, kinh độ sau"), field="near")
    return lat, lon


def say_km(km: float) -> str:
    """1,2 km; 350 m; 120 km."""
    if km < 1:
        return f"{max(round(km * 100) * 10, 50)} m"
    return f"{km:.1f} km".replace(".", ",") if km < 10 else f"{km:.0f} km"


@dataclass(frozen=True)
class Directions:
    """Ways to a point: for the map of the phone, and two public sites."""

    phone: str
    google: str
    osm: str


def directions(lat: float, lon: float, name: str) -> Directions:
    """Links to a point in WGS 84 degrees."""
    at = f"{lat:.5f},{lon:.5f}"
    return Directions(
        f"geo:{at}?q={at}({quote(name)})",
        "https://www.google.com/maps/dir/?" + urlencode({"api": 1, "destination": at}),
        f"https://www.openstreetmap.org/directions?to={quote(at)}",
    )
