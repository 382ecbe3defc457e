"""The journey of a lot: its steps in order, and its gaps told honestly. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise

from registry.tracing import Amount, add_up, exceeds

Units = Mapping[str, tuple[str, int]]


@dataclass(frozen=True)
class Step:
    """A kind of step as the list of a kind of goods has it."""

    code: str
    position: int
    is_expected: bool
    shape: str


@dataclass(frozen=True)
class Line:
    """Goods of an event with their quantity; `is_own` when they are of the lot whose journey is told."""

    role: str
    amount: int | None
    unit: str
    is_own: bool


@dataclass(frozen=True)
class Told:
    """An event as the rules read it."""

    code: str
    at: datetime
    lines: tuple[Line, ...] = ()
    by_owner: bool = True  # recorded by the lot's own producer


@dataclass(frozen=True)
class Gap:
    """What the journey does not say. `kind`: nothing, missing, received_unsent, more_out, more_sent, order.

    `before` and `after` are codes of the recorded steps around it, `codes` the steps that are missing,
    `at` the event that shows it.
    """

    kind: str
    codes: tuple[str, ...] = ()
    after: str = ""
    before: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Journey:
    """The gaps of a journey; complete when every expected step is recorded."""

    gaps: list[Gap] = field(default_factory=list)

    @property
    def is_complete(self) -> bool:
        return not any(gap.kind in ("nothing", "missing") for gap in self.gaps)


def judge_journey(steps: Sequence[Step], told: Sequence[Told], units: Units) -> Journey:
    """What is missing from the events of a lot, given the steps that its kind of goods goes through."""
    if not told:
        return Journey([Gap("nothing", tuple(step.code for step in steps if step.is_expected))])
    ordered = sorted(told, key=lambda event: event.at)
    gaps = [*_missing(steps, ordered), *_order(steps, ordered), *_hand_overs(steps, ordered)]
    return Journey([*gaps, *_balance(ordered, units), *_sent(steps, ordered, units)])


def missing_codes(steps: Sequence[Step], recorded: set[str]) -> tuple[str, ...]:
    """The expected steps that nobody recorded, in order."""
    expected = sorted((step for step in steps if step.is_expected), key=lambda step: step.position)
    return tuple(step.code for step in expected if step.code not in recorded)


def _missing(steps: Sequence[Step], told: Sequence[Told]) -> list[Gap]:
    """Runs of expected steps without an event, each with the recorded steps around it."""
    recorded = {event.code for event in told}
    expected = sorted((step for step in steps if step.is_expected), key=lambda step: step.position)
    gaps: list[Gap] = []
    run: list[str] = []
    after = ""
    for step in expected:
        if step.code not in recorded:
            run.append(step.code)
            continue
        if run:
            gaps.append(Gap("missing", tuple(run), after, step.code))
            run = []
        after = step.code
    return [*gaps, Gap("missing", tuple(run), after)] if run else gaps


def _order(steps: Sequence[Step], told: Sequence[Told]) -> list[Gap]:
    """An expected step that happened before one that must come first."""
    positions = {step.code: step.position for step in steps if step.is_expected}
    placed = [event for event in told if event.code in positions]
    first: dict[str, Told] = {}
    for event in placed:
        first.setdefault(event.code, event)
    line = list(first.values())
    return [
        Gap("order", after=earlier.code, before=later.code, at=earlier.at)
        for earlier, later in pairwise(line)
        if positions[earlier.code] > positions[later.code]
    ]


def _hand_overs(steps: Sequence[Step], told: Sequence[Told]) -> list[Gap]:
    """Goods received by another that nobody sent."""
    shapes = {step.code: step.shape for step in steps}
    gaps = []
    sent = 0
    for event in told:
        if event.by_owner and shapes.get(event.code) == "give":
            sent += 1
        elif not event.by_owner and shapes.get(event.code) == "take":
            if not sent:
                gaps.append(Gap("received_unsent", before=event.code, at=event.at))
            sent = max(sent - 1, 0)
    return gaps


def _balance(told: Sequence[Told], units: Units) -> list[Gap]:
    """Transformations out of which more came than went in."""
    return [
        Gap("more_out", (event.code,), at=event.at)
        for event in told
        if exceeds(_side(event, "output", units), _side(event, "input", units))
    ]


def _side(event: Told, role: str, units: Units) -> Amount | None:
    lines = [(line.amount, line.unit) for line in event.lines if line.role == role]
    return add_up(lines, units) if lines else None


def _sent(steps: Sequence[Step], told: Sequence[Told], units: Units) -> list[Gap]:
    """More of the lot handed over than its last making gave, where both are told in one kind of unit."""
    shapes = {step.code: step.shape for step in steps}
    made = [line for event in told for line in event.lines if line.role == "output" and line.is_own]
    given = [
        line for event in told if event.by_owner and shapes.get(event.code) == "give"
        for line in event.lines if line.is_own and line.role == "epc"
    ]  # fmt: skip
    if not made or not given:
        return []
    out = add_up([(line.amount, line.unit) for line in given], units)
    whole = add_up([(line.amount, line.unit) for line in made], units)
    return [Gap("more_sent")] if exceeds(out, whole) else []


def day_of(instant: datetime, offset: str) -> date:
    """The day of the event by its own clock; `offset` like +07:00."""
    return instant.astimezone(datetime.strptime(offset, "%z").tzinfo).date()
