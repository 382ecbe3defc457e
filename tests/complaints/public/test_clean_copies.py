"""What exiftool says of every copy that we keep: nothing that tells of a place, a time, a maker or a person."""

import json
import subprocess

import pytest

from complaints.actions.photos import limits
from complaints.photos import read_file
from complaints.recordings import RecordingRefused, read_recording
from tests.complaints.public.recordings import mp3, mp4, wav
from tests.factories.complaints import SECRET_WORDS, picture
from tests.services.processes import need

TECHNICAL = {"ExifTool", "System", "File", "Composite", "JFIF", "PNG", "RIFF", "MPEG", "QuickTime"}
"""Groups in which size, colours and the like are told; tags that tell more are named below."""
TELLING = ("gps", "location", "comment", "make", "model", "author", "artist", "software", "description", "xmp",
           "owner", "serial", "title", "keyword", "handlervendor")  # fmt: skip

KINDS = ("JPEG", "PNG", "WEBP", "HEIF")
SAMPLES = [(kind, picture((200, 150), kind, orientation=turn)) for kind in KINDS for turn in (1, 6)]
RECORDINGS = {"a.mp4": mp4(), "a.mov": mp4(brand=b"qt  "), "a.m4a": mp4(handler=b"soun", brand=b"M4A "), "a.wav": wav(),
              "a.mp3": mp3(), "a.amr": b"#!AMR\n" + bytes(320)}  # fmt: skip


def tags_of(folder, files: dict[str, bytes]) -> dict[str, dict]:
    """Every tag that exiftool finds, by file."""
    program = need("exiftool")
    for name, data in files.items():
        (folder / name).write_bytes(data)
    command = [program, "-a", "-u", "-ee", "-G1", "-j", *(str(folder / name) for name in files)]
    found = json.loads(subprocess.run(command, capture_output=True, text=True).stdout)
    return {each["SourceFile"].rsplit("/", 1)[1]: each for each in found}


def telling(tags: dict) -> list[str]:
    """Tags of groups that tell of people, and times that are not zero."""
    found = []
    for name, value in tags.items():
        group, _, tag = name.partition(":")
        if name == "SourceFile" or group in ("ExifTool", "System"):
            continue
        is_time = "Date" in tag and not str(value).startswith("0000")
        is_technical = group.rstrip("0123456789") in {*TECHNICAL, "Track"}
        if not is_technical or is_time or any(word in tag.lower() for word in TELLING):
            found.append(name)
    return found


def all_telling(folder, files: dict[str, bytes]) -> dict[str, list[str]]:
    """The files of which exiftool tells too much, and what."""
    found = {name: telling(tags) for name, tags in tags_of(folder, files).items()}
    return {name: told for name, told in found.items() if told}


def test_exiftool_finds_nothing_in_any_clean_copy_or_sealed_photo(app, session, tmp_path):
    kept = {}
    for number, (kind, data) in enumerate(SAMPLES):
        read = read_file("anh", data, limits())
        kept[f"{number}-{kind}-clean.jpg"] = read.clean.data
        kept[f"{number}-{kind}-sealed.{read.media_type[6:]}"] = read.sealed
    assert all_telling(tmp_path, kept) == {}


def test_exiftool_does_find_it_before(tmp_path):
    files = {f"{number}.{kind.lower()}": data for number, (kind, data) in enumerate(SAMPLES)} | RECORDINGS
    assert set(files) - set(all_telling(tmp_path, files)) <= {"a.amr"}


def test_recordings_are_cut_of_what_is_no_picture_or_sound_and_keep_their_length(tmp_path):
    kept = {name: read_recording(data).data for name, data in RECORDINGS.items()}
    for name in ("a.mp4", "a.mov", "a.m4a"):
        assert len(kept[name]) == len(RECORDINGS[name])
    assert all(SECRET_WORDS not in data for data in kept.values())
    assert all_telling(tmp_path, kept) == {}


@pytest.mark.parametrize("handler", [b"meta", b"text", b"tmcd", b"mebx"])
def test_a_track_that_may_hold_places_is_refused(handler):
    with pytest.raises(RecordingRefused) as refused:
        read_recording(mp4(handler=handler))
    assert refused.value.reason == "other_track"


def test_media_and_length_are_told_by_the_bytes():
    found = {name: (read_recording(data).media, read_recording(data).seconds) for name, data in RECORDINGS.items()}
    assert found == {
        "a.mp4": ("video", 5), "a.mov": ("video", 5), "a.m4a": ("voice", 5), "a.wav": ("voice", 1),
        "a.mp3": ("voice", None), "a.amr": ("voice", None),
    }  # fmt: skip
