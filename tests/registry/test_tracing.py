"""Trace events recorded, corrected and walked through."""

import json
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from core import audit, clock
from core.actor import SYSTEM
from core.errors import BadInput, Conflict, NotAllowed, NotFound
from registry.actions.trace_steps import Material, record_step, withdraw_step
from registry.actions.traces import correct_event, record_event
from registry.journey import judge_journey
from registry.models import Passport, TraceCorrection, TraceEvent, TraceItem, TraceParty
from registry.queries.traces import events_of_lots, known_lots, list_steps, rule_steps, told_of, unit_scales
from registry.queries.walking import edges_among, walk_back, walk_on
from registry.tracing import EventDraft, ItemDraft, PartyDraft
from tests.factories.registry import make_lot, make_producer, make_product
from tests.factories.traces import BUYER, step, tea_journey

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
BY = {"actor": SYSTEM, "now": NOW}


@pytest.fixture(autouse=True)
def on_a_day(freeze):
    freeze(NOW)


@pytest.fixture
def lot(session):
    return make_lot(session, make_product(session))


def gaps_of(session, lot):
    known = known_lots(session, [lot.id])[lot.id]
    steps = rule_steps(list_steps(session, known.product.kind_code, clock.today()))
    told = told_of(events_of_lots(session, [lot.id]), lot.id, known.producer.id)
    return judge_journey(steps, told, unit_scales(session))


def test_a_whole_journey_has_no_gap(session, lot):
    tea_journey(session, lot)
    assert gaps_of(session, lot).gaps == []


def test_a_step_that_nobody_wrote_is_a_gap_between_its_neighbours(session, lot):
    tea_journey(session, lot, without=("sao",))
    (gap,) = gaps_of(session, lot).gaps
    assert (gap.kind, gap.codes, gap.after, gap.before) == ("missing", ("sao",), "hai", "dong_goi")


def test_a_step_becomes_an_event_in_the_terms_of_epcis(session, lot):
    events = tea_journey(session, lot)
    said = [(row.kind, row.action, row.biz_step, row.disposition) for row in events]
    assert said == [
        ("ObjectEvent", "ADD", "commissioning", "active"),
        ("TransformationEvent", "", "creating_class_instance", "active"),
        ("ObjectEvent", "OBSERVE", "packing", "in_progress"),
        ("ObjectEvent", "OBSERVE", "shipping", "in_transit"),
    ]
    roles = session.execute(select(TraceItem.role, TraceItem.words, TraceItem.amount).filter_by(event_id=events[1].id))
    assert {tuple(row) for row in roles} == {("input", "chè búp tươi", 53_700), ("output", "", 11_300)}


def test_a_telephone_of_a_partner_lies_in_personal_data_alone(session, lot):
    tea_journey(session, lot)
    party = session.scalars(select(TraceParty)).one()
    assert (party.name, party.tax_code) == (BUYER.name, BUYER.tax_code)
    assert party.person_id is not None
    assert BUYER.phone not in str(vars(party))


def test_the_passport_of_the_lot_holds_the_steps_and_nothing_private(session, lot):
    tea_journey(session, lot)
    body = session.scalars(select(Passport.body).filter_by(lot_id=lot.id)).one()
    assert '"name": "Hái"' in body
    assert '"on": "2026-09-04"' in body
    for private in (BUYER.name, BUYER.address, BUYER.tax_code, "53700", "53,7", "11300", "đồi nhà", "búp tươi"):
        assert private not in body


def test_a_correction_is_a_later_row_and_the_first_stays(session, lot):
    first = step(session, lot, "hai", 1, amount=50_000, unit="KGM")
    second = step(session, lot, "hai", 2, amount=40_000, unit="KGM", corrects=first.id)
    assert session.scalars(select(TraceCorrection)).one().corrected_by == second.id
    assert session.get(TraceEvent, first.id).happened_at.day == 1
    body = json.loads(session.scalars(select(Passport.body).filter_by(lot_id=lot.id)).one())
    assert [each["on"] for each in body["journey"]] == ["2026-09-02"]
    with pytest.raises(Conflict):
        correct_event(session, event_id=first.id, producer_id=first.producer_id, reason="incorrect_data", **BY)


