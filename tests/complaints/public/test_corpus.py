"""Files that no phone makes: broken, huge, mislabelled, bombs. Each is answered with its sentence; none stays."""

import os
import random
import struct
import zlib
from collections.abc import Iterator

import pytest

from complaints.actions.photos import keep_photo, limits
from complaints.photos import read_file
from core import storage
from core.errors import BadInput
from tests.complaints.public.recordings import mp4, wav
from tests.core.test_images import bomb
from tests.factories.complaints import SECRET_WORDS, picture

SEED = 20261124
KINDS = ("JPEG", "PNG", "WEBP", "HEIF")
FULL = os.environ.get("HYPOTHESIS_PROFILE") == "full"
SENTENCES = ("không phải ảnh", "bị hỏng hoặc chưa tải lên hết", "quá nhiều điểm ảnh", "Mỗi ảnh tối đa 15 MB",
             "tối đa", "có phần ghi vị trí")  # fmt: skip


def cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(1, len(data))]


def flip(data: bytes, chance: random.Random) -> bytes:
    out = bytearray(data)
    for _time in range(chance.choice((1, 8, 64))):
        out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return bytes(out)


def repeat_part(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    part = data[start : start + chance.randrange(1, 400)]
    return data[:start] + part * chance.randrange(2, 30) + data[start:]


def drop_part(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(4, len(data))
    return data[:start] + data[start + chance.randrange(1, 200) :]


def other_head(data: bytes, chance: random.Random) -> bytes:
    heads = (b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP", b"\0\0\0\x18ftypheic", b"GIF89a",
             b"%PDF-1.7", b"MZ\x90\0", b"<svg onload='x'>", b"PK\x03\x04", b"ID3\x04\0\0\x7f\x7f\x7f\x7f")  # fmt: skip
    return chance.choice(heads) + data[chance.randrange(4, 20) :]


def lying_sizes(data: bytes, chance: random.Random) -> bytes:
    out = bytearray(data)
    for _time in range(3):
        place = chance.randrange(len(out) - 4)
        out[place : place + 4] = struct.pack(">I", chance.choice((0, 1, 0x7FFFFFFF, 0xFFFFFFFF, 65500)))
    return bytes(out)


MUTATIONS = (cut, flip, repeat_part, drop_part, other_head, lying_sizes)


def mutants(rounds: int) -> Iterator[tuple[str, bytes]]:
    """At least 200 files: each kind by each mutation, some rounds, always the same."""
    chance = random.Random(SEED)
    seeds = {kind: picture((64, 48), kind) for kind in KINDS} | {"MP4": mp4(), "WAV": wav()}
    for number in range(rounds):
        for kind, data in seeds.items():
            for mutate in MUTATIONS:
                yield f"{kind}-{mutate.__name__}-{number}", mutate(data, chance)


def hand_made() -> dict[str, bytes]:
    chunk = struct.pack(">I", 13) + b"IHDR" + struct.pack(">IIBBBBB", 60000, 60000, 8, 6, 0, 0, 0)
    huge_png = b"\x89PNG\r\n\x1a\n" + chunk + struct.pack(">I", zlib.crc32(chunk[4:]))
    return {
        "empty": b"", "one byte": b"\xff", "zeros": bytes(1000), "bomb": bomb(12_000, 12_000), "lying PNG": huge_png,
        "too big": b"\xff\xd8\xff" + bytes(16 * 1024 * 1024), "GIF": b"GIF89a" + bytes(50), "text": b"xin chao " * 50,
        "SVG": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "PDF": b"%PDF-1.7\n" + bytes(40),
        "film too big": mp4(padding=31 * 1024 * 1024), "film too long": mp4(seconds=3600),
        "film with places": mp4(handler=b"meta"), "zip": b"PK\x03\x04" + bytes(99), "half head": b"\0\0\0\x18ftypheic",
    }  # fmt: skip


def judge(name: str, data: bytes) -> str:
    """The sentence for the person; "" for a file that could be read after all, and then nothing secret is in it."""
    try:
        read = read_file(name, data, limits())
    except BadInput as refused:
        return str(refused.message)
    kept = read.sealed + (read.clean.data if read.clean else b"")
    assert SECRET_WORDS not in kept
    return ""


def test_each_of_two_hundred_broken_files_is_taken_clean_or_answered_with_its_sentence(session):
    answers = {name: judge(name, data) for name, data in mutants(40 if FULL else 7)}
    assert len(answers) >= 200
    refused = {name: text for name, text in answers.items() if text}
    assert len(refused) > len(answers) / 2
    odd = {name: text for name, text in refused.items() if name not in text or not any(s in text for s in SENTENCES)}
    assert odd == {}


@pytest.mark.parametrize("name", hand_made())
def test_what_was_made_to_break_a_reader_is_refused_and_nothing_stays(session, name):
    with pytest.raises(BadInput) as refused:
        keep_photo(session, name=name, data=hand_made()[name])
    assert name in str(refused.value.message)
    assert storage.list_under("evidence") == []


@pytest.mark.parametrize("fake", [".png", ".mp4", ".exe", ".jpg.html", ""])
def test_a_wrong_name_changes_nothing_the_bytes_tell(session, fake):
    read = read_file(f"anh{fake}", picture(kind="HEIF"), limits())
    assert (read.media, read.clean.media_type) == ("photo", "image/jpeg")
