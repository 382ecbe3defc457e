"""Short videos and voice notes: told by their bytes, cut of what is not picture or sound, kept sealed.

They are never shown on a page: an officer opens the sealed file with a reason. The MP4 family (MP4, MOV, 3GP, M4A)
keeps its length: blocks of metadata become empty `free` blocks and times become zero, so that no offset moves;
a file with a track that is neither picture nor sound is refused, because places are written there.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

VIDEO, VOICE = "video", "voice"
BRANDS = {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"qt  ", b"M4A ", b"M4B ",
          b"3gp4", b"3gp5", b"3gp6", b"3g2a", b"mmp4", b"MSNV", b"dash", b"3gp7", b"iso3"}  # fmt: skip
INNER = {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts", b"dinf", b"moof", b"traf", b"mvex"}
TOP = {b"ftyp", b"moov", b"mdat", b"moof", b"free", b"wide", b"skip", b"styp", b"sidx", b"mfra"}
DROPPED = {b"udta", b"meta", b"uuid", b"free", b"skip", b"XMP_", b"tref"}
TIMED = {b"mvhd", b"tkhd", b"mdhd"}
TRACKS = {b"vide", b"soun"}
DEPTH = 8


class RecordingRefused(ValueError):
    """The bytes are no recording that we take. `reason`: not_recording or broken."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Recording:
    """A recording without its metadata; `seconds` where the file says how long it is."""

    media: str
    media_type: str
    data: bytes
    seconds: int | None


@dataclass
class _Found:
    """What a walk through a file met: blocks at the top, kinds of tracks, the length in seconds."""

    top: set[bytes] = field(default_factory=set)
    tracks: set[bytes] = field(default_factory=set)
    seconds: int | None = None


def read_recording(data: bytes) -> Recording:
    """A video or a voice note. Raises RecordingRefused."""
    try:
        if data[4:8] == b"ftyp":
            return _read_mp4(data)
        if data[:5] == b"#!AMR":
            return Recording(VOICE, "audio/amr", data, None)
        if data[:4] == b"RIFF" and data[8:12] == b"WAVE":
            return _read_wav(data)
        if data[:3] == b"ID3" or _is_frame(data, 0):
            return _read_mp3(data)
    except (struct.error, IndexError) as fault:
        raise RecordingRefused("broken") from fault
    raise RecordingRefused("not_recording")


def _read_mp4(data: bytes) -> Recording:
    if data[8:12] not in BRANDS:
        raise RecordingRefused("not_recording")
    out, found = bytearray(data), _Found()
    _walk(out, 0, len(out), found, 0)
    if not {b"moov", b"mdat"} <= found.top or not found.tracks:
        raise RecordingRefused("broken")
    if not found.tracks <= TRACKS:
        raise RecordingRefused("other_track")
    is_video = b"vide" in found.tracks
    kind = "video/mp4" if is_video else "audio/mp4"
    return Recording(VIDEO if is_video else VOICE, kind, bytes(out), found.seconds)


def _walk(out: bytearray, start: int, end: int, found: _Found, depth: int) -> None:
    """Empty what tells more than picture and sound, in place."""
    for place, body, after in _boxes(out, start, end):
        name = bytes(out[place + 4 : place + 8])
        if depth == 0:
            found.top.add(name)
        if name in DROPPED or (depth == 0 and name not in TOP):
            out[place + 4 : place + 8] = b"free"
            _empty(out, body, after)
        elif name in INNER and depth < DEPTH:
            _walk(out, body, after, found, depth + 1)
        elif name in TIMED:
            _forget_times(out, body, name, found)
        elif name == b"hdlr":
            _read_handler(out, body, after, found)


def _boxes(out: bytearray, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Where each block begins, its contents begin, and it ends."""
    place = start
    while place + 8 <= end:
        size, body = struct.unpack_from(">I", out, place)[0], place + 8
        if size == 1:
            size, body = struct.unpack_from(">Q", out, body)[0], body + 8
        size = size or end - place
        if size < body - place or place + size > end:
            raise RecordingRefused("broken")
        yield place, body, place + size
        place += size
    if place != end and any(out[place:end]):
        raise RecordingRefused("broken")


def _empty(out: bytearray, body: int, after: int) -> None:
    out[body:after] = bytes(after - body)


def _forget_times(out: bytearray, body: int, name: bytes, found: _Found) -> None:
    wide = out[body] == 1
    length = 16 if wide else 8
    out[body + 4 : body + 4 + length] = bytes(length)
    if name == b"mvhd":
        scale, duration = struct.unpack_from(">IQ" if wide else ">II", out, body + 4 + length)
        found.seconds = -(-duration // scale) if scale else None


def _read_handler(out: bytearray, body: int, after: int, found: _Found) -> None:
    """The kind of a track; the maker's words behind it go. Other handlers stand in metadata, which is emptied."""
    part = bytes(out[body + 4 : body + 8])
    kind = bytes(out[body + 8 : body + 12])
    if part != b"dhlr":  # QuickTime's data handlers say nothing of the track
        found.tracks.add(kind)
    _empty(out, body + 12, after)


def _read_wav(data: bytes) -> Recording:
    kept, place, rate = [], 12, 0
    while place + 8 <= len(data):
        name, size = struct.unpack_from("<4sI", data, place)
        after = place + 8 + size
        if after > len(data):
            raise RecordingRefused("broken")
        if name == b"fmt ":
            rate = struct.unpack_from("<I", data, place + 16)[0]
        if name in (b"fmt ", b"data"):
            kept.append(data[place:after].ljust(8 + size + size % 2, b"\0"))
        place = after + size % 2
    if len(kept) != 2:
        raise RecordingRefused("broken")
    body = b"".join(kept)
    seconds = -(-(len(kept[1]) - 8) // rate) if rate else None
    return Recording(VOICE, "audio/wav", b"RIFF" + struct.pack("<I", len(body) + 4) + b"WAVE" + body, seconds)


def _read_mp3(data: bytes) -> Recording:
    """MP3 and ADTS AAC: the tags before and behind the sound are cut."""
    start = 0
    while data[start : start + 3] == b"ID3":
        parts = data[start + 6 : start + 10]
        if len(parts) < 4 or any(part > 0x7F for part in parts):
            raise RecordingRefused("broken")
        size = parts[0] << 21 | parts[1] << 14 | parts[2] << 7 | parts[3]
        start += 10 + size + (10 if data[start + 5] & 0x10 else 0)
    if not _is_frame(data, start):
        raise RecordingRefused("broken")
    sound = data[start:]
    if sound[-128:].startswith(b"TAG"):
        sound = sound[:-128]
    sound = sound.partition(b"APETAGEX")[0]
    is_aac = sound[1] & 0xF6 == 0xF0
    return Recording(VOICE, "audio/aac" if is_aac else "audio/mpeg", sound, None)


def _is_frame(data: bytes, place: int) -> bool:
    """Whether a frame of MP3 or ADTS AAC begins here: eleven set bits and a layer or ADTS that exists."""
    if len(data) < place + 4 or data[place] != 0xFF or data[place + 1] & 0xE0 != 0xE0:
        return False
    head = data[place + 1]
    if head & 0xF6 == 0xF0:
        return True
    return head & 0x06 != 0 and head & 0x18 != 0x08 and data[place + 2] & 0xF0 not in (0x00, 0xF0)
