"""The states of a report, who may change them, and the stage that the citizen is shown.

State, outcome and place in the queue are three separate things: a report that was passed on or
closed keeps its number, its dialogue and its history. One plain table says every change there is.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from core.errors import Conflict
from core.i18n import gettext, lazy

RECEIVED, REVIEWING, WAITING, PASSED, CLOSED = "received", "reviewing", "waiting", "passed", "closed"

STATES = {
    RECEIVED: lazy("Mới nhận"),
    REVIEWING: lazy("Đang xem xét"),
    WAITING: lazy("Chờ người phản ánh"),
    PASSED: lazy("Đã chuyển cơ quan khác"),
    CLOSED: lazy("Đã xong"),
}
OPEN_STATES = (RECEIVED, REVIEWING, WAITING, PASSED)

OUTCOMES = {
    "violation": lazy("Có xử lý vi phạm"),
    "no_violation": lazy("Không thấy vi phạm"),
    "not_enough": lazy("Chưa đủ thông tin"),
    "joined": lazy("Gộp với phản ánh khác"),
    "withdrawn": lazy("Người phản ánh rút lại"),
}


@dataclass(frozen=True)
class Change:
    """One allowed change. `right` is the officer's; `by_citizen`: the reporter's own act does it too.

    `is_other_hand`: after a result that was not accepted, not by the officer who had closed the report.
    """

    before: str
    after: str
    right: str
    needs_text: bool = False
    by_citizen: bool = False
    is_other_hand: bool = False


CHANGES = (
    Change(RECEIVED, REVIEWING, "cases.take"),
    Change(RECEIVED, WAITING, "cases.ask", needs_text=True),
    Change(RECEIVED, PASSED, "cases.move", needs_text=True),
    Change(REVIEWING, WAITING, "cases.ask", needs_text=True),
    Change(REVIEWING, PASSED, "cases.move", needs_text=True),
    Change(REVIEWING, CLOSED, "cases.decide", needs_text=True, is_other_hand=True),
    Change(WAITING, REVIEWING, "cases.take", by_citizen=True),
    Change(WAITING, PASSED, "cases.move", needs_text=True),
    Change(WAITING, CLOSED, "cases.decide", needs_text=True, is_other_hand=True),
    Change(PASSED, REVIEWING, "cases.take", needs_text=True),
    Change(PASSED, CLOSED, "cases.decide", needs_text=True, is_other_hand=True),
    Change(CLOSED, REVIEWING, "cases.decide", needs_text=True, by_citizen=True),
)
TABLE = {(change.before, change.after): change for change in CHANGES}

WALKS = {
    "examined and done": (RECEIVED, REVIEWING, CLOSED),
    "asked at once, answered, done": (RECEIVED, WAITING, REVIEWING, CLOSED),
    "asked twice": (RECEIVED, REVIEWING, WAITING, REVIEWING, WAITING, REVIEWING, CLOSED),
    "never answered": (RECEIVED, REVIEWING, WAITING, CLOSED),
    "passed on at once, done there": (RECEIVED, PASSED, CLOSED),
    "passed on after a look": (RECEIVED, REVIEWING, PASSED, CLOSED),
    "passed on, given back": (RECEIVED, PASSED, REVIEWING, CLOSED),
    "asked, then another body's": (RECEIVED, WAITING, PASSED, CLOSED),
    "contested": (RECEIVED, REVIEWING, CLOSED, REVIEWING, CLOSED),
}
"""The ways a report goes in practice; together they use every change of the table."""



@dataclass(frozen=True)
class Step:
    """A state as the officer's page offers it: open, or shut with the reason."""

    state: str
    is_open: bool
    needs_text: bool
    why_not: str


def find_change(before: str, after: str) -> Change:
    """The change from one state to another. Raises Conflict that says what is allowed instead."""
    change = TABLE.get((before, after))
    if change is None:
        raise Conflict(lazy(
            "Không thể chuyển từ “%(before)s” sang “%(after)s”; bước tiếp được phép: %(allowed)s.",
            before=name_of(before), after=name_of(after), allowed=say_allowed(before),
        ))  # fmt: skip
    return change


def check_hand(change: Change, kind: str) -> None:
    """Raises Conflict when a reporter does what is an officer's to do. The system acts for either."""
    if kind == "citizen" and not change.by_citizen:
        raise Conflict(lazy("Chỉ cán bộ chuyển được sang “%(state)s”.", state=name_of(change.after)))


def name_of(state: str) -> str:
    """The state in words; an unknown one as it was sent."""
    return str(STATES.get(state, state))


def next_states(before: str) -> list[str]:
    """The states that may follow."""
    return [change.after for change in CHANGES if change.before == before]


def say_allowed(before: str) -> str:
    """The states that may follow, in words."""
    return ", ".join(f"“{name_of(state)}”" for state in next_states(before))


def list_steps(before: str, rights: Iterable[str]) -> list[Step]:
    """Every other state: open to somebody with these rights, or shut and why."""
    held = set(rights)
    return [_step(before, state, held) for state in STATES if state != before]


def _step(before: str, state: str, rights: set[str]) -> Step:
    change = TABLE.get((before, state))
    if change is None:
        why = gettext("không đi thẳng từ “%(before)s”", before=name_of(before))
    elif change.right not in rights:
        why = gettext("vai trò của bạn không có quyền này")
    else:
        why = ""
    return Step(state, not why, bool(change and change.needs_text), why)


_STAGES_OF_OUTCOME = {"violation": "S5", "no_violation": "S6", "not_enough": "S7", "joined": "S8", "withdrawn": "S10"}
_STAGES_OF_STATE = {RECEIVED: "S1", REVIEWING: "S2", WAITING: "S3", PASSED: "S4"}


def stage_of(state: str, outcome: str = "", *, was_closed: bool = False) -> str:
    """The stage that the tracking page shows, S1 to S10.

    S1 received, S2 examined, S3 a question is open, S4 passed on, S5-S8 done by outcome,
    S9 examined again after it had been closed, S10 stopped because the reporter withdrew.
    """
    if state == CLOSED:
        return _STAGES_OF_OUTCOME[outcome]
    if state == REVIEWING and was_closed:
        return "S9"
    return _STAGES_OF_STATE[state]
