"""Photos from strangers: what is taken is clean and upright, what is not is refused, nothing crashes."""

import struct
import zlib
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageOps

from core.images import LONG_SIDE, ImageRefused, clean_image, cut_metadata, hash_bytes, sniff
from tests.factories.complaints import SECRET_WORDS, picture

KINDS = ("JPEG", "PNG", "WEBP", "HEIF")
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">GPS-21.5942-105.8482</x:xmpmeta>'


def opened(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


def refusal(data: bytes) -> str:
    with pytest.raises(ImageRefused) as refused:
        clean_image(data)
    return refused.value.reason


def jpeg_segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


def png_chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


@pytest.mark.parametrize("kind", KINDS)
def test_the_clean_copy_has_no_metadata(kind):
    data = picture(kind=kind)
    assert SECRET_WORDS in data
    clean = clean_image(data)
    assert SECRET_WORDS not in clean.data and b"Exif" not in clean.data
    assert not opened(clean.data).getexif() and clean.media_type == "image/jpeg"


@pytest.mark.parametrize("kind", KINDS)
def test_the_sealed_original_has_no_metadata(kind):
    sealed = cut_metadata(picture(kind=kind))
    assert SECRET_WORDS not in sealed and b"Exif" not in sealed
    assert not opened(sealed).getexif()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("save", [{}, {"progressive": True}, {"lossless": True}])
def test_cutting_metadata_loses_no_pixel(kind, save):
    data = picture((200, 120), kind=kind, **save)
    assert opened(cut_metadata(data)).tobytes() == opened(data).tobytes()


def test_a_comment_xmp_iptc_and_what_hangs_behind_a_jpeg_are_cut():
    data = picture()
    hidden = [
        jpeg_segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP),
        jpeg_segment(0xED, b"Photoshop 3.0\0" + SECRET_WORDS),
        jpeg_segment(0xFE, SECRET_WORDS),
        jpeg_segment(0xE5, SECRET_WORDS),
    ]
    full = data[:2] + b"".join(hidden) + data[2:] + SECRET_WORDS + picture()
    sealed = cut_metadata(full)
    assert SECRET_WORDS not in sealed
    assert opened(sealed).tobytes() == opened(data).tobytes()
    assert SECRET_WORDS not in clean_image(full).data


def test_texts_and_times_of_a_png_are_cut_and_so_is_its_tail():
    data = picture(kind="PNG")
    extra = png_chunk(b"tEXt", b"Comment\0" + SECRET_WORDS) + png_chunk(b"prVt", SECRET_WORDS)
    full = data[:33] + extra + data[33:] + SECRET_WORDS
    assert SECRET_WORDS not in cut_metadata(full)
    assert opened(cut_metadata(full)).tobytes() == opened(data).tobytes()


def test_xmp_of_a_webp_is_cut_and_its_flags_say_so():
    data = picture(kind="WEBP", xmp=XMP)
    sealed = cut_metadata(data)
    assert XMP in data and XMP not in sealed
    assert sealed[12:16] == b"VP8X" and not sealed[20] & 0x0C


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_is_turned_upright(orientation):
    data = picture((60, 40), orientation=orientation)
    upright = ImageOps.exif_transpose(opened(data)).convert("RGB")
    clean = opened(clean_image(data).data)
    assert clean.size == upright.size == ((60, 40) if orientation < 5 else (40, 60))
    for place in ((2, 2), (clean.width - 3, 2), (2, clean.height - 3), (clean.width - 3, clean.height - 3)):
        wanted, got = upright.getpixel(place), clean.getpixel(place)
        assert all(abs(a - b) < 40 for a, b in zip(wanted, got, strict=True))


def test_a_large_photo_is_shrunk_and_a_small_one_is_not_blown_up():
    assert (clean_image(picture((3200, 1200))).width, clean_image(picture((3200, 1200))).height) == (LONG_SIDE, 600)
    assert clean_image(picture((30, 20))).width == 30


def test_a_transparent_picture_stands_on_white():
    out = BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(out, "PNG")
    assert opened(clean_image(out.getvalue()).data).getpixel((5, 5)) == (255, 255, 255)


def test_an_animation_gives_its_first_frame():
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    for kind in ("WEBP", "PNG"):
        out = BytesIO()
        frames[0].save(out, kind, save_all=True, append_images=frames[1:], duration=100)
        red, _green, blue = opened(clean_image(out.getvalue()).data).getpixel((5, 5))
        assert red > 200 and blue < 60
        assert cut_metadata(out.getvalue())


def bomb(width: int, height: int) -> bytes:
    """A small PNG that says it is huge."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = zlib.compress(b"\0" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", head) + png_chunk(b"IDAT", body) + png_chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(7100, 7100), (12_000, 12_000), (60_000, 60_000)])
def test_a_decompression_bomb_is_refused_before_it_is_opened(size):
    assert refusal(bomb(*size)) == "too_many_pixels"


def test_a_text_chunk_that_blows_up_is_refused():
    data = picture(kind="PNG", metadata=False)
    blown = png_chunk(b"zTXt", b"a\0\0" + zlib.compress(b"0" * 80_000_000))
    assert refusal(data[:33] + blown + data[33:]) == "broken"


@pytest.mark.parametrize("kind", KINDS)
def test_a_truncated_picture_is_refused(kind):
    data = picture((300, 200), kind=kind)
    assert refusal(data[: len(data) * 2 // 3]) == "broken"


@pytest.mark.parametrize(
    "data", [b"", b"\xff", b"Day la mot van ban\n" * 50, b"GIF89a" + bytes(50), b"%PDF-1.7", b"MZ" * 40]
)
def test_what_is_no_picture_is_refused_whatever_its_name(data):
    assert refusal(data) == "not_image"
    with pytest.raises(ImageRefused):
        cut_metadata(data)


def test_the_kind_is_told_by_the_bytes():
    assert sniff(picture(kind="PNG")) == "PNG" and sniff(picture(kind="HEIF")) == "HEIF"
    with pytest.raises(ImageRefused):
        clean_image(b"\xff\xd8\xff" + picture(kind="PNG"))


def test_the_hash_is_of_the_bytes_as_received():
    assert hash_bytes(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


SAMPLES = {kind: picture((24, 16), kind=kind) for kind in KINDS}


@given(
    st.sampled_from(KINDS),
    st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=12),
    st.integers(0, 40),
)
def test_damaged_files_never_do_more_than_be_refused(kind, changes, cut):
    data = bytearray(SAMPLES[kind])
    for place, value in changes:
        data[place % len(data)] = value
    damaged = bytes(data[: len(data) - cut])
    for read in (clean_image, cut_metadata):
        try:
            read(damaged)
        except ImageRefused as refused:
            assert refused.reason in ("not_image", "broken", "too_many_pixels")
