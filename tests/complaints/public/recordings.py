"""Small recordings with places, names and times in every block where phones write them."""

import struct

from tests.factories.complaints import SECRET_WORDS

TIME = 3_800_000_000  # seconds since 1904: a day of 2024


def box(name: bytes, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return struct.pack(">I", len(body) + 8) + name + body


def mp4(*, seconds: int = 5, handler: bytes = b"vide", padding: int = 100, brand: bytes = b"isom") -> bytes:
    """A film of no pictures: enough for programs that read what is written in it."""
    times = struct.pack(">IIII", 0, TIME, TIME, 1000)
    matrix = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
    head = box(b"mvhd", times, struct.pack(">IIH", seconds * 1000, 0x10000, 0x100), bytes(10), matrix, bytes(24),
               struct.pack(">I", 2))  # fmt: skip
    point = box(b"\xa9xyz", struct.pack(">HH", 18, 0x15C7), b"+21.5942+105.8482/")
    place = box(b"udta", point, box(b"\xa9mak", SECRET_WORDS))
    kind = box(b"hdlr", bytes(8), handler, bytes(12), b"Core Media " + SECRET_WORDS + b"\0")
    media = box(b"mdia", box(b"mdhd", times, struct.pack(">IHH", seconds * 1000, 0, 0)), kind, box(b"minf"))
    track_head = box(b"tkhd", struct.pack(">IIIIII", 7, TIME, TIME, 1, 0, seconds * 1000), bytes(60))
    moov = box(b"moov", head, box(b"trak", track_head, media), place, box(b"meta", bytes(4), SECRET_WORDS))
    xmp = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
    uuid = box(b"uuid", xmp, b"<x>" + SECRET_WORDS + b"</x>")
    return box(b"ftyp", brand, bytes(4), brand) + moov + uuid + box(b"mdat", bytes(padding))


def wav(seconds: int = 1) -> bytes:
    sound = bytes(8000 * seconds)
    parts = b"fmt " + struct.pack("<IHHIIHH", 16, 1, 1, 8000, 8000, 1, 8) + b"LIST" + struct.pack("<I", 40)
    parts += b"INFOICMT" + struct.pack("<I", 28) + SECRET_WORDS.ljust(28, b"\0")
    parts += b"data" + struct.pack("<I", len(sound))
    return b"RIFF" + struct.pack("<I", len(parts + sound) + 4) + b"WAVE" + parts + sound


def mp3() -> bytes:
    tag = SECRET_WORDS.ljust(60, b"\0")
    frame = b"\xff\xfb\x90\x00" + bytes(413)
    return b"ID3\x04\0\0\0\0\0" + bytes([len(tag)]) + tag + frame * 3 + b"TAG" + SECRET_WORDS.ljust(125, b"\0")
