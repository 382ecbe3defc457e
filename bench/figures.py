"""One line of the table of benchmarks."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """What was measured, what stands beside it, and whether the goal is met."""

    name: str
    value: str
    yardstick: str
    goal: str
    holds: bool
