"""The states of codes: which change may follow which, who may make it, and what can be taken back. Pure.

The table holds for batches, for parts of them and for single codes alike. Whether a lot is past its date
or called back is never stored here: it follows from the lot. That a PIN was opened is a row of its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from core.actor import Actor


class Hand(StrEnum):
    """On whose behalf a change is made."""

    PRODUCER = "producer"
    TRADE = "so_cong_thuong"
    MARKET = "qltt"
    SYSTEM = "system"


STATES = ("reserved", "printed", "active", "in_trade", "sold", "void", "stolen", "blocked")
LIVING = ("reserved", "printed", "active", "in_trade", "sold")
GOOD = ("active", "in_trade", "sold")
"""States in which the code is right: being in trade or sold takes nothing from it."""

MARKET_ROLES = frozenset({"kiem_tra_vien", "doi_truong", "lanh_dao"})
_MAKERS = frozenset({Hand.PRODUCER, Hand.TRADE, Hand.SYSTEM})
_OFFICERS = frozenset({Hand.TRADE, Hand.MARKET, Hand.SYSTEM})

# to, from, who
TABLE: tuple[tuple[str, tuple[str, ...], frozenset[Hand]], ...] = (
    ("printed", ("reserved",), _MAKERS),
    ("active", ("reserved", "printed"), _MAKERS),
    ("in_trade", ("active",), _MAKERS),
    ("sold", ("active", "in_trade"), _MAKERS),
    ("stolen", LIVING, _MAKERS),
    ("void", (*LIVING, "stolen"), _MAKERS),
    ("blocked", (*LIVING, "stolen"), _OFFICERS),
    ("void", ("blocked",), _OFFICERS),
    ("stolen", ("blocked",), _OFFICERS),
)

HANDS: dict[tuple[str, str], frozenset[Hand]] = {(old, new): who for new, olds, who in TABLE for old in olds}
"""(state, next state) -> who may make the change. What is not here does not happen."""

ALLOWED: dict[str, set[str]] = {old: {new for was, new in HANDS if was == old} for old in STATES}
"""State -> the states it may go to. What is cancelled stays cancelled."""

NEEDS_REASON = frozenset({"void", "stolen", "blocked"})
"""Changes whose reason buyers read."""

SINGLE = ("sold", "void", "stolen", "blocked")
"""What a single code may be marked with, unlike its batch."""

VERDICTS = {
    "reserved": "V9", "printed": "V9", "active": "V1", "in_trade": "V1", "sold": "V1", "void": "V10",
    "stolen": "V16", "blocked": "V15",
}  # fmt: skip
"""State -> the verdict that it alone leads to for an item."""


@dataclass(frozen=True)
class Step:
    """One event in the life of codes; `undoes` is the number of the step that it takes back."""

    seq: int
    state: str
    hand: str
    at: datetime
    undoes: int | None = None
    reason: str = ""
    authority: str = ""


@dataclass(frozen=True)
class Rule:
    """Until how many days after a change its maker may take it back; None: as long as it stands."""

    state: str
    hand: str
    days: int | None


def hand_of(actor: Actor) -> Hand:
    """For whom somebody acts."""
    if actor.kind in ("producer", "system"):
        return Hand(actor.kind)
    return Hand.MARKET if actor.label in MARKET_ROLES else Hand.TRADE


def may_change(old: str, new: str, hand: Hand) -> bool:
    """Whether codes in the state `old` may become `new` by this hand."""
    return hand in HANDS.get((old, new), ())


def standing(steps: Iterable[Step]) -> list[Step]:
    """The steps that still hold, in order: what was taken back is left out, and so is the taking back."""
    left: list[Step] = []
    for step in steps:
        if step.undoes is None:
            left.append(step)
        else:
            left = [each for each in left if each.seq != step.undoes]
    return left


def find_undo(steps: Iterable[Step], rules: Iterable[Rule], hand: Hand, now: datetime) -> tuple[Step, Step] | None:
    """The last step and the one that would hold again, where this hand may still take the last one back.

    Only who made a change takes it back, in the time of its rule; a state without a rule is never taken back.
    """
    left = standing(steps)
    if len(left) < 2 or left[-1].hand != hand:
        return None
    last = left[-1]
    rule = next((rule for rule in rules if (rule.state, rule.hand) == (last.state, hand)), None)
    if rule is None or (rule.days is not None and now - last.at > timedelta(days=rule.days)):
        return None
    return last, left[-2]
