"""What a photo says about itself: where and on which day it was taken. Read once, offered, never kept in it."""

import math
import warnings
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

from PIL import Image

from core.images import ImageRefused, sniff

GPS, EXIF = 0x8825, 0x8769
TAKEN = (0x9003, 0x9004, 0x0132)
"""When it was taken, when it was made a file, when it was last changed: the first that is there counts."""


@dataclass(frozen=True)
class PhotoFacts:
    """Degrees rounded to about 100 metres, and the day on the camera's own clock; None where it says nothing."""

    lat: float | None = None
    lon: float | None = None
    day: date | None = None


def read_photo_facts(data: bytes) -> PhotoFacts:
    """The place and day written in a picture; nothing from what cannot be read. Never raises."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exif = Image.open(BytesIO(data), formats=(sniff(data),)).getexif()
            gps, more = exif.get_ifd(GPS), exif.get_ifd(EXIF) | dict(exif)
    except ImageRefused:
        return PhotoFacts()
    except Exception:  # whatever a strange file does to the reader, there is just no answer to offer
        return PhotoFacts()
    place = (_degrees(gps.get(2), gps.get(1), 90), _degrees(gps.get(4), gps.get(3), 180))
    lat, lon = place if None not in place and place != (0, 0) else (None, None)
    days = (_day(more.get(tag)) for tag in TAKEN)
    return PhotoFacts(lat, lon, next((day for day in days if day), None))


def _degrees(parts: object, side: object, most: int) -> float | None:
    try:
        degrees, minutes, seconds = (float(part) for part in parts)  # type: ignore[attr-defined]
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    value = degrees + minutes / 60 + seconds / 3600
    if not math.isfinite(value) or abs(value) > most:
        return None
    return round(-value if side in ("S", "W") else value, 3)


def _day(text: object) -> date | None:
    try:
        return datetime.strptime(str(text)[:10], "%Y:%m:%d").date()  # noqa: DTZ007 - a camera knows no zone
    except ValueError:
        return None
