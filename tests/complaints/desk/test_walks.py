"""The table of states, walked with the real actions: every walk of practice, and every change it does not allow."""

from itertools import pairwise, product

import pytest
from sqlalchemy import select

from complaints.actions import dialogue, handling
from complaints.actions.steps import add_step
from complaints.models import ComplaintEvent
from complaints.workflow import CLOSED, PASSED, RECEIVED, REVIEWING, STATES, TABLE, WAITING, WALKS
from core import audit, clock
from core.actor import Actor
from core.errors import DomainError
from tests.factories.accounts import make_officer
from tests.factories.complaints import make_report
from tests.factories.inspections import make_branch_and_teams


class Walked:
    """A report that is taken from state to state as officers and its reporter would."""

    def __init__(self, session) -> None:
        self.session = session
        make_branch_and_teams(session)
        self.case, _code = make_report(session)
        self.officers = [Actor("officer", make_officer(session).id) for _ in range(2)]

    def go(self, after: str) -> None:
        """Do what brings the report to the state. Another officer's hand after a result was not accepted."""
        was_contested = dialogue.has_disagreed(self.session, self.case.id)
        common = {"session": self.session, "complaint_id": self.case.id, "now": clock.now()}
        act = common | {"actor": self.officers[was_contested]}
        if after == WAITING:
            dialogue.ask_reporter(**act, text="Mua ngày nào?")
        elif after == PASSED:
            handling.change_state(**act, to_state=PASSED, public="Đã chuyển Sở Y tế.")
        elif after == CLOSED:
            handling.close_case(**act, outcome="no_violation", answer="Hàng đúng nhãn.")
        elif after == REVIEWING and self.case.state == RECEIVED:
            handling.take_case(**act)
        elif after == REVIEWING and self.case.state in (WAITING, CLOSED):
            text, disagrees = "Tôi mua hôm thứ hai", self.case.state == CLOSED
            dialogue.reply_as_reporter(**common, text=text, disagrees=disagrees)
        else:
            handling.change_state(**act, to_state=after, note="nơi nhận trả lại")

    def steps(self) -> list[tuple[str, str]]:
        rows = select(ComplaintEvent).filter_by(complaint_id=self.case.id).order_by(ComplaintEvent.seq)
        return [(row.from_state, row.to_state) for row in self.session.scalars(rows) if row.from_state]


@pytest.mark.parametrize("walk", WALKS.values(), ids=WALKS)
def test_every_walk_of_practice_is_walked_by_the_real_actions(session, walk):
    report = Walked(session)
    for after in walk[1:]:
        report.go(after)
        assert report.case.state == after
    assert report.steps() == list(pairwise(walk))
    assert (report.case.closed_at is None) == (walk[-1] != CLOSED) and audit.verify(session) == []


REFUSED = [pair for pair in product(STATES, repeat=2) if pair not in TABLE and pair != (WAITING, WAITING)]
WAYS = {RECEIVED: (), **{walk[n]: walk[1 : n + 1] for walk in WALKS.values() for n in range(1, len(walk))}}


@pytest.mark.parametrize(("before", "after"), REFUSED, ids=["-".join(pair) for pair in REFUSED])
def test_what_the_table_does_not_allow_no_action_does(session, before, after):
    report = Walked(session)
    for state in WAYS[before]:
        report.go(state)
    steps, version = report.steps(), report.case.version
    with pytest.raises(DomainError):
        report.go(after)
    with pytest.raises(DomainError):
        add_step(session, report.case, kind="state", actor=report.officers[0], now=clock.now(), to_state=after)
    assert (report.case.state, report.steps(), report.case.version) == (before, steps, version)


def test_a_second_question_while_one_is_open_changes_no_state(session):
    report = Walked(session)
    for state in (WAITING, WAITING):
        report.go(state)
    assert report.case.state == WAITING and report.steps() == [(RECEIVED, WAITING)]
