"""How often the score is wrong and how often it finds copies, on made-up traces with a fixed seed.

The table that it prints stands in docs/clones.md.
"""

import csv
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from qr.clones import score_code
from tests.factories import scan_traces as traces
from tests.factories.scan_traces import World

ON = date(2026, 11, 24)
HONEST = 40_000
CODES = 700
FILE = Path(__file__).parents[2] / "qr" / "data" / "clone_weight.csv"


@cache
def weights() -> dict[str, int]:
    """The weights that ship with the product, of the day of the test."""
    found = {}
    with FILE.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if row["valid_from"] <= ON.isoformat() <= (row["valid_to"] or "9999"):
                found[row["name"]] = int(row["value"])
    return found


def highest(trace: list) -> int:
    """The highest score that a code ever had, counted after each scan as folding does."""
    return max((score_code(trace[:end], weights()).points for end in range(2, len(trace) + 1)), default=0)


def share(points: list[int], level: str) -> float:
    """The part of the codes that reached a level, in hundredths."""
    return 100 * sum(each >= weights()[level] for each in points) / len(points)


@cache
def honest_points(has_table: bool) -> list[int]:
    world = World(37, has_table)
    made = [traces.honest(world) for _ in range(HONEST)]
    return [highest(trace) for trace in made if trace]


@cache
def copied_points(copies: int, provinces: int, has_table: bool) -> list[int]:
    world = World(copies * 100 + provinces, has_table)
    return [highest(traces.copied(world, copies, provinces)) for _ in range(CODES)]


CASES = ((2, 2), (5, 2), (10, 3), (20, 3), (50, 3), (20, 1), (100, 1))


def rows(has_table: bool) -> list[str]:
    """The table: honest codes first, then copies by number and provinces; amber and red."""
    honest = honest_points(has_table)
    lines = [f"honest, {len(honest)} scanned: {share(honest, 'amber'):.2f} % amber, {share(honest, 'red'):.2f} % red"]
    for copies, provinces in CASES:
        points = copied_points(copies, provinces, has_table)
        found = f"{share(points, 'amber'):.0f} % amber, {share(points, 'red'):.0f} % red"
        lines.append(f"{copies} copies in {provinces} provinces: {found}")
    return lines


@pytest.mark.parametrize("has_table", [True, False], ids=["with an address table", "without one"])
def test_the_rates_by_copies_are_printed(has_table):
    print("\n" + "\n".join(rows(has_table)))  # noqa: T201 - the figures are the point
    assert share(honest_points(has_table), "amber") <= 0.4
    detected = [share(copied_points(copies, 3, has_table), "amber") for copies in (10, 20, 50)]
    assert detected == sorted(detected)


def test_at_least_76_of_100_codes_copied_twenty_times_are_found_at_4_false_flags_in_1000():
    assert share(honest_points(True), "amber") <= 0.4
    assert share(copied_points(20, 3, True), "amber") >= 76


def test_the_rules_that_look_simpler_are_worse():
    """Any second phone flags a third of honest goods; that is why there is a score."""
    world = World(37)
    scanned = [trace for trace in (traces.honest(world) for _ in range(4000)) if trace]
    flagged = sum(len({each.device or each.network for each in trace}) > 1 for trace in scanned)
    assert flagged / len(scanned) > 0.2


def test_a_photo_that_goes_viral_is_red_and_told_as_viral_to_the_officer():
    for seed in range(5):
        score = score_code(traces.viral(World(seed)), weights())
        assert score.level(weights()) == "red" and score.looks_viral
        print(f"viral photo: {score.points / 100} points, {score.devices / 2} phones, {score.days} days")  # noqa: T201 - the figures are the point


def test_copied_goods_do_not_look_viral():
    world = World(5)
    made = [score_code(traces.copied(world, 100, 3), weights()) for _ in range(100)]
    assert sum(score.looks_viral for score in made) <= 2


def test_a_rival_with_five_phones_may_reach_officers_and_no_more():
    """What the public reads does not know the score: test_clone_alerts shows that only a decision changes it."""
    for seed in range(20):
        score = score_code(traces.rival(World(seed)), weights())
        assert not score.looks_viral and score.said_provinces <= 5 and score.devices <= 20
