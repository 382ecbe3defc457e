"""How an OCOP application moves, who may move it, and how members' sheets become one result. Pure.

The way follows QĐ 148/QĐ-TTg (2023) as amended by QĐ 1489/QĐ-TTg of 06/07/2025: the commune checks the form
of the file and reports on its part of the criteria, the provincial council scores, the province recognises 3
and 4 stars and proposes files of 90 points or more to the ministry.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import mean, median

from core.errors import Conflict
from core.i18n import lazy

PRODUCER, CHECK, DECIDE, CENTRAL = "producer.write", "ocop.check", "ocop.decide", "ocop.central"
FIVE = 900  # tenths: proposed to the ministry from here on
LEAST_CERTIFIED = 500  # tenths: certificates exist from three stars on


@dataclass(frozen=True)
class Change:
    """That a step takes an application from one state to another, by whoever holds the right."""

    from_state: str
    step: str
    to_state: str
    right: str


TABLE = (
    Change("draft", "file", "filed", PRODUCER),
    Change("filed", "receive", "commune_check", CHECK),
    Change("commune_check", "forward", "council", CHECK),
    Change("commune_check", "ask", "supplement_asked", CHECK),
    Change("council", "ask", "supplement_asked", DECIDE),
    Change("supplement_asked", "answer_commune", "commune_check", PRODUCER),
    Change("supplement_asked", "answer_council", "council", PRODUCER),
    Change("council", "decide", "decided", DECIDE),
    Change("council", "refuse", "refused", DECIDE),
    Change("supplement_asked", "refuse", "refused", DECIDE),
    Change("decided", "refuse", "refused", DECIDE),
    Change("decided", "certify", "certified", DECIDE),
    Change("decided", "propose", "ministry", DECIDE),
    Change("ministry", "central_five", "certified", CENTRAL),
    Change("ministry", "central_less", "decided", CENTRAL),
    Change("draft", "withdraw", "withdrawn", PRODUCER),
    Change("filed", "withdraw", "withdrawn", PRODUCER),
    Change("commune_check", "withdraw", "withdrawn", PRODUCER),
    Change("council", "withdraw", "withdrawn", PRODUCER),
    Change("supplement_asked", "withdraw", "withdrawn", PRODUCER),
)
"""Every allowed change, one row each."""

STATES = {
    "draft": lazy("Đang soạn"),
    "filed": lazy("Đã nộp"),
    "commune_check": lazy("Xã đang xem"),
    "council": lazy("Hội đồng tỉnh đang chấm"),
    "supplement_asked": lazy("Chờ bổ sung"),
    "decided": lazy("Tỉnh đã có kết quả"),
    "ministry": lazy("Bộ đang xem"),
    "certified": lazy("Đã công nhận"),
    "refused": lazy("Không công nhận"),
    "withdrawn": lazy("Cơ sở rút hồ sơ"),
}
TONES = {"supplement_asked": "warn", "certified": "ok", "refused": "bad", "filed": "warn"}
ENDED = frozenset({"certified", "refused", "withdrawn"})
OPEN_FOR_PAPERS = frozenset({"draft", "supplement_asked"})
"""States in which the producer may add papers."""

STEP_NAMES = {
    "file": lazy("Nộp hồ sơ"),
    "receive": lazy("Tiếp nhận hồ sơ"),
    "forward": lazy("Chuyển hội đồng cấp tỉnh"),
    "ask": lazy("Yêu cầu bổ sung"),
    "answer_commune": lazy("Trả lời yêu cầu bổ sung"),
    "answer_council": lazy("Trả lời yêu cầu bổ sung"),
    "decide": lazy("Ghi kết quả của tỉnh"),
    "refuse": lazy("Không công nhận"),
    "certify": lazy("Cấp giấy chứng nhận"),
    "propose": lazy("Đề nghị Bộ xét 5 sao"),
    "central_five": lazy("Bộ công nhận 5 sao"),
    "central_less": lazy("Bộ chấm dưới 90 điểm"),
    "withdraw": lazy("Rút hồ sơ"),
}

HOLDERS = {
    "draft": lazy("Cơ sở"),
    "filed": lazy("Ủy ban nhân dân xã, phường"),
    "commune_check": lazy("Ủy ban nhân dân xã, phường"),
    "council": lazy("Hội đồng cấp tỉnh"),
    "supplement_asked": lazy("Cơ sở"),
    "decided": lazy("Sở Nông nghiệp và Môi trường"),
    "ministry": lazy("Bộ Nông nghiệp và Môi trường"),
}
"""Who holds an application in a state; nobody once it has ended."""


def find_change(state: str, step: str) -> Change | None:
    """The allowed change, or None."""
    return next((row for row in TABLE if (row.from_state, row.step) == (state, step)), None)


def require_change(state: str, step: str) -> Change:
    """The allowed change. Raises Conflict naming the state it is in."""
    found = find_change(state, step)
    if found is None:
        raise Conflict(
            lazy("Hồ sơ đang ở bước “%(state)s” nên không làm được “%(step)s”. Tải lại trang.",
                 state=STATES[state], step=STEP_NAMES.get(step, step))
        )  # fmt: skip
    return found


def list_steps(state: str, rights: Iterable[str]) -> list[str]:
    """The steps that somebody with these rights may take now, in the order of the table."""
    return [row.step for row in TABLE if row.from_state == state and row.right in set(rights)]


def fits_points(step: str, tenths: int, is_central: bool) -> bool:
    """Whether the points of a result allow a step; `is_central` where they are the ministry's own.

    The province certifies below 90 points and proposes from 90 on, once; other steps do not hang on points.
    """
    if step == "certify":
        return tenths < FIVE
    return step != "propose" or (tenths >= FIVE and not is_central)


def answer_step(asked_from: str) -> str:
    """The step with which an answer goes back to whoever asked."""
    return "answer_commune" if asked_from == "commune_check" else "answer_council"


def join_sheets(totals: Sequence[tuple[int, int, int]], method: str) -> tuple[int, int, int]:
    """Parts A, B and C of the council: the mean or the median of its sheets, to a tenth, halves upwards.

    `totals` are the sums of each sent sheet by part, in tenths; at least one.
    """
    join = {"mean": mean, "median": median}[method]
    a, b, c = (_whole(join(part)) for part in zip(*totals, strict=True))
    return a, b, c


def _whole(value: float) -> int:
    return int(value + 0.5)
