"""A recall: reach first, the producer told, the public warned, lots made of it proposed, ended by decision."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from areas.queries import get_unit_by_code
from core import clock
from registry.actions.trace_steps import Material
from registry.models import ProducerNotice, PublicWarning, Recall, RecallProposal
from tests.factories.accounts import make_unit
from tests.factories.registry import make_lot, make_product
from tests.factories.traces import BUYER, step, tea_journey

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)


@pytest.fixture(autouse=True)
def on_a_day(freeze):
    freeze(NOW)


@pytest.fixture
def lots(session):
    product = make_product(session)
    tea, scented = make_lot(session, product, number="CHE-1"), make_lot(session, product, number="UOP-1")
    tea_journey(session, tea)
    step(session, scented, "uop_huong", 5, materials=(Material("CHE-1"),))
    session.commit()
    return tea, scented


def officer_of(session, officer_client, province="19"):
    unit = make_unit(session, kind="so_cong_thuong", areas=[get_unit_by_code(session, province, clock.today()).id])
    return officer_client("chuyen_vien", unit=unit)


def start(browser, lot):
    form = {"token": browser.form_token, "authority": "Sở Công Thương", "reason": "hở bao"}
    return browser.post(f"/desk/recalls/new/{lot.product_id}?lot={lot.id}", data=form)


def test_the_reach_is_shown_before_the_decision(session, officer_client, lots):
    browser = officer_of(session, officer_client)
    text = browser.get(f"/desk/recalls/new/{lots[0].product_id}?lot={lots[0].id}").get_data(as_text=True)
    assert "Tầm ảnh hưởng" in text and BUYER.name in text
    assert session.scalars(select(Recall)).all() == []


def test_a_recall_tells_the_producer_warns_the_public_and_proposes_what_was_made_of_it(session, officer_client, lots):
    browser = officer_of(session, officer_client)
    page = start(browser, lots[0])
    assert page.status_code == 303
    session.expire_all()
    assert session.scalars(select(PublicWarning)).one().state == "published"
    assert "hở bao" in session.scalars(select(ProducerNotice)).one().body
    proposal = session.scalars(select(RecallProposal)).one()
    assert (proposal.lot_id, proposal.state) == (lots[1].id, "open")
    assert len(session.scalars(select(Recall)).all()) == 1
    address = f"{page.location}/lots/{proposal.id}"
    assert browser.post(address, data={"token": browser.form_token}).status_code == 422
    browser.post(address, data={"token": browser.form_token, "step": "spread"})
    session.expire_all()
    assert {row.lot_id for row in session.scalars(select(Recall))} == {lots[0].id, lots[1].id}


def test_a_recall_ends_by_a_decision_and_its_warning_with_it(session, officer_client, lots):
    browser = officer_of(session, officer_client)
    page = start(browser, lots[0])
    assert browser.post(f"{page.location}/end", data={"token": browser.form_token}).status_code == 422
    form = {"token": browser.form_token, "decision_number": "9/QĐ", "reason": "đã thu đủ"}
    assert browser.post(f"{page.location}/end", data=form).status_code == 303
    session.expire_all()
    assert session.scalars(select(Recall)).one().ended_decision == "9/QĐ"
    assert session.scalars(select(PublicWarning)).one().state == "ended"
    assert "9/QĐ" in browser.get(page.location).get_data(as_text=True)


def test_another_province_finds_no_recall(session, officer_client, lots):
    page = start(officer_of(session, officer_client), lots[0])
    other = officer_of(session, officer_client, "86")
    assert other.get(page.location).status_code == 404
    assert other.get(f"/desk/recalls/new/{lots[0].product_id}").status_code == 404
    assert "CHE-1" not in other.get("/desk/recalls").get_data(as_text=True)
