"""What a code proves: facts in, one of the states V1 to V16 out, in one total order.

A verdict speaks of the code and of what was registered, never of the goods in hand.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from qr.links import Level


class State(StrEnum):
    """The states, named as in the list of verdict words."""

    V1 = "V1"
    V1B = "V1b"
    V1_LOT = "V1-lot"
    V1_PRODUCT = "V1-product"
    V2 = "V2"
    V3 = "V3"
    V4 = "V4"
    V5 = "V5"
    V6 = "V6"
    V7 = "V7"
    V8 = "V8"
    V9 = "V9"
    V10 = "V10"
    V11 = "V11"
    V12 = "V12"
    V13 = "V13"
    V14 = "V14"
    V15 = "V15"
    V16 = "V16"


class Stage(StrEnum):
    """How far a batch of codes has come; a code is right only from ACTIVE on."""

    RESERVED = "reserved"
    PRINTED = "printed"
    ACTIVE = "active"
    VOID = "void"


class Pin(StrEnum):
    """What a scratch code, when one was opened, has shown."""

    FIRST = "first"
    AGAIN = "again"


@dataclass(frozen=True)
class Event:
    """Something dated that was done to a lot, a product or a code, and why."""

    on: date
    reason: str = ""
    decision: str = ""
    authority: str = ""


@dataclass(frozen=True)
class Product:
    """The registered product of the code. `ended` is the end of its registration."""

    name: str
    producer: str = ""
    phone: str = ""
    ended: Event | None = None


@dataclass(frozen=True)
class Lot:
    """The lot of the code, with the dates that the producer declared."""

    number: str
    produced_on: date | None = None
    expires_on: date | None = None


@dataclass(frozen=True)
class Ocop:
    """One OCOP recognition: good from `valid_from` to `valid_until`, both days included."""

    stars: int
    valid_from: date | None = None
    valid_until: date | None = None
    revoked: Event | None = None


@dataclass(frozen=True)
class Code:
    """What is known of the code itself. `is_issued` also says that it belongs to this product and lot."""

    level: Level
    is_issued: bool = True
    stage: Stage = Stage.ACTIVE
    void: Event | None = None
    stolen: Event | None = None
    blocked: Event | None = None
    is_copied: bool = False  # confirmed by an officer; a score alone is never known here
    copied_provinces: int = 0  # as people said
    copied_days: int = 0
    pin: Pin | None = None
    pin_opened: str = ""  # when and where the PIN was opened first, in words


@dataclass(frozen=True)
class Facts:
    """Everything the verdict rests on, read in one statement."""

    today: date
    is_reachable: bool = True
    is_tampered: bool = False  # the link carries a signature that none of our keys made over it
    foreign_host: str = ""
    product: Product | None = None
    lot: Lot | None = None
    ocop: Ocop | None = None
    recall: Event | None = None
    code: Code = field(default_factory=lambda: Code(Level.PRODUCT))
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """The state of the headline, and the lesser states that also hold, in order."""

    state: State
    lines: tuple[State, ...] = ()


def judge(facts: Facts) -> Verdict:
    """The first state of the order that holds; later ones stay as lines, the V1 kinds excepted."""
    held = [state for state, holds in ORDER if holds(facts)]
    first, rest = held[0], held[1:]
    if first in _SILENT:
        return Verdict(first)
    return Verdict(first, tuple(state for state in rest if state not in RIGHT))


def ocop_state(ocop: Ocop, lot: Lot | None, today: date) -> State | None:
    """V6 or V7 when the certificate did not cover the making of the goods, else None.

    Goods made while the certificate was good keep its stars; without a production date the
    certificate is compared with today.
    """
    made = (lot and lot.produced_on) or today
    if ocop.revoked and made >= ocop.revoked.on:
        return State.V6
    return State.V7 if ocop.valid_until and made > ocop.valid_until else None


def _is_unknown(facts: Facts) -> bool:
    return facts.product is None or (facts.code.level is Level.LOT and facts.lot is None)


def _is_forged(facts: Facts) -> bool:
    forged = facts.code.level is Level.ITEM and not facts.code.is_issued
    return facts.product is not None and (forged or facts.is_tampered)


def _is_expired(facts: Facts) -> bool:
    return bool(facts.lot and facts.lot.expires_on and facts.today > facts.lot.expires_on)


def _is_ended(facts: Facts) -> bool:
    return bool(facts.product and facts.product.ended and facts.today >= facts.product.ended.on)


def _is_void(facts: Facts) -> bool:
    return facts.code.void is not None or facts.code.stage is Stage.VOID


def _is_inactive(facts: Facts) -> bool:
    waits = facts.code.stage in (Stage.RESERVED, Stage.PRINTED)
    return facts.code.level is Level.ITEM and facts.code.is_issued and waits


def _ocop(state: State) -> Callable[[Facts], bool]:
    return lambda facts: facts.ocop is not None and ocop_state(facts.ocop, facts.lot, facts.today) is state


def _level(level: Level) -> Callable[[Facts], bool]:
    return lambda facts: facts.code.level is level


ORDER: tuple[tuple[State, Callable[[Facts], bool]], ...] = (
    (State.V13, lambda facts: not facts.is_reachable),
    (State.V14, lambda facts: bool(facts.foreign_host)),
    (State.V8, _is_unknown),
    (State.V2, _is_forged),
    (State.V5, lambda facts: facts.recall is not None),
    (State.V15, lambda facts: facts.code.blocked is not None),
    (State.V16, lambda facts: facts.code.stolen is not None),
    (State.V10, _is_void),
    (State.V4, _is_expired),
    (State.V3, lambda facts: facts.code.is_copied),
    (State.V11, lambda facts: facts.code.pin is Pin.AGAIN),
    (State.V12, _is_ended),
    (State.V6, _ocop(State.V6)),
    (State.V7, _ocop(State.V7)),
    (State.V9, _is_inactive),
    (State.V1B, lambda facts: facts.code.pin is Pin.FIRST),
    (State.V1, _level(Level.ITEM)),
    (State.V1_LOT, _level(Level.LOT)),
    (State.V1_PRODUCT, _level(Level.PRODUCT)),
)

RIGHT = frozenset({State.V1, State.V1B, State.V1_LOT, State.V1_PRODUCT})
"""The states that say the code is right."""

_SILENT = frozenset({State.V13, State.V14, State.V8})
"""States in which nothing is known of a product, so that nothing more can be said."""
