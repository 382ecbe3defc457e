"""Where a phone says it is."""

import re

_POINT = re.compile(r"(-?[0-9]{1,3}(?:\.[0-9]{1,8})?),(-?[0-9]{1,3}(?:\.[0-9]{1,8})?)")
FARTHEST_KM = 40
"""From the nearest commune: farther off the phone is at sea or abroad."""


def read_point(text: str) -> tuple[float, float] | None:
    """Latitude and longitude of "21.59,105.84"; None for what is no place on earth."""
    found = _POINT.fullmatch(text.strip())
    if not found:
        return None
    lat, lon = float(found[1]), float(found[2])
    return (lat, lon) if abs(lat) <= 90 and abs(lon) <= 180 else None
