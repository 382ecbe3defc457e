"""A year at the desks lived with the real actions: what is promised and what the law counts equal a count by hand."""

from datetime import date, datetime, time, timedelta
from random import Random

import pytest
from sqlalchemy import select

from complaints.actions import dialogue, handling
from complaints.actions.clock_steps import step_clock
from complaints.actions.term_rows import change_term
from complaints.models import ServiceTerm
from complaints.queries.clocks import list_clocks
from complaints.term_words import SERVICE
from complaints.workflow import CLOSED, RECEIVED, WAITING
from core import audit
from core.actor import Actor
from core.clock import VIETNAM, legal_date
from tests.complaints.calendar_count import Wait, last_day_of
from tests.complaints.desk.test_clocks_year import calendar
from tests.factories.accounts import make_officer
from tests.factories.complaints import make_report
from tests.factories.inspections import make_branch_and_teams

FIRST, NEW_TERM = date(2026, 11, 2), date(2027, 5, 3)
DAY, ARTICLE = timedelta(days=1), "Điều 12 khoản 3"


class Year:
    """The office of the year: two teams, two officers, one term that is shortened in May."""

    def __init__(self, session) -> None:
        self.session, self.days_off = session, calendar()
        self.teams = make_branch_and_teams(session)[1:]
        self.officers = [Actor("officer", make_officer(session).id) for _ in range(2)]
        row = session.scalars(select(ServiceTerm).filter_by(step="answer")).one()
        change_term(
            session, table=SERVICE, term_id=row.id, length=8, from_day=NEW_TERM, source="Quyết định mẫu",
            actor=self.officers[0], now=datetime(2027, 4, 20, 3, tzinfo=VIETNAM),
        )  # fmt: skip

    def length(self, day: date) -> int:
        """The days that were promised to whoever came on a day."""
        return 8 if day >= NEW_TERM else 10


class Life:
    """A report through the year; beside it the waits by which its days are counted independently."""

    def __init__(self, year: Year, chance: Random) -> None:
        self.year, self.chance = year, chance
        self.at = datetime.combine(FIRST + DAY * chance.randrange(330), time(7 + chance.randrange(11)), VIETNAM)
        self.case, _code = make_report(year.session, now=self.at)
        self.start, self.waits = legal_date(self.at), []
        self.law: tuple[date, list[Wait]] | None = None
        self.hand, self.is_law_over = 0, False  # closing the report ends its clock of the law

    def common(self) -> dict:
        return {"session": self.year.session, "complaint_id": self.case.id, "now": self.at}

    def live(self) -> None:
        """Up to eight things happen to it, each followed by a look at every date."""
        self.examine()
        for _step in range(self.chance.randrange(3, 9)):
            self.at += timedelta(days=self.chance.randrange(7), hours=self.chance.randrange(1, 5))
            self.chance.choice(self.possible())()
            self.examine()

    def possible(self) -> list:
        """What officers and the reporter may do now."""
        state = self.case.state
        if state == CLOSED:
            is_old = self.at - self.case.closed_at > 9 * DAY  # of the 30 days twenty may pass before the contest
            contested = is_old or dialogue.has_disagreed(self.year.session, self.case.id)
            return [self.rest] if contested else [self.contest, self.rest]
        after = [self.move, self.begin_law, self.pause_law]
        if state == RECEIVED:
            return [self.take, self.take, *after]
        return [self.reply] if state == WAITING else [self.ask, self.ask, self.close, *after]

    def rest(self) -> None:
        """Nothing happens."""

    def take(self) -> None:
        handling.take_case(**self.common(), actor=self.year.officers[self.hand])

    def ask(self) -> None:
        dialogue.ask_reporter(**self.common(), text="Mua ngày nào?", actor=self.year.officers[self.hand])
        self.waits.append(Wait(legal_date(self.at), None))

    def reply(self) -> None:
        self.at += DAY * self.chance.randrange(20)
        dialogue.reply_as_reporter(**self.common(), text="Hôm thứ hai")
        self.waits[-1] = Wait(self.waits[-1].first, legal_date(self.at))

    def move(self) -> None:
        other = next(team for team in self.year.teams if team.id != self.case.unit_id)
        by = self.year.officers[self.hand]
        handling.move_case(**self.common(), unit_id=other.id, reason="đúng địa bàn", actor=by)

    def close(self) -> None:
        handling.close_case(
            **self.common(), outcome="no_violation", answer="Hàng đúng nhãn.", actor=self.year.officers[self.hand]
        )
        self.is_law_over = True

    def contest(self) -> None:
        self.at += DAY * self.chance.randrange(20)
        dialogue.reply_as_reporter(**self.common(), text="Chưa đồng ý", disagrees=True)
        self.start, self.waits, self.hand = legal_date(self.at), [], 1

    def begin_law(self) -> None:
        if self.law is None and not self.is_law_over:
            self.step("begin")
            self.law = (legal_date(self.at), [])

    def pause_law(self) -> None:
        if self.law and not self.is_law_over:
            first = legal_date(self.at)
            self.step("pause", article=ARTICLE)
            self.at += DAY * self.chance.randrange(15)
            self.step("resume")
            self.law[1].append(Wait(first, legal_date(self.at)))

    def step(self, kind: str, **more) -> None:
        by = {"actor": self.year.officers[self.hand], "on_date": legal_date(self.at)}
        step_clock(**self.common(), **by, code="denounce_solve", kind=kind, **more)

    def examine(self) -> None:
        """The stored promise and the clock of the law against the count of their own."""
        days_off = self.year.days_off
        promised = last_day_of(self.start, self.year.length(self.start), days_off, self.waits)
        assert self.case.promised_on == promised, (self.case.number, self.start, self.waits)
        clocks = list_clocks(self.year.session, [self.case])[self.case.id]
        found = [clock.due_on for clock in clocks if clock.rule.code == "denounce_solve"]
        if self.law and not self.is_law_over:
            start, waits = self.law
            assert found[-1] == last_day_of(start, 30, days_off, waits, only_working=False), self.case.number


def live_a_year(session, reports: int) -> None:
    year, chance = Year(session), Random(2027)
    for number in range(reports):
        Life(year, chance).live()
        if number % 200 == 199:
            session.commit()
    assert audit.verify(session) == []


def test_120_reports_of_a_year_have_the_deadlines_of_an_independent_count(session):
    live_a_year(session, 120)


@pytest.mark.full
def test_10000_reports_of_a_year_have_the_deadlines_of_an_independent_count(session):
    live_a_year(session, 10_000)
