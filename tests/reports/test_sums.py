"""Whatever was recorded, the tally's sums are the sums of the rows of the period."""

from collections import defaultdict
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from areas.queries import get_unit_by_code, list_communes
from complaints.actions.imports import ImportedInspection, ImportedMoney, import_inspections
from core import clock
from core.actor import SYSTEM
from core.db import new_id
from reports.queries.enforcement import MONEY, count_enforcement
from reports.scope import Scope
from tests.factories.accounts import make_unit

DAY = date(2026, 3, 1)
PAID = ("fine_received", "confiscated_sold", "other_received")
KINDS = (*PAID, "destroyed", "ordered_destroyed")
money = st.tuples(st.sampled_from(KINDS), st.integers(1, 10**11), st.integers(-40, 40), st.booleans())
histories = st.lists(st.lists(money, max_size=4), max_size=5)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(histories)
def test_money_is_counted_by_its_own_day_and_an_estimate_marks_the_sum(session, rows):
    start = session.begin_nested()
    record(session, rows)
    found = {one.id: one for one in count_enforcement(session, Scope(DAY, DAY + timedelta(days=20)))}
    sums, estimated = expected(rows)
    for row_id, kind in MONEY.items():
        assert found[row_id].value == sums[kind]
    assert found["E3"].value == sum(sums[kind] for kind in PAID)
    assert found["E2"].value == sum(sums.values())
    assert (found["E2"].qualifier == "uoc") == estimated
    start.rollback()


def record(session, rows) -> None:
    unit = make_unit(session)
    commune = list_communes(session, get_unit_by_code(session, "19", DAY).id, DAY)[0]
    imported = [
        ImportedInspection(
            number=f"T-{new_id()}", unit_id=unit.id, source="plan", inspected_on=DAY, commune_id=commune.id,
            outcome="none",
            money=[ImportedMoney(kind, amount, DAY + timedelta(days=n), guess) for kind, amount, n, guess in history],
        )
        for history in rows
    ]  # fmt: skip
    import_inspections(session, rows=imported, actor=SYSTEM, now=clock.now())


def expected(rows) -> tuple[dict[str, int], bool]:
    sums: dict[str, int] = defaultdict(int)
    estimated = False
    for kind, amount, days, guess in [item for history in rows for item in history]:
        if 0 <= days <= 20:
            sums[kind] += amount
            estimated |= guess
    return sums, estimated


def test_goods_no_longer_wait_once_they_are_destroyed(session):
    unit = make_unit(session)
    commune = list_communes(session, get_unit_by_code(session, "19", DAY).id, DAY)[0]
    waiting = [ImportedMoney("awaiting_disposal", 500_000, DAY, True)]
    gone = ImportedMoney("destroyed", 400_000, DAY + timedelta(days=5))
    both = [
        ImportedInspection(
            number=f"T-{number}", unit_id=unit.id, source="plan", inspected_on=DAY, commune_id=commune.id,
            outcome="violation", money=rows,
        )
        for number, rows in (("1", waiting), ("2", [*waiting, gone]))
    ]  # fmt: skip
    import_inspections(session, rows=both, actor=SYSTEM, now=clock.now())
    early = {one.id: one.value for one in count_enforcement(session, Scope(DAY, DAY + timedelta(days=2)))}
    late = {one.id: one.value for one in count_enforcement(session, Scope(DAY, DAY + timedelta(days=9)))}
    assert (early["E5"], late["E5"]) == (1_000_000, 500_000)
