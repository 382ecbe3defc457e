"""Figures of journeys: a lot counts once every expected step is written and stands."""

from datetime import UTC, date, datetime

from core.actor import SYSTEM
from registry.actions.trace_steps import withdraw_step
from reports.queries.traces import count_traces
from reports.scope import Scope
from tests.factories.registry import make_lot, make_product
from tests.factories.traces import tea_journey

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)


def values(session) -> dict[str, int]:
    scope = Scope(date(2026, 1, 1), date(2026, 12, 31))
    return {each.id: each.value for each in count_traces(session, scope)}


def test_a_lot_counts_only_with_every_expected_step(session, freeze):
    freeze(NOW)
    product = make_product(session)
    whole, short = make_lot(session, product), make_lot(session, product)
    events = tea_journey(session, whole)
    tea_journey(session, short, without=("sao",))
    assert values(session) == {"A10": 1, "A10.events": 7, "A10.recalls": 0}
    wrong = {"lot_id": whole.id, "event_id": events[1].id, "words": ""}
    withdraw_step(session, producer_id=product.producer_id, **wrong, actor=SYSTEM, now=NOW)
    assert values(session)["A10"] == 0
