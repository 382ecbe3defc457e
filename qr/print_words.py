"""What a checked print is like, in plain words: each sentence with its tone. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from core.i18n import gettext
from qr.labels.fitting import MIN_MODULE, comma
from qr.print_check import Seen

Sentence = tuple[str, str]
"""Tone (ok, warn, bad) and words."""

CORRECTS = {"L": 7, "M": 15, "Q": 25, "H": 30}
"""Percent of the codewords that each level restores (ISO/IEC 18004)."""

SOFT_PIXELS = 2.5
SLACK = 0.97
"""A scan is measured to about 3 %."""


@dataclass(frozen=True)
class Limits:
    """The dated rules: percents."""

    contrast_least: int
    contrast_good: int
    unused_least: int


def judge(seen: Seen, limits: Limits) -> list[Sentence]:
    """Everything that was measured, each with its tone."""
    return [*_size(seen), _correction(seen, limits), _contrast(seen, limits)]


def is_good(sentences: list[Sentence]) -> bool:
    """Whether nothing measured is bad."""
    return all(tone != "bad" for tone, _ in sentences)


def _size(seen: Seen) -> Iterator[Sentence]:
    side = 17 + 4 * seen.version
    yield "ok", gettext("Đọc được: mã QR phiên bản %(version)s, %(side)s ô mỗi cạnh.", version=seen.version, side=side)
    if seen.module is None:
        tone = "ok" if seen.pixels >= SOFT_PIXELS else "warn"
        yield (
            tone,
            gettext(
                "Mỗi ô rộng %(pixels)s điểm ảnh. Ảnh chụp không cho biết cỡ thật; muốn đo bằng mm thì quét "
                "tem bằng máy quét và chọn độ phân giải.",
                pixels=comma(seen.pixels),
            ),
        )
        return
    numbers = {"module": comma(seen.module, 2), "whole": comma(seen.module * (side + 8)), "least": comma(MIN_MODULE, 2)}
    if seen.module >= MIN_MODULE * SLACK:
        yield "ok", gettext("Mỗi ô %(module)s mm, cả mã với viền trắng %(whole)s mm: đủ lớn.", **numbers)
    else:
        yield (
            "bad",
            gettext(
                "Mỗi ô chỉ %(module)s mm, cần từ %(least)s mm. In bằng kích thước thật (100 %%), không "
                "chọn “vừa trang”.",
                **numbers,
            ),
        )


def _correction(seen: Seen, limits: Limits) -> Sentence:
    level = {"level": seen.level, "corrects": CORRECTS.get(seen.level, 0)}
    if seen.unused is None:
        return "warn", gettext(
            "Mức sửa lỗi %(level)s, sửa được khoảng %(corrects)s %%. Phần còn dư không đo được trong ảnh này.", **level
        )
    level["unused"] = seen.unused
    if seen.unused < limits.unused_least:
        return "bad", gettext(
            "Mức sửa lỗi %(level)s chỉ còn dư %(unused)s %%: tem in nhòe, thiếu mực hoặc bị bẩn. In "
            "lại rồi thử lần nữa.",
            **level,
        )
    return "ok", gettext(
        "Mức sửa lỗi %(level)s (sửa được khoảng %(corrects)s %%), còn dư %(unused)s %% cho vết bẩn và trầy xước.",
        **level,
    )


def _contrast(seen: Seen, limits: Limits) -> Sentence:
    if seen.contrast < limits.contrast_least:
        return "bad", gettext(
            "Độ tương phản %(contrast)s %%, cần từ %(least)s %%. In mực đen trên giấy trắng, thay mực "
            "hoặc chụp chỗ sáng hơn.",
            contrast=seen.contrast,
            least=limits.contrast_least,
        )
    if seen.contrast < limits.contrast_good:
        return "warn", gettext("Độ tương phản %(contrast)s %%: đọc được, nhưng nên đậm hơn.", contrast=seen.contrast)
    return "ok", gettext("Độ tương phản %(contrast)s %%: đậm và rõ.", contrast=seen.contrast)
