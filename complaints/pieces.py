"""Files in pieces: the rules of the resumable upload, in the words of tus 1.0 (creation, termination, expiry)."""

import binascii
import re
from base64 import b64decode
from dataclasses import dataclass
from datetime import date, timedelta

from core.errors import Conflict, NotFound
from core.i18n import lazy

KEPT = timedelta(days=3)
"""How long a file that was begun waits for its missing pieces."""
MOST_PIECE = 1024 * 1024
OPEN, DONE, REFUSED = "open", "done", "refused"
MOST_OPEN = 12
"""Files that one form may have under way or refused at once; more would be no person."""

_DEGREES = re.compile(r"(-?\d{1,3}(?:\.\d{1,6})?),(-?\d{1,3}(?:\.\d{1,6})?)")


@dataclass(frozen=True)
class Announced:
    """What a phone says before it sends a file. The place is rounded and never stored with the file."""

    size: int
    name: str = ""
    sha256: str = ""
    media: str = ""
    place: tuple[float, float] | None = None
    day: date | None = None


class WrongOffset(Conflict):
    """The piece does not begin where the file ends; the sender asks where that is and goes on."""


def wrong_offset() -> WrongOffset:
    """The refusal of a piece out of turn."""
    return WrongOffset(lazy("Phần ảnh này không nối đúng chỗ. Máy sẽ tự hỏi lại và gửi tiếp."))


def gone() -> NotFound:
    """The refusal where no file is waited for."""
    return NotFound(lazy("Không còn chờ tệp này. Chọn lại ảnh và gửi từ đầu."))


def read_announcement(length: str | None, metadata: str) -> Announced | None:
    """Upload-Length and Upload-Metadata as sent; None when the length is no number of bytes."""
    if not length or not re.fullmatch(r"\d{1,12}", length) or int(length) == 0:
        return None
    words = _words_of(metadata)
    sha256 = words.get("sha256", "").lower()
    return Announced(
        size=int(length),
        name=words.get("filename", "")[-80:],
        sha256=sha256 if re.fullmatch("[0-9a-f]{64}", sha256) else "",
        media="screenshot" if words.get("media") == "screenshot" else "",
        place=_read_place(words.get("place", "")),
        day=_read_day(words.get("day", "")),
    )


def _words_of(metadata: str) -> dict[str, str]:
    """Pairs of a name and a text in base64, with commas between them; what cannot be read is left out."""
    words = {}
    for pair in metadata[:4000].split(","):
        name, _, coded = pair.strip().partition(" ")
        try:
            words[name] = b64decode(coded, validate=True).decode().replace("\0", "")
        except (binascii.Error, UnicodeDecodeError, ValueError):
            continue
    return words


def _read_place(text: str) -> tuple[float, float] | None:
    found = _DEGREES.fullmatch(text)
    if not found:
        return None
    lat, lon = round(float(found[1]), 3), round(float(found[2]), 3)
    return (lat, lon) if abs(lat) <= 90 and abs(lon) <= 180 else None


def _read_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
