"""The words and rules of plans. Pure."""

from datetime import date

from core.i18n import lazy

STATES = {
    "waiting": lazy("chưa làm"),
    "doing": lazy("đang làm"),
    "done": lazy("đã xong"),
    "dropped": lazy("thôi làm"),
}
OPEN = ("waiting", "doing")


def agree(state: str, percent: int) -> bool:
    """Whether a state and a share done say the same."""
    return {"waiting": percent == 0, "doing": percent < 100, "done": percent == 100, "dropped": True}[state]


def days_left(due_on: date, state: str, on: date) -> int | None:
    """Days until a task is due, negative when late; None once nothing is left to do."""
    return (due_on - on).days if state in OPEN else None