def test_a_step_that_never_happened_leaves_a_gap_again(session, lot):
    events = tea_journey(session, lot)
    withdraw_step(session, producer_id=events[0].producer_id, lot_id=lot.id, event_id=events[0].id, words="nhầm", **BY)
    assert [gap.codes for gap in gaps_of(session, lot).gaps] == [("hai",)]


def test_another_producer_cannot_correct_or_write_into_the_journey(session, lot):
    event, stranger = step(session, lot, "hai", 1), make_producer(session)
    with pytest.raises(NotFound):
        correct_event(session, event_id=event.id, producer_id=stranger.id, reason="did_not_occur", **BY)
    with pytest.raises(NotFound):
        record_step(session, producer_id=stranger.id, lot_id=lot.id, step_code="hai", happened_at=NOW, **BY)


def test_anothers_lot_may_be_received_but_never_made_or_ended(session, lot):
    stranger = make_producer(session)

    def draft(action, role="epc", kind="ObjectEvent", biz_step="receiving"):
        return EventDraft(kind, NOW, (ItemDraft(role, lot_id=lot.id),), action=action, biz_step=biz_step)

    event, is_new = record_event(session, producer_id=stranger.id, draft=draft("OBSERVE"), **BY)
    assert is_new and event.step_code == "nguyen_lieu"
    for wrong in (draft("ADD"), draft("DELETE"), draft("", "output", "TransformationEvent")):
        with pytest.raises(NotAllowed):
            record_event(session, producer_id=stranger.id, draft=wrong, **BY)


def test_the_same_event_again_is_the_same_row(session, lot):
    first, second = (step(session, lot, "hai", 1, event_id="urn:uuid:1") for _ in range(2))
    assert first.id == second.id
    with pytest.raises(Conflict):
        step(session, lot, "hai", 2, event_id="urn:uuid:1")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"step_code": "bay"}, "step"),
        ({"happened_at": datetime(2026, 12, 1, tzinfo=UTC)}, "happened"),
        ({"happened_at": datetime(1999, 12, 1, tzinfo=UTC)}, "happened"),
        ({"step_code": "sao"}, "material_1"),
        ({"amount": 5000}, "unit"),
        ({"amount": 5000, "unit": "XXX"}, "unit"),
        ({"note": "của 019123456789"}, "note"),
        ({"step_code": "sao", "materials": (Material("https://a.vn/01/09520000000004/10/KHONG"),)}, "material_1"),
        ({"step_code": "giao", "party": PartyDraft("destination", name="a", tax_code="019123456789")}, "party_tax"),
    ],
)
def test_what_cannot_be_recorded_names_its_field(session, lot, values, field):
    producer_id = known_lots(session, [lot.id])[lot.id].producer.id
    whole = {"step_code": "hai", "happened_at": NOW} | values
    with pytest.raises(BadInput) as refused:
        record_step(session, producer_id=producer_id, lot_id=lot.id, **whole, **BY)
    assert refused.value.field == field
    session.rollback()


def test_walks_go_both_ways_and_end_in_rings(session):
    product = make_product(session)
    leaves, buds, tea, scented = (make_lot(session, product, number=name) for name in ("LA", "BUP", "CHE", "UOP"))
    step(session, tea, "sao", 2, materials=(Material("LA"), Material(f"{product.code}/bup"), Material("hoa nhài")))
    step(session, scented, "uop_huong", 3, materials=(Material("CHE"),))
    assert walk_on(session, leaves.id).depths == {tea.id: 1, scented.id: 2}
    assert walk_back(session, scented.id).depths == {tea.id: 1, leaves.id: 2, buds.id: 2}
    assert edges_among(session, [leaves.id, tea.id, scented.id]) == {(leaves.id, tea.id), (tea.id, scented.id)}
    with pytest.raises(BadInput):
        step(session, leaves, "sao", 4, materials=(Material("UOP"),))
    ring = EventDraft(
        "TransformationEvent", NOW, (ItemDraft("input", lot_id=scented.id), ItemDraft("output", lot_id=leaves.id))
    )
    record_event(session, producer_id=product.producer_id, draft=ring, **BY)
    assert set(walk_on(session, leaves.id).depths) == {tea.id, scented.id}


def test_every_event_has_its_audit_stream(session, lot):
    tea_journey(session, lot)
    assert list(audit.verify(session)) == []
