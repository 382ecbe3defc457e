"""A year of life at the desks, made up: every deadline equals a count day by day of its own."""

import csv
from datetime import date, timedelta
from random import Random

from complaints.clocks import LEGAL, SERVICE, Happening, Rule, replay
from core.config import ROOT
from tests.complaints.calendar_count import Wait, last_day_of

FIRST = date(2026, 1, 1)
DAY = timedelta(days=1)
ANSWER = Rule("answer", SERVICE, 10, frozenset({"filed", "opens_again"}), frozenset({"closes"}), FIRST)
SOLVE = Rule("solve", LEGAL, 30, frozenset({"begin"}), frozenset({"done", "closes"}), FIRST, unit="days")


def calendar() -> dict[date, str]:
    """The days off of the table that ships with the product."""
    with (ROOT / "areas" / "data" / "holidays.csv").open(encoding="utf-8") as rows:
        return {date.fromisoformat(row["on_date"]): row["kind"] for row in csv.DictReader(rows)}


class Life:
    """One report: what happens to it, and the waits by which its days are counted independently."""

    def __init__(self, chance: Random) -> None:
        self.day = FIRST + DAY * chance.randrange(365)
        self.steps: list[Happening] = []
        self.promises: list[tuple[date, list[Wait]]] = []
        self.solving: tuple[date, list[Wait]] | None = None
        self.begin("filed")
        if chance.random() < 0.3:
            self.solving = (self.day, [])
            self.steps.append(Happening(self.day, "begin", "solve"))
        for _step in range(chance.randrange(6)):
            self.day += DAY * chance.randrange(8)
            chance.choice((self.ask, self.ask, self.hand_on, self.contest, self.stop_by_law))(chance)

    def begin(self, name: str) -> None:
        self.steps.append(Happening(self.day, name))
        self.promises.append((self.day, []))

    def ask(self, chance: Random) -> None:
        first = self.day
        self.day += DAY * chance.randrange(20)
        self.steps += [Happening(first, "waits"), Happening(self.day, "goes_on")]
        self.promises[-1][1].append(Wait(first, self.day))

    def hand_on(self, chance: Random) -> None:
        self.steps.append(Happening(self.day, chance.choice(("moved", "transferred", "routed"))))

    def contest(self, chance: Random) -> None:
        self.steps.append(Happening(self.day, "closes"))
        self.day += DAY * chance.randrange(30)
        self.begin("opens_again")

    def stop_by_law(self, chance: Random) -> None:
        closed = any(step.name == "closes" for step in self.steps)
        if self.solving is None or closed:
            return
        first = self.day
        self.day += DAY * chance.randrange(15)
        self.steps += [Happening(first, "pause", "solve"), Happening(self.day, "resume", "solve")]
        self.solving[1].append(Wait(first, self.day))


def examine(count: int) -> None:
    days_off, chance = calendar(), Random(2026)
    for _report in range(count):
        life = Life(chance)
        clocks = replay(life.steps, [ANSWER, SOLVE], days_off)
        promised = [clock.due_on for clock in clocks if clock.rule.code == "answer"]
        assert promised == [last_day_of(start, 10, days_off, waits) for start, waits in life.promises], life.steps
        if life.solving:
            start, waits = life.solving
            law = [clock.due_on for clock in clocks if clock.rule.code == "solve"]
            assert law == [last_day_of(start, 30, days_off, waits, only_working=False)], life.steps


def test_the_deadlines_of_10000_reports_of_a_year_are_those_of_the_independent_count():
    examine(10_000)
