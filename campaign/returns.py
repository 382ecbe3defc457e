"""The rules of periodic returns: states, lateness, sums. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from campaign.words import QUALIFIERS
from core.i18n import lazy

DUE, SENT, BACK, LOCKED = "due", "sent", "back", "locked"
STATES = {
    DUE: lazy("chưa nộp"),
    SENT: lazy("đã nộp"),
    BACK: lazy("trả lại để sửa"),
    LOCKED: lazy("đã khóa"),
}
CHANGES = {
    (DUE, "sent"): SENT,
    (BACK, "sent"): SENT,
    (SENT, "back"): BACK,
    (SENT, "locked"): LOCKED,
    (LOCKED, "reopened"): BACK,
}
"""State and step -> the state after it; every other step is refused."""

STEPS = {
    "sent": lazy("nộp"),
    "back": lazy("trả lại để sửa"),
    "locked": lazy("khóa"),
    "reopened": lazy("mở khóa để sửa"),
    "reminded": lazy("nhắc"),
}
OPEN = (DUE, BACK)
COUNTED = (SENT, LOCKED)
"""Only what a unit stands by is counted: not drafts, not what was sent back."""

FROM_REGISTERS = ("E17", "E18")
"""Rows whose main figure is counted from registers, so that no total may be asked for it."""


@dataclass(frozen=True)
class Told:
    """A unit's total for an item."""

    value: int
    qualifier: str = ""
    joint: int = 0


def days_left(due_on: date, state: str, on: date) -> int | None:
    """Days until the return is due, negative when late; None once it was sent."""
    return (due_on - on).days if state in OPEN else None


def was_late(due_on: date, sent_on: date | None) -> bool:
    """Whether a return came after its day."""
    return sent_on is not None and sent_on > due_on


def sum_told(told: Iterable[Told]) -> tuple[int, str]:
    """The sum over units: what another unit counts is left out, so that a joint event counts once."""
    rows = list(told)
    return sum(row.value - row.joint for row in rows), combine(row.qualifier for row in rows)


def combine(qualifiers: Iterable[str]) -> str:
    """The qualifier of a sum, from those of its parts: exact only when every part is exact.

    One estimate makes the sum an estimate; "more than" and "nearly" together make "about".
    """
    found = {qualifier for qualifier in qualifiers if qualifier in QUALIFIERS}
    if not found:
        return ""
    if "uoc" in found:
        return "uoc"
    if len(found) == 1:
        return found.pop()
    return "hon" if found <= {"tren", "hon"} else "khoang"


def next_reminder(steps: Iterable[int], left: int, sent: Iterable[int]) -> int | None:
    """Which reminder is due at `left` days before the day: the nearest step reached and not yet sent."""
    reached = [step for step in steps if left <= step]
    if not reached or min(reached) in set(sent):
        return None
    return min(reached)
