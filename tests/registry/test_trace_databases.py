"""A lot walked both ways and EPCIS queries answered alike on SQLite and on PostgreSQL."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import select

from core.actor import SYSTEM
from core.db import db
from registry import actions
from registry.actions.trace_steps import Material, withdraw_step
from registry.actions.traces import record_event
from registry.models import Lot
from registry.queries.epcis import Asked, find_event, find_events, read_token, write_events
from registry.queries.traces import known_lots
from registry.queries.tracing import trace_lot
from registry.queries.walking import walk_back, walk_on, walk_on_from
from registry.tracing import EventDraft, ItemDraft
from tests.factories.registry import make_lot, make_product
from tests.factories.traces import BUYER, step, tea_journey
from tests.installation import set_up

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
BY = {"actor": SYSTEM, "now": NOW}
BASE = "https://ma.example"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.services)])
def session(request, app_on, freeze):
    """A register of each kind of database."""
    freeze(NOW)
    if request.param == "postgresql":
        app = app_on(database_url=request.getfixturevalue("postgres_url"))
    else:
        app = app_on()
        set_up(app)
    with app.app_context():
        yield db.session()


@pytest.fixture
def chain(session):
    """Leaves into tea into scented tea into a gift box, the tea with a whole journey."""
    product = make_product(session)
    lots = [make_lot(session, product, number=name) for name in ("LA", "CHE", "UOP", "QUA")]
    tea_journey(session, lots[1])
    for before, after, day in zip(lots, lots[1:], (2, 5, 8), strict=False):
        step(session, after, "sao", day, materials=(Material(before.number),))
    session.commit()
    return lots


def test_walks_count_transformations_both_ways(session, chain):
    leaves, tea, scented, gift = (lot.id for lot in chain)
    assert walk_on(session, leaves).depths == {tea: 1, scented: 2, gift: 3}
    assert walk_back(session, gift).depths == {scented: 1, tea: 2, leaves: 3}
    assert walk_on(session, gift).depths == walk_back(session, leaves).depths == {}


def test_a_walk_from_many_lots_is_one_walk(session, chain):
    leaves, tea, scented, gift = (lot.id for lot in chain)
    start = select(Lot.id).where(Lot.id.in_([leaves, tea]))
    assert walk_on_from(session, start).depths == {scented: 1, gift: 2}
    assert walk_on_from(session, select(Lot.id).filter_by(product_id=chain[0].product_id)).depths == {}


def test_a_ring_ends_and_a_step_declared_wrong_links_nothing(session, chain):
    leaves, tea, scented, gift = (lot.id for lot in chain)
    producer_id = known_lots(session, [leaves])[leaves].producer.id
    items = (ItemDraft("input", lot_id=gift), ItemDraft("output", lot_id=leaves))
    ring, _is_new = record_event(
        session, producer_id=producer_id, draft=EventDraft("TransformationEvent", NOW, items), **BY
    )
    assert walk_on(session, leaves).depths == {tea: 1, scented: 2, gift: 3}
    assert walk_back(session, leaves).depths == {gift: 1, scented: 2, tea: 3}
    withdraw_step(session, producer_id=producer_id, lot_id=gift, event_id=ring.id, words="", **BY)
    assert walk_back(session, leaves).depths == {}


def test_a_walk_says_where_it_was_cut(session):
    product = make_product(session)
    lots = [make_lot(session, product, number=f"D{number}") for number in range(15)]
    for before, after in pairwise(lots):
        items = (ItemDraft("input", lot_id=before.id), ItemDraft("output", lot_id=after.id))
        draft = EventDraft("TransformationEvent", NOW, items)
        record_event(session, producer_id=product.producer_id, draft=draft, **BY)
    walk = walk_on(session, lots[0].id)
    assert (len(walk.depths), walk.is_cut) == (12, True)
    assert not walk_on(session, lots[5].id).is_cut


def test_one_screen_holds_both_ways(session, chain):
    known = known_lots(session, [chain[1].id])[chain[1].id]
    found = trace_lot(session, known, {known.producer.commune_id}, NOW.date())
    assert [(row.known.lot.number, row.depth) for row in found.before] == [("LA", 1)]
    assert [(row.known.lot.number, row.depth) for row in found.after] == [("UOP", 1), ("QUA", 2)]
    assert len(found.entries) == 7
    outside = trace_lot(session, known, set(), NOW.date())
    assert not any(row.is_inside for row in (*outside.before, *outside.after))


def test_epcis_questions_are_answered(session, chain):
    product = chain[0].product_id
    actions.add_gtin(session, product_id=product, gtin="8930000000002", **BY)
    goods = f"{BASE}/01/08930000000002/10/CHE"
    from_day, to_day = (datetime(2026, 9, day, tzinfo=UTC) for day in (4, 6))
    spans = (("happened_at", "ge", from_day), ("happened_at", "lt", to_day))
    count = [
        (Asked(), 7), (Asked(kinds=("TransformationEvent",)), 4), (Asked(spans=spans), 2),
        (Asked(spans=(("recorded_at", "lt", NOW),)), 0),
        (Asked(spans=(("recorded_at", "ge", NOW - timedelta(days=1)),)), 7),
    ]  # fmt: skip
    for asked, expected in count:
        assert len(find_events(session, asked, None)[0]) == expected, asked
    for name, count in (("MATCH_outputEPC", 2), ("MATCH_inputEPC", 1), ("MATCH_anyEPC", 6), ("MATCH_parentID", 0)):
        assert len(find_events(session, Asked(epcs={name: (goods,)}), None)[0]) == count, name
    equal = Asked(equal={"biz_step": ("packing", "shipping"), "action": ("OBSERVE",)})
    assert len(find_events(session, equal, None)[0]) == 2


def test_epcis_pages_meet_and_tell_the_public_nothing_private(session, chain):
    seen, asked = [], Asked(most=3)
    while True:
        rows, token = find_events(session, asked, None)
        seen += [row.event.event_id for row in rows]
        if not token:
            break
        asked = Asked(most=3, after=read_token(token))
    assert len(seen) == len(set(seen)) == 7
    rows, _token = find_events(session, Asked(), None)
    told = str(write_events(session, rows, base=BASE, on=NOW.date()))
    assert [private for private in (BUYER.name, "53.7", "destinationList", "quantity'") if private in told] == []
    producer_id = rows[0].event.producer_id
    whole = str(write_events(session, rows, base=BASE, on=NOW.date(), producer_id=producer_id))
    assert "53.7" in whole and "destinationList" in whole
    assert find_event(session, seen[0], None) is not None and find_event(session, "urn:khong:co", None) is None
