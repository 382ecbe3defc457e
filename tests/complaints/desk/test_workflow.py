"""The table of states: no dead end, no illegal step, every state has a stage."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise, product

import pytest

from complaints import deadlines, workflow
from core.errors import Conflict

PAIRS = list(product(workflow.STATES, repeat=2))
RIGHTS = {change.right for change in workflow.CHANGES}


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_a_change_is_in_the_table_or_is_refused_with_what_is_allowed(before, after):
    if (before, after) in workflow.TABLE:
        assert workflow.find_change(before, after).right
        return
    with pytest.raises(Conflict) as refusal:
        workflow.find_change(before, after)
    assert workflow.say_allowed(before) in str(refusal.value)


def test_the_table_names_each_change_once_and_known_states_only():
    assert len(workflow.TABLE) == len(workflow.CHANGES)
    assert {state for pair in workflow.TABLE for state in pair} == set(workflow.STATES)


@pytest.mark.parametrize("state", workflow.STATES)
def test_from_every_state_a_report_can_still_be_closed(state):
    reached, waiting = {state}, [state]
    while waiting:
        new = set(workflow.next_states(waiting.pop())) - reached
        reached |= new
        waiting += new
    assert workflow.CLOSED in reached and workflow.REVIEWING in reached


def test_nobody_closes_what_nobody_has_looked_at():
    assert workflow.CLOSED not in workflow.next_states(workflow.RECEIVED)


def test_nothing_goes_back_to_new():
    assert all(change.after != workflow.RECEIVED for change in workflow.CHANGES)


@pytest.mark.parametrize("state", workflow.STATES)
def test_every_other_state_is_offered_open_or_shut_with_a_reason(state):
    steps = workflow.list_steps(state, RIGHTS)
    assert {step.state for step in steps} == set(workflow.STATES) - {state}
    assert all(step.is_open != bool(step.why_not) for step in steps)
    assert not any(step.is_open for step in workflow.list_steps(state, ()))


@pytest.mark.parametrize(
    ("state", "outcome", "was_closed", "stage"),
    [
        ("received", "", False, "S1"), ("reviewing", "", False, "S2"), ("waiting", "", False, "S3"),
        ("passed", "", False, "S4"), ("closed", "violation", True, "S5"), ("closed", "no_violation", True, "S6"),
        ("closed", "not_enough", True, "S7"), ("closed", "joined", True, "S8"), ("reviewing", "", True, "S9"),
        ("closed", "withdrawn", True, "S10"),
    ],
)  # fmt: skip
def test_the_citizen_sees_one_stage(state, outcome, was_closed, stage):
    assert workflow.stage_of(state, outcome, was_closed=was_closed) == stage


NOW = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)  # 11:00 in Vietnam


@pytest.mark.parametrize(
    ("days", "hours", "words", "tone"),
    [
        (-2, 0, "trễ 2 ngày", "bad"), (0, 0, "còn 6 giờ", "warn"), (0, 6, "hết hạn hôm nay", "warn"),
        (1, 0, "còn 1 ngày", "warn"), (4, 0, "còn 4 ngày", "ok"),
    ],
)  # fmt: skip
def test_a_promise_is_said_in_words(days, hours, words, tone):
    left = deadlines.say_left(date(2026, 11, 24) + timedelta(days=days), NOW + timedelta(hours=hours))
    assert (left.words, left.tone) == (words, tone)


@pytest.mark.parametrize("walk", workflow.WALKS.values(), ids=workflow.WALKS)
def test_every_walk_of_practice_goes_along_the_table_to_an_end(walk):
    assert walk[0] == workflow.RECEIVED and walk[-1] == workflow.CLOSED
    assert all(workflow.find_change(before, after) for before, after in pairwise(walk))


def test_the_walks_use_every_change_there_is():
    used = {pair for walk in workflow.WALKS.values() for pair in pairwise(walk)}
    assert used == set(workflow.TABLE)


def test_a_reporter_changes_only_what_is_theirs_to_change():
    theirs = {(workflow.WAITING, workflow.REVIEWING), (workflow.CLOSED, workflow.REVIEWING)}
    for change in workflow.CHANGES:
        if (change.before, change.after) in theirs:
            workflow.check_hand(change, "citizen")
        else:
            with pytest.raises(Conflict):
                workflow.check_hand(change, "citizen")
