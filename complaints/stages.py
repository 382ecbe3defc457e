"""The words of the stages S1 to S10 on the tracking page."""

from dataclasses import dataclass
from datetime import date

from core.i18n import gettext as _
from core.text import format_date


@dataclass(frozen=True)
class StageWords:
    """A headline and a sentence, with the tone of their box."""

    title: str
    text: str
    tone: str


def say_stage(
    stage: str, *, look_by: date, promised_on: date, questions: int = 0, passed_to: str = "", answer: str = "",
    add_until: date | None = None,
) -> StageWords:  # fmt: skip
    """What the reporter reads for a stage; `answer` is the officer's sentence at the end."""
    if stage in _DONE:
        title, text = _DONE[stage]()
        if stage == "S7" and add_until:
            day = format_date(add_until)
            text = _("Bạn có thể gửi thêm đến %(day)s; gửi thêm thì phản ánh được xem tiếp.", day=day)
            answer = f"{answer} {text}".strip()
        return StageWords(title, answer or text, "ok" if stage in ("S5", "S6") else "grey")
    title, text, tone = {
        "S1": (_("Đã nhận"), _("Cán bộ sẽ xem trước %(day)s.", day=format_date(look_by)), "ok"),
        "S2": (_("Đang xem xét"), _("Có tin mới trước %(day)s.", day=format_date(promised_on)), "ok"),
        "S3": (_("Cần bạn trả lời"), _("Có %(count)s câu hỏi cho bạn.", count=max(questions, 1)), "warn"),
        "S4": (_("Đã chuyển"), passed_to or _("Đã chuyển nơi khác vì thuộc phần việc của nơi đó."), "ok"),
        "S9": (_("Đang xem lại"), _("Có tin mới trước %(day)s.", day=format_date(promised_on)), "ok"),
    }[stage]
    return StageWords(title, text, tone)


_DONE = {
    "S5": lambda: (_("Đã xong: có xử lý vi phạm"), ""),
    "S6": lambda: (_("Đã xong: không thấy vi phạm"), ""),
    "S7": lambda: (_("Đã dừng: chưa đủ thông tin"), ""),
    "S8": lambda: (_("Gộp với phản ánh khác"), _("Kết quả sẽ báo ở đây.")),
    "S10": lambda: (_("Đã dừng theo ý bạn"), ""),
}
