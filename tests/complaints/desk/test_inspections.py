"""Inspections, decisions and money: rows are added, wrong ones reversed, nothing edited."""

from datetime import date

import pytest

from complaints.actions import inspections as book
from complaints.actions.imports import ImportedDecision, ImportedInspection, ImportedMoney, import_inspections
from complaints.models import Inspection, MoneyRow, PenaltyDecision
from core import audit, clock
from core.actor import SYSTEM
from core.db import new_id
from core.errors import BadInput, Conflict
from tests.factories.accounts import make_unit
from tests.factories.complaints import commune
from tests.factories.inspections import make_inspection

DAY = date(2026, 11, 20)


@pytest.fixture
def found(session):
    """An inspection that found a violation, and how to act on it."""
    inspection = make_inspection(session, unit=make_unit(session), inspected_on=DAY)
    return inspection, {"session": session, "actor": SYSTEM, "now": clock.now()}


def test_what_is_imposed_and_what_comes_in_stay_apart(session, found):
    inspection, act = found
    decision = book.record_decision(
        **act, inspection_id=inspection.id, decided_on=DAY, imposed_fine=10_000_000, number="1/QĐ"
    )
    book.record_money(
        **act, inspection_id=inspection.id, kind="fine_received", amount=4_000_000, on=DAY, decision_id=decision.id
    )
    book.record_money(**act, inspection_id=inspection.id, kind="awaiting_disposal", amount=5, on=DAY, is_estimate=True)
    assert session.query(PenaltyDecision).one().imposed_fine == 10_000_000
    assert [(row.kind, row.amount, row.is_estimate) for row in session.query(MoneyRow).order_by(MoneyRow.position)] == [
        ("fine_received", 4_000_000, False), ("awaiting_disposal", 5, True),
    ]  # fmt: skip
    assert audit.verify(session) == []


def test_a_wrong_amount_is_taken_back_once_by_a_row_below_zero(session, found):
    inspection, act = found
    row = book.record_money(**act, inspection_id=inspection.id, kind="destroyed", amount=9, on=DAY)
    back = book.reverse_money(**act, money_id=row.id, reason="nhầm vụ")
    assert (back.amount, back.on, row.amount) == (-9, DAY, 9)
    with pytest.raises(Conflict):
        book.reverse_money(**act, money_id=row.id, reason="nhầm vụ")


BAD_MONEY = [
    {"kind": "bribe"}, {"amount": 0}, {"amount": -1}, {"on": date(2100, 1, 1)}, {"on": date(2026, 11, 19)},
]  # fmt: skip


@pytest.mark.parametrize("wrong", BAD_MONEY)
def test_money_that_cannot_be_is_refused(found, wrong):
    inspection, act = found
    good = {"inspection_id": inspection.id, "kind": "destroyed", "amount": 9, "on": DAY}
    with pytest.raises(BadInput):
        book.record_money(**act, **good | wrong)


def test_a_decision_needs_a_violation_and_a_new_number(session, found):
    inspection, act = found
    clean = make_inspection(session, unit=make_unit(session), outcome="verifying")
    order = {"decided_on": DAY, "imposed_fine": 1, "number": "1/QĐ"}
    with pytest.raises(Conflict):
        book.record_decision(**act, inspection_id=clean.id, **order)
    book.record_decision(**act, inspection_id=inspection.id, **order)
    for wrong in (
        {},
        {"number": "2", "decided_on": date(2026, 11, 19)},
        {"number": "3", "decided_on": date(2100, 1, 1)},
    ):
        with pytest.raises(BadInput):
            book.record_decision(**act, inspection_id=inspection.id, **order | wrong)
    book.record_outcome(**act, inspection_id=clean.id, outcome="none")
    with pytest.raises(Conflict):
        book.record_outcome(**act, inspection_id=clean.id, outcome="violation")


@pytest.mark.parametrize("wrong", [{"source": "rumour"}, {"outcome": "maybe"}, {"inspected_on": date(2100, 1, 1)},
                                   {"ground_on": date(2026, 11, 21)}])  # fmt: skip
def test_an_inspection_that_cannot_be_is_refused(session, wrong):
    with pytest.raises(BadInput):
        make_inspection(session, unit=make_unit(session), **wrong)


def test_a_register_comes_in_at_once_and_every_row_has_its_stream(session):
    unit, place = make_unit(session), commune(session).id
    rows = [
        ImportedInspection(
            f"M-{n}", unit.id, "plan", DAY, place, "violation", decision=ImportedDecision(DAY, 3),
            money=[ImportedMoney("fine_received", 2, DAY), ImportedMoney("destroyed", 1, DAY)], is_sample=True,
        )
        for n in range(697)
    ]  # fmt: skip
    ids = import_inspections(session, rows=rows, actor=SYSTEM, now=clock.now())
    assert session.query(Inspection).count() == len(ids) == 697
    assert (session.query(PenaltyDecision).count(), session.query(MoneyRow).count()) == (697, 1394)
    assert audit.verify(session) == []
    book.record_money(session, inspection_id=ids[0], kind="destroyed", amount=1, on=DAY, actor=SYSTEM, now=clock.now())
    assert audit.verify(session) == []


def test_money_of_a_decision_that_is_none_is_refused(found):
    inspection, act = found
    money = {"inspection_id": inspection.id, "kind": "fine_received", "amount": 5, "on": DAY}
    with pytest.raises(BadInput):
        book.record_money(**act, **money, decision_id=new_id())
