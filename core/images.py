"""Photos from strangers: opened safely, stripped of all that is not picture, made anew.

What cannot be opened completely is refused; nothing of a refused file is kept. JPEG, PNG, HEIC and
WebP are told by their first bytes, never by their name.
"""

import hashlib
import struct
import threading
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import pillow_heif
from PIL import Image, ImageOps

from core.errors import BadInput
from core.i18n import lazy

MAX_PIXELS = 50_000_000
LONG_SIDE = 1600
QUALITY = 82
SEALED_QUALITY = 92
HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}

Image.MAX_IMAGE_PIXELS = MAX_PIXELS
pillow_heif.register_heif_opener(thumbnails=False)

_one_at_a_time = threading.Lock()


class ImageRefused(BadInput):
    """The bytes are no picture that we take. `reason`: not_image, too_many_pixels or broken."""

    def __init__(self, reason: str) -> None:
        super().__init__(lazy("Tệp này không phải ảnh JPG, PNG, HEIC hoặc WebP mở được."))
        self.reason = reason


@dataclass(frozen=True)
class CleanImage:
    """A picture made anew: upright, without metadata, its long side at most LONG_SIDE pixels."""

    data: bytes
    width: int
    height: int
    media_type: str


def hash_bytes(data: bytes) -> str:
    """SHA-256 of the bytes exactly as received, in hex."""
    return hashlib.sha256(data).hexdigest()


def sniff(data: bytes) -> str:
    """JPEG, PNG, WEBP or HEIF by the first bytes. Raises ImageRefused("not_image")."""
    if data[:3] == b"\xff\xd8\xff":
        return "JPEG"
    if data[:8] == b"\x89PNG\r\n\x1a\n":
        return "PNG"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:8] == b"ftyp" and data[8:12] in HEIC_BRANDS:
        return "HEIF"
    raise ImageRefused("not_image")


def clean_image(data: bytes) -> CleanImage:
    """The picture as others may see it. Raises ImageRefused; an animation gives its first frame."""
    picture = _decode(data, (LONG_SIDE, LONG_SIDE))
    return CleanImage(_encode(picture, QUALITY), *picture.size, "image/jpeg")


def open_picture(data: bytes, longest: int) -> Image.Image:
    """The picture in memory, upright, its long side at most `longest` pixels; for reading codes, never stored.

    Raises ImageRefused.
    """
    return _decode(data, (longest, longest))


def cut_metadata(data: bytes) -> bytes:
    """The file without EXIF, XMP, IPTC, comments and whatever hangs behind the picture.

    JPEG, PNG and WebP keep every byte of the picture itself. HEIC has no simple blocks to cut,
    so it becomes a JPEG of full size. The turn written in EXIF goes with it. Raises ImageRefused.
    """
    cut = {"JPEG": _cut_jpeg, "PNG": _cut_png, "WEBP": _cut_webp, "HEIF": _remake}[sniff(data)]
    try:
        return cut(data)
    except (struct.error, IndexError) as broken:
        raise ImageRefused("broken") from broken


def _decode(data: bytes, box: tuple[int, int] | None) -> Image.Image:
    """Upright RGB pixels, at most as large as the box. One picture at a time, so that memory holds."""
    kind = sniff(data)
    with _one_at_a_time, warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            return _upright(_open(data, kind), box)
        except ImageRefused:
            raise
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
            raise ImageRefused("too_many_pixels") from bomb
        except Exception as broken:  # decoders fail in many ways; whatever it was, the file is not taken
            raise ImageRefused("broken") from broken


def _open(data: bytes, kind: str) -> Image.Image:
    picture = Image.open(BytesIO(data), formats=(kind,))
    if picture.width * picture.height > MAX_PIXELS:
        raise ImageRefused("too_many_pixels")
    return picture


def _upright(picture: Image.Image, box: tuple[int, int] | None) -> Image.Image:
    if box:
        picture.thumbnail(box)
    else:
        picture.load()
    picture = ImageOps.exif_transpose(picture)
    if picture.has_transparency_data:
        ground = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(ground, picture.convert("RGBA"))
    picture = picture.convert("RGB")
    picture.info = {}  # Pillow would write a JPEG comment again
    return picture


