"""A dispute over money back: the trader answers first, then Sở Công Thương sits down with both sides.

Luật 19/2023/QH15 chapter V (Điều 56 thương lượng, Điều 57 hỗ trợ thương lượng). Steps are added and never changed; a
wrong one is taken back by a step that names it, the newest first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from core.i18n import lazy

ANSWERED, TAKEN, INVITED, SESSION, ENDED, REVERSED = "answered", "taken", "invited", "session", "ended", "reversed"
AGREE, OFFER, REFUSE = "agree", "offer", "refuse"
SETTLED, FAILED, AGAIN, STOPPED = "settled", "failed", "again", "stopped"

STEPS = {
    ANSWERED: lazy("Người bán trả lời"),
    TAKEN: lazy("Sở Công Thương nhận"),
    INVITED: lazy("Mời hai bên"),
    SESSION: lazy("Buổi thương lượng, hòa giải"),
    ENDED: lazy("Kết thúc"),
    REVERSED: lazy("Rút lại bước đã ghi"),
}

ANSWERS = {
    AGREE: lazy("Đồng ý làm như yêu cầu"),
    OFFER: lazy("Đề nghị cách khác"),
    REFUSE: lazy("Không đồng ý"),
}

SESSION_RESULTS = {SETTLED: lazy("Thành"), FAILED: lazy("Không thành"), AGAIN: lazy("Hẹn họp tiếp")}

END_RESULTS = {
    SETTLED: lazy("Thành"),
    FAILED: lazy("Không thành"),
    STOPPED: lazy("Dừng: người mua rút hoặc đưa ra tòa"),
}


class Step(Protocol):
    """What is needed of a step to know where the dispute stands."""

    seq: int
    kind: str
    result: str
    reverses: int | None


@dataclass(frozen=True)
class Standing:
    """The steps that hold, in their order."""

    steps: tuple[Step, ...]

    def last(self, kind: str) -> Step | None:
        """The newest step of a kind."""
        return next((step for step in reversed(self.steps) if step.kind == kind), None)

    @property
    def answer(self) -> Step | None:
        """What the trader said; once only."""
        return self.last(ANSWERED)

    @property
    def is_open(self) -> bool:
        """Taken by Sở Công Thương and not ended."""
        return self.last(TAKEN) is not None and self.last(ENDED) is None

    @property
    def newest_of_desk(self) -> Step | None:
        """The step that may be taken back: the newest one that an officer wrote."""
        return next((step for step in reversed(self.steps) if step.kind != ANSWERED), None)

    @property
    def is_settled(self) -> bool:
        """Whether both sides agreed: in a session, or the trader did by answering."""
        said, sat = self.answer, self.last(SESSION)
        return bool(said and said.result in (AGREE, OFFER)) or bool(sat and sat.result == SETTLED)


def stand(steps: Sequence[Step]) -> Standing:
    """The steps without those taken back and without the taking back."""
    gone = {step.reverses for step in steps if step.kind == REVERSED}
    return Standing(tuple(step for step in steps if step.kind != REVERSED and step.seq not in gone))
