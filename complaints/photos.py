"""What is taken as a photo of a report, and the sentence for what is not."""

from dataclasses import dataclass

from complaints.drafts import MAX_PHOTOS
from core.errors import BadInput
from core.i18n import lazy
from core.images import CleanImage, ImageRefused, clean_image, cut_metadata, hash_bytes

MEGABYTE = 1024 * 1024
MAX_BYTES = 15 * MEGABYTE
FIELD = "photos"


class PhotoLater(BadInput):
    """Photos must wait (budget of the network, disk); the text of the report is taken all the same."""


@dataclass(frozen=True)
class ReadPhoto:
    """A file read as a photo: what was received, the original without metadata, the clean copy."""

    received_hash: str
    received_size: int
    sealed: bytes
    clean: CleanImage


def read_photo(name: str, data: bytes) -> ReadPhoto:
    """Read one file. Raises BadInput with the sentence for the person; nothing is kept then."""
    if len(data) > MAX_BYTES:
        raise too_big(name, len(data))
    try:
        clean = clean_image(data)
        return ReadPhoto(hash_bytes(data), len(data), cut_metadata(data), clean)
    except ImageRefused as refused:
        raise BadInput(_sentence(refused.reason, name), field=FIELD) from refused


def too_big(name: str, size: int) -> BadInput:
    """The refusal of a file over the limit; size in bytes."""
    megabytes = -(-size // MEGABYTE)
    text = lazy(
        "Ảnh “%(name)s” nặng %(size)s MB. Mỗi ảnh tối đa 15 MB. Câu trả lời khác vẫn còn", name=name, size=megabytes
    )
    return BadInput(text, field=FIELD)


def too_many() -> BadInput:
    """The refusal of a sixth photo."""
    text = lazy("Chỉ gửi được %(most)s ảnh. Xóa bớt 1 ảnh để thêm ảnh này", most=MAX_PHOTOS)
    return BadInput(text, field=FIELD)


def later() -> PhotoLater:
    """What is said when photos must wait."""
    return PhotoLater(
        lazy("Lúc này chưa nhận thêm ảnh. Cứ gửi phản ánh trước, rồi gửi ảnh sau bằng mã theo dõi"), field=FIELD
    )


def _sentence(reason: str, name: str) -> object:
    if reason == "too_many_pixels":
        return lazy("Ảnh “%(name)s” quá nhiều điểm ảnh. Gửi ảnh dưới 50 triệu điểm", name=name)
    if reason == "broken":
        return lazy("Ảnh “%(name)s” bị hỏng hoặc chưa tải lên hết. Chụp hoặc chọn lại ảnh này", name=name)
    return lazy("Tệp “%(name)s” không phải ảnh. Gửi ảnh JPG, PNG, HEIC hoặc WebP", name=name)
