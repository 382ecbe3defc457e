"""Officers trace a lot both ways on one screen, within their communes."""

import json
from datetime import UTC, datetime

import pytest
from sqlalchemy import event, select

from areas.queries import get_unit_by_code
from core import clock
from core.audit import AuditEntry
from core.db import db
from registry.actions.trace_steps import Material
from registry.models import TraceParty
from tests.factories.accounts import make_unit
from tests.factories.registry import make_lot, make_product
from tests.factories.traces import BUYER, step, tea_journey

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)


@pytest.fixture(autouse=True)
def on_a_day(freeze):
    freeze(NOW)


@pytest.fixture
def chain(session):
    """Leaves into tea into scented tea, the tea with a whole journey."""
    product = make_product(session)
    leaves, tea, scented = (make_lot(session, product, number=name) for name in ("LA-1", "CHE-1", "UOP-1"))
    tea_journey(session, tea)
    step(session, tea, "sao", 2, materials=(Material("LA-1"),))
    step(session, scented, "uop_huong", 5, materials=(Material("CHE-1"),))
    session.commit()
    return leaves, tea, scented


def officer_of(session, officer_client, province):
    unit = make_unit(session, kind="so_cong_thuong", areas=[get_unit_by_code(session, province, clock.today()).id])
    return officer_client("chuyen_vien", unit=unit)


def test_one_screen_shows_both_ways_with_partners_and_quantities(session, officer_client, chain):
    browser = officer_of(session, officer_client, "19")
    text = browser.get(f"/desk/lots/{chain[1].id}/trace").get_data(as_text=True)
    for shown in ("LA-1", "UOP-1", BUYER.name, BUYER.tax_code, "11,3 kg", "53,7 kg", "cách 1 lần chế biến"):
        assert shown in text
    assert BUYER.phone not in text


def test_an_officer_of_another_province_finds_nothing(session, officer_client, chain):
    browser = officer_of(session, officer_client, "86")
    party = session.scalars(select(TraceParty)).first()
    for path in ("trace", "trace/csv", "trace/jsonld", f"parties/{party.id}/phone"):
        assert browser.get(f"/desk/lots/{chain[1].id}/{path}").status_code == 404


def test_the_trace_leaves_as_a_table_and_as_epcis(session, officer_client, chain):
    browser = officer_of(session, officer_client, "19")
    table = browser.get(f"/desk/lots/{chain[1].id}/trace/csv").get_data(as_text=True)
    assert "Sao chè" in table and BUYER.name in table and "UOP-1" in table
    document = json.loads(browser.get(f"/desk/lots/{chain[1].id}/trace/jsonld").get_data(as_text=True))
    assert document["type"] == "EPCISDocument" and len(document["epcisBody"]["eventList"]) == 6
    assert BUYER.phone not in json.dumps(document)


def test_a_telephone_is_shown_by_a_press_that_is_logged_first(session, officer_client, chain):
    browser = officer_of(session, officer_client, "19")
    party = session.scalars(select(TraceParty)).first()
    address = f"/desk/lots/{chain[1].id}/parties/{party.id}/phone"
    assert BUYER.phone not in browser.get(address).get_data(as_text=True)
    assert BUYER.phone in browser.post(address, data={"token": browser.form_token}).get_data(as_text=True)
    assert session.scalars(select(AuditEntry).filter_by(stream=f"person:{party.person_id}")).one().kind == "person.read"


def test_the_screen_asks_the_same_number_of_statements_whatever_the_events(session, officer_client, chain):
    browser, asked = officer_of(session, officer_client, "19"), []
    count = lambda *_args: asked.append(1)  # noqa: E731 - a listener of this test alone
    event.listen(db.engine, "before_cursor_execute", count)
    browser.get(f"/desk/lots/{chain[1].id}/trace")
    few = len(asked)
    for day in range(6, 26):
        step(session, chain[1], "giao", day, amount=100, unit="KGM", party=BUYER)
    session.commit()
    asked.clear()
    browser.get(f"/desk/lots/{chain[1].id}/trace")
    event.remove(db.engine, "before_cursor_execute", count)
    assert len(asked) <= few  # the first look also notes that the officer was seen
