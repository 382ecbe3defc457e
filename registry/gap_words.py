"""The gaps of a journey in plain sentences. Pure."""

from collections.abc import Mapping

from core.clock import local
from core.i18n import _
from registry.journey import Gap

PUBLIC_GAPS = ("nothing", "missing", "order")
"""What a buyer may read: the others speak of quantities and partners."""


def gap_words(gap: Gap, names: Mapping[str, str]) -> str:
    """One gap as a sentence; `names`: step code -> its word in the reader's language."""
    if gap.kind == "missing":
        return _missing(gap, names)
    day = f"{local(gap.at):%d/%m/%Y}" if gap.at else ""
    step = names.get(gap.codes[0], "") if gap.codes else ""
    first, second = names.get(gap.after, ""), names.get(gap.before, "")
    sentences = {
        "nothing": lambda: _("Chưa ghi bước nào."),
        "order": lambda: _("Thứ tự lạ: “%(first)s” ghi trước “%(second)s”.", first=first, second=second),
        "received_unsent": lambda: _("Có nơi ghi đã nhận ngày %(day)s mà cơ sở chưa ghi đã giao.", day=day),
        "more_out": lambda: _(
            "%(step)s ngày %(day)s: làm ra nhiều hơn nguyên liệu đã ghi.", step=step, day=day
        ),
        "more_sent": lambda: _("Đã giao nhiều hơn số làm ra đã ghi."),
    }  # fmt: skip
    return sentences[gap.kind]()


def _missing(gap: Gap, names: Mapping[str, str]) -> str:
    steps = ", ".join(names.get(code, code).lower() for code in gap.codes)
    after, before = names.get(gap.after, gap.after).lower(), names.get(gap.before, gap.before).lower()
    if after and before:
        return _("Chưa ghi: từ %(after)s đến %(before)s (thiếu %(steps)s).", after=after, before=before, steps=steps)
    if before:
        return _("Chưa ghi: trước khi %(before)s (thiếu %(steps)s).", before=before, steps=steps)
    return _("Chưa ghi: sau khi %(after)s (thiếu %(steps)s).", after=after, steps=steps)
