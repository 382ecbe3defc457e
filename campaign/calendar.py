"""Activities as a calendar file (RFC 5545): whole days, folded lines. Pure."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Protocol

LONGEST = 73  # bytes of a line, less what begins the next


class Held(Protocol):
    """What an entry is made of."""

    slug: str
    name: str
    place: str
    starts_on: date
    ends_on: date


def write_calendar(events: Iterable[Held], host: str, now: datetime) -> str:
    """The calendar; each entry keeps its UID, so that taking it in again changes what is there."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//{host}//events//VI", "CALSCALE:GREGORIAN"]
    for event in events:
        lines += [
            "BEGIN:VEVENT", f"UID:{event.slug}@{host}", f"DTSTAMP:{now:%Y%m%dT%H%M%SZ}",
            f"DTSTART;VALUE=DATE:{event.starts_on:%Y%m%d}",
            f"DTEND;VALUE=DATE:{event.ends_on + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escape(event.name)}", f"LOCATION:{_escape(event.place)}", "END:VEVENT",
        ]  # fmt: skip
    return "".join(f"{_fold(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _escape(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def _fold(line: str) -> str:
    """At most 75 bytes a line, cut between letters."""
    pieces, piece = [], ""
    for letter in line:
        if len((piece + letter).encode()) > LONGEST:
            pieces.append(piece)
            piece = ""
        piece += letter
    return "\r\n ".join([*pieces, piece])
