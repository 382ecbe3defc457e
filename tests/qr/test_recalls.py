"""A recall: reach first, the producer told, the public warned, lots made of it proposed, ended by decision."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from sqlalchemy import event, select

from areas.queries import get_unit_by_code
from areas.queries.units import list_communes
from core import clock
from core.actor import SYSTEM
from core.db import db
from qr.models import ScanDay
from registry.actions.trace_steps import Material
from registry.actions.traces import record_event
from registry.models import ProducerNotice, Product, PublicWarning, Recall, RecallProposal
from registry.tracing import EventDraft, ItemDraft
from tests.factories.accounts import make_unit
from tests.factories.places import make_listing, make_place
from tests.factories.registry import make_lot, make_producer, make_product
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


@contextmanager
def statements() -> Iterator[list]:
    """The statements that are asked meanwhile."""
    asked: list = []
    note = lambda *call: asked.append(call[2])  # noqa: E731 - a listener of this test alone
    event.listen(db.engine, "before_cursor_execute", note)
    yield asked
    event.remove(db.engine, "before_cursor_execute", note)


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


def test_the_old_address_leads_to_the_page_that_shows_the_reach(session, officer_client, lots):
    old = f"/desk/products/{lots[0].product_id}/recall"
    browser = officer_of(session, officer_client)
    assert browser.get(old).location == f"/desk/recalls/new/{lots[0].product_id}"
    assert browser.post(old, data={"token": browser.form_token, "reason": "x"}).status_code == 405
    assert officer_of(session, officer_client, "86").get(old).status_code == 404
    assert session.scalars(select(Recall)).all() == []


def test_the_reach_names_provinces_shops_and_those_who_received(session, officer_client, lots):
    product = session.get_one(Product, lots[0].product_id)
    place = make_place(session, name="Chợ Đồng Quang", address="phường Phan Đình Phùng")
    make_listing(session, product, place=place)
    make_listing(session, product, outlet="Siêu thị Xa", kind="supermarket", verified=False)
    session.add(ScanDay(key="a", day=clock.today(), product_id=product.id, lot_id=lots[0].id, level="lot",
                        verdict="V1", province_code="01", count=7))  # fmt: skip
    buyer = make_producer(session, name="Cơ sở Nhận Hàng")
    items = (ItemDraft("epc", lot_id=lots[0].id),)
    draft = EventDraft("ObjectEvent", NOW, items, action="OBSERVE", biz_step="receiving")
    record_event(session, producer_id=buyer.id, draft=draft, actor=SYSTEM, now=NOW)
    session.commit()
    browser = officer_of(session, officer_client)
    text = browser.get(f"/desk/recalls/new/{product.id}?lot={lots[0].id}").get_data(as_text=True)
    for shown in ("Hà Nội: 7", "Chợ Đồng Quang", "phường Phan Đình Phùng", "Siêu thị Xa", "chưa kiểm tra",
                  "Cơ sở Nhận Hàng", "UOP-1", "cách 1 lần chế biến"):  # fmt: skip
        assert shown in text, shown


def test_the_reach_asks_the_same_number_of_statements_whatever_the_lots(session, officer_client, lots):
    browser, product = officer_of(session, officer_client), session.get_one(Product, lots[0].product_id)
    address = f"/desk/recalls/new/{product.id}"
    browser.get(address)
    with statements() as few:
        browser.get(address)
    for number in range(60):
        other = make_lot(session, product, number=f"N{number}")
        step(session, other, "uop_huong", 6, materials=(Material("CHE-1"),))
    session.commit()
    with statements() as many:
        text = browser.get(address).get_data(as_text=True)
    assert "N59" in text and len(many) == len(few)


def test_every_lot_made_of_a_product_with_many_lots_is_proposed(session, officer_client):
    product, mixed = make_product(session), make_product(session)
    for number in range(70):
        make_lot(session, product, number=f"B{number}")
    last = make_lot(session, mixed, number="CUOI")
    session.flush()
    code = product.code
    step(session, last, "sao", 5, materials=(Material(f"{code}/B69"),))
    session.commit()
    browser = officer_of(session, officer_client)
    form = {"token": browser.form_token, "authority": "Sở Công Thương", "reason": "hở bao"}
    assert browser.post(f"/desk/recalls/new/{product.id}", data=form).status_code == 303
    assert session.scalars(select(RecallProposal.lot_id)).all() == [last.id]


def test_the_officer_where_the_lot_lies_decides_on_it_and_on_nothing_else(session, officer_client):
    product = make_product(session)
    tea = make_lot(session, product, number="CHE-1")
    tea_journey(session, tea)
    far_commune = list_communes(session, get_unit_by_code(session, "86", clock.today()).id)[0]
    far = make_product(session, producer=make_producer(session, commune=far_commune.code), name="Trà ướp xa")
    scented, near = make_lot(session, far, number="XA-1"), make_lot(session, product, number="GAN-1")
    for lot in (scented, near):
        step(session, lot, "sao", 5, materials=(Material(f"{product.code}/CHE-1"),))
    session.commit()
    page = start(officer_of(session, officer_client), tea)
    mine, theirs = (
        session.scalars(select(RecallProposal).filter_by(lot_id=lot.id)).one().id for lot in (scented, near)
    )
    other = officer_of(session, officer_client, "86")
    listed = other.get("/desk/recalls").get_data(as_text=True)
    assert f"{page.location}/lots/{mine}" in listed and str(theirs) not in listed
    text = other.get(f"{page.location}/lots/{mine}").get_data(as_text=True)
    assert "hở bao" in text and "CHE-1" in text and BUYER.name not in text
    assert other.get(page.location).status_code == 404
    for step_word in ("spread", "refuse"):
        form = {"token": other.form_token, "step": step_word, "reason": "x"}
        assert other.post(f"{page.location}/lots/{theirs}", data=form).status_code == 404
    done = other.post(f"{page.location}/lots/{mine}", data={"token": other.form_token, "step": "spread"})
    assert done.status_code == 303 and "đã thu hồi theo" in other.get(done.location).get_data(as_text=True)
    session.expire_all()
    assert {row.lot_id for row in session.scalars(select(Recall))} == {tea.id, scented.id}
    assert "XA-1" not in other.get("/desk/recalls").get_data(as_text=True).split("<ul>")[0]


def test_the_second_of_two_officers_reads_both_texts_and_changes_nothing(session, officer_client, lots):
    first, second = officer_of(session, officer_client), officer_of(session, officer_client)
    page = start(first, lots[0])
    address = f"{page.location}/lots/{session.scalars(select(RecallProposal)).one().id}"
    kept = {"step": "refuse", "reason": "lô này rang lại rồi"}
    assert first.post(address, data=kept | {"token": first.form_token}).status_code == 303
    late = second.post(address, data={"step": "refuse", "reason": "chưa bán ra", "token": second.form_token})
    text = late.get_data(as_text=True)
    assert late.status_code == 409 and "lô này rang lại rồi" in text and "chưa bán ra" in text
    assert second.post(address, data={"step": "spread", "token": second.form_token}).status_code == 409
    session.expire_all()
    row = session.scalars(select(RecallProposal)).one()
    assert (row.state, row.reason) == ("refused", "lô này rang lại rồi")
    assert len(session.scalars(select(Recall)).all()) == 1


def test_calling_back_and_ending_twice_keeps_what_was_typed(session, officer_client, lots):
    first, second = officer_of(session, officer_client), officer_of(session, officer_client)
    page = start(first, lots[0])
    again = start(second, lots[0])
    assert again.status_code == 409 and "hở bao" in again.get_data(as_text=True)
    form = {"decision_number": "9/QĐ", "reason": "đã thu đủ"}
    first.post(f"{page.location}/end", data=form | {"token": first.form_token})
    late = second.post(f"{page.location}/end", data={"decision_number": "10/QĐ", "reason": "xong",
                                                     "token": second.form_token})  # fmt: skip
    text = late.get_data(as_text=True)
    assert late.status_code == 409 and "9/QĐ" in text and "10/QĐ" in text
    proposal = session.scalars(select(RecallProposal)).one()
    form = {"step": "spread", "token": second.form_token}
    assert second.post(f"{page.location}/lots/{proposal.id}", data=form).status_code == 409


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
