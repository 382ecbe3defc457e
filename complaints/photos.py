"""What is taken as evidence of a report (photos, short videos, voice notes), and the sentence for what is not."""

from collections.abc import Iterable
from dataclasses import dataclass

from complaints.drafts import MAX_PHOTOS
from complaints.recordings import VIDEO, VOICE, Recording, RecordingRefused, read_recording
from core.errors import BadInput
from core.i18n import lazy
from core.images import CleanImage, ImageRefused, clean_image, cut_metadata, hash_bytes

MEGABYTE = 1024 * 1024
MAX_BYTES = 15 * MEGABYTE
FIELD = "photos"
PHOTO, SCREENSHOT = "photo", "screenshot"
RECORDINGS = (VIDEO, VOICE)
MEDIA_TYPES = {b"\xff\xd8": "image/jpeg", b"\x89P": "image/png", b"RI": "image/webp"}


class PhotoLater(BadInput):
    """Photos must wait (budget of the network, disk); the text of the report is taken all the same."""


@dataclass(frozen=True)
class Limits:
    """What the settings allow of recordings: bytes and seconds of a video and a voice note, and how many."""

    video_bytes: int
    video_seconds: int
    voice_bytes: int
    voice_seconds: int
    recordings: int

    @property
    def most_bytes(self) -> int:
        """More than this is no file that we take."""
        return max(MAX_BYTES, self.video_bytes, self.voice_bytes)


@dataclass(frozen=True)
class ReadFile:
    """A file read as evidence: what was received, the original without metadata, the clean copy of a photo."""

    received_hash: str
    received_size: int
    sealed: bytes
    media: str
    media_type: str
    clean: CleanImage | None = None


def read_file(name: str, data: bytes, limits: Limits, media: str = "") -> ReadFile:
    """Read one file by its bytes, never by its name. Raises BadInput with the sentence for the person."""
    try:
        recording = read_recording(data)
    except RecordingRefused as refused:
        if refused.reason != "not_recording":
            raise BadInput(_recording_sentence(refused.reason, name), field=FIELD) from refused
        return _read_photo(name, data, media)
    _check_recording(name, recording, len(data), limits)
    return ReadFile(hash_bytes(data), len(data), recording.data, recording.media, recording.media_type)


def _read_photo(name: str, data: bytes, media: str) -> ReadFile:
    if len(data) > MAX_BYTES:
        raise too_big(name, len(data))
    try:
        clean = clean_image(data)
        sealed = cut_metadata(data)
    except ImageRefused as refused:
        raise BadInput(_sentence(refused.reason, name), field=FIELD) from refused
    return ReadFile(hash_bytes(data), len(data), sealed, media or PHOTO, MEDIA_TYPES[sealed[:2]], clean)


def _check_recording(name: str, recording: Recording, size: int, limits: Limits) -> None:
    is_video = recording.media == VIDEO
    most, longest = (
        (limits.video_bytes, limits.video_seconds) if is_video else (limits.voice_bytes, limits.voice_seconds)
    )
    if size > most:
        text = lazy(
            "Tệp “%(name)s” nặng %(size)s MB, tối đa %(most)s MB. Gửi đoạn ngắn hơn",
            name=name, size=-(-size // MEGABYTE), most=most // MEGABYTE,
        )  # fmt: skip
        raise BadInput(text, field=FIELD)
    if recording.seconds and recording.seconds > longest:
        text = lazy(
            "Tệp “%(name)s” dài %(long)s giây, tối đa %(most)s giây. Gửi đoạn ngắn hơn",
            name=name, long=recording.seconds, most=longest,
        )  # fmt: skip
        raise BadInput(text, field=FIELD)


def check_room(held: Iterable[str], media: str, limits: Limits) -> None:
    """Whether one more fits beside the media that are held. Raises BadInput for a sixth photo, a third recording."""
    held = list(held)
    recordings = sum(each in RECORDINGS for each in held)
    if media in RECORDINGS and recordings >= limits.recordings:
        text = lazy("Chỉ gửi được %(most)s đoạn phim, ghi âm. Xóa bớt 1 đoạn để thêm", most=limits.recordings)
        raise BadInput(text, field=FIELD)
    if media not in RECORDINGS and len(held) - recordings >= MAX_PHOTOS:
        raise too_many()


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


def too_heavy(most_mb: int) -> object:
    """What is said when one sending as a whole is over the limit of a request."""
    return lazy(
        "Cả lần gửi nặng hơn %(most)s MB nên chưa nhận được tệp nào. Gửi từng ảnh một. Câu trả lời khác vẫn còn",
        most=most_mb,
    )


def later() -> PhotoLater:
    """What is said when photos must wait."""
    return PhotoLater(
        lazy("Lúc này chưa nhận thêm ảnh. Cứ gửi phản ánh trước, rồi gửi ảnh sau bằng mã theo dõi"), field=FIELD
    )


def not_whole(name: str) -> BadInput:
    """The refusal of a file whose hash is not what its sender announced."""
    text = lazy("Ảnh “%(name)s” đến không nguyên vẹn. Chọn lại ảnh này để gửi lại", name=name)
    return BadInput(text, field=FIELD)


def _sentence(reason: str, name: str) -> object:
    if reason == "too_many_pixels":
        return lazy("Ảnh “%(name)s” quá nhiều điểm ảnh. Gửi ảnh dưới 50 triệu điểm", name=name)
    if reason == "broken":
        return lazy("Ảnh “%(name)s” bị hỏng hoặc chưa tải lên hết. Chụp hoặc chọn lại ảnh này", name=name)
    return lazy("Tệp “%(name)s” không phải ảnh. Gửi ảnh JPG, PNG, HEIC hoặc WebP", name=name)


def _recording_sentence(reason: str, name: str) -> object:
    if reason == "other_track":
        return lazy("Đoạn “%(name)s” có phần ghi vị trí nên không nhận. Gửi đoạn chỉ có hình và tiếng", name=name)
    return lazy("Đoạn “%(name)s” bị hỏng hoặc chưa tải lên hết. Quay, ghi hoặc chọn lại", name=name)