def _encode(picture: Image.Image, quality: int) -> bytes:
    out = BytesIO()
    picture.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()


def _remake(data: bytes) -> bytes:
    return _encode(_decode(data, None), SEALED_QUALITY)


# JPEG: segments up to the first end of image; what stands behind it (a second picture, a film) is cut

_JPEG_END, _JPEG_SCAN = 0xD9, 0xDA
_JPEG_BARE = {0x01, *range(0xD0, 0xD8)}


def _cut_jpeg(data: bytes) -> bytes:
    kept, place = [data[:2]], 2
    while True:
        marker, start = _jpeg_marker(data, place)
        if marker == _JPEG_END:
            return b"".join([*kept, b"\xff\xd9"])
        place = start if marker in _JPEG_BARE else start + struct.unpack_from(">H", data, start)[0]
        if place > len(data):
            raise ImageRefused("broken")
        if marker == _JPEG_SCAN:
            place = _end_of_scan(data, place)
        if _is_jpeg_picture(marker, data[start + 2 : start + 14]):
            kept.append(bytes((0xFF, marker)) + data[start:place])


def _jpeg_marker(data: bytes, place: int) -> tuple[int, int]:
    """The marker at a place (0xFF may be repeated) and where its segment starts."""
    if data[place] != 0xFF:
        raise ImageRefused("broken")
    while data[place] == 0xFF:
        place += 1
    return data[place], place + 1


def _end_of_scan(data: bytes, place: int) -> int:
    """Where the compressed pixels end: at a marker that is no stuffing and no restart."""
    while True:
        place = data.find(b"\xff", place)
        if place < 0:
            raise ImageRefused("broken")
        if data[place + 1] not in (0x00, *range(0xD0, 0xD8)):
            return place
        place += 2


def _is_jpeg_picture(marker: int, head: bytes) -> bool:
    """JFIF, colour profile and Adobe's colour flag stay; all other application blocks and comments go."""
    if marker == 0xE2:
        return head.startswith(b"ICC_PROFILE\0")
    return marker in (0xE0, 0xEE) or not (0xE1 <= marker <= 0xEF or marker == 0xFE)


# PNG: only chunks that the picture needs

_PNG_KEPT = {
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT",
    b"acTL", b"fcTL", b"fdAT",
}  # fmt: skip


def _cut_png(data: bytes) -> bytes:
    kept, place, name = [data[:8]], 8, b""
    while name != b"IEND":
        length, name = struct.unpack_from(">I4s", data, place)
        end = place + 12 + length
        if end > len(data):
            raise ImageRefused("broken")
        if name in _PNG_KEPT:
            kept.append(data[place:end])
        place = end
    return b"".join(kept)


# WebP: chunks of a RIFF file; the flags in VP8X say what is there

_WEBP_KEPT = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"}
_WEBP_EXIF_XMP = 0x0C


def _cut_webp(data: bytes) -> bytes:
    kept = b"".join(_without_flags(chunk) for chunk in _webp_chunks(data) if chunk[:4] in _WEBP_KEPT)
    return b"RIFF" + struct.pack("<I", len(kept) + 4) + b"WEBP" + kept


def _webp_chunks(data: bytes) -> Iterator[bytes]:
    end = min(len(data), struct.unpack_from("<I", data, 4)[0] + 8)
    place = 12
    while place + 8 <= end:
        size = struct.unpack_from("<I", data, place + 4)[0]
        after = place + 8 + size + size % 2
        if place + 8 + size > len(data):
            raise ImageRefused("broken")
        yield data[place:after].ljust(8 + size + size % 2, b"\0")
        place = after


def _without_flags(chunk: bytes) -> bytes:
    if chunk[:4] != b"VP8X":
        return chunk
    return chunk[:8] + bytes((chunk[8] & ~_WEBP_EXIF_XMP,)) + chunk[9:]
