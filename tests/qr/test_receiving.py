"""A producer receives another's registered lot: found by what is scanned or typed, written on a phone."""

import re
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from core import clock
from core.actor import SYSTEM
from qr import actions as codes
from qr.links import CodeLink, Key
from qr.queries.labels import list_labels
from qr.received import read_goods
from registry import actions
from registry.models import TraceCorrection, TraceEvent, TraceItem, TraceParty
from tests.factories.registry import make_lot, make_producer, make_product

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
BY = {"actor": SYSTEM, "now": NOW}
GTIN = "08930000000002"
HOST = "localhost"


@pytest.fixture(autouse=True)
def on_a_day(freeze):
    freeze(NOW)


@pytest.fixture
def maker(session):
    """A lot with a GTIN and one printed code."""
    product = make_product(session, name="Chè búp Xa", producer=make_producer(session, name="Hợp tác xã Xa"))
    lot = make_lot(session, product, number="XA-7")
    batch = codes.issue_codes(session, lot_id=lot.id, count=1, **BY)
    codes.activate_codes(session, batch_id=batch.batch_id, **BY)
    actions.add_gtin(session, product_id=product.id, gtin=GTIN, **BY)
    session.commit()
    return product, lot, next(iter(list_labels(session, batch.batch_id, public_url=""))).link


@pytest.fixture
def buyer(session, officer_client):
    """A producer's user with a lot of its own."""
    browser = officer_client("producer", unit_kind="producer")
    browser.producer = make_producer(session, name="Cơ sở Gần")
    actions.add_member(session, producer_id=browser.producer.id, user_id=browser.user.id, **BY)
    browser.lot = make_lot(session, make_product(session, producer=browser.producer), number="GAN-1")
    session.commit()
    return browser


def words(response) -> str:
    return response.get_data(as_text=True)


def seek(buyer, goods, number=""):
    form = {"token": buyer.form_token, "goods": goods, "number": number}
    return buyer.post("/producer/receiving", data=form)


def fill(page: str, **values) -> dict:
    return dict(re.findall(r'<input[^>]*name="(\w+)"[^>]*value="([^"]*)"', page)) | values


@pytest.mark.parametrize(
    ("text", "number", "link"),
    [
        (f"https://id.gs1.org/01/{GTIN}/10/XA-7", "", CodeLink(Key.GTIN, GTIN, "XA-7")),
        (f"http://{HOST}/01/{GTIN}/10/XA-7", "", CodeLink(Key.GTIN, GTIN, "XA-7")),
        (f"(01){GTIN}(10)XA-7", "", CodeLink(Key.GTIN, GTIN, "XA-7")),
        ("urn:epc:class:lgtin:893000000.0000.XA-7", "", CodeLink(Key.GTIN, GTIN, "XA-7")),
        ("8930000000002", " XA-7 ", CodeLink(Key.GTIN, GTIN, "XA-7")),
        (f"{GTIN}/XA-7", "", CodeLink(Key.GTIN, GTIN, "XA-7")),
        ("8930000000002", "", CodeLink(Key.GTIN, GTIN)),
        ("https://la.example/p/abcd1234/l/1", "", None), ("chè ngon", "1", None), ("", "", None), ("a/b/c", "", None),
        ("javascript:alert(1)", "", None), ("\x00", "\x00", None),
    ],
)  # fmt: skip
def test_what_is_scanned_or_typed_names_goods(text, number, link):
    assert read_goods(text, number, host=HOST) == link


def test_every_way_of_naming_the_lot_leads_to_its_form(buyer, maker):
    product, lot, label = maker
    ways = [
        (f"https://id.gs1.org/01/{GTIN}/10/XA-7", ""), (f"{product.code}/xa-7", ""), (product.code, "XA-7"),
        ("8930000000002", "xa-7"), (label.rsplit("/", 1)[-1], ""),
    ]  # fmt: skip
    for goods, number in ways:
        found = seek(buyer, goods, number)
        assert (found.status_code, found.location) == (303, f"/producer/lots/{lot.id}/receive"), goods


@pytest.mark.parametrize(
    ("goods", "number", "told"),
    [("8930000000002", "", "ghi thêm “Số lô”"), ("8930000000002", "KHONG", "Không thấy lô nào"),
     ("chè", "1", "Không thấy lô nào"), ("", "", "Mã trên tem"), ("\x00", "", "Mã trên tem")],
)  # fmt: skip
def test_goods_that_are_not_found_are_told_and_what_was_typed_stays(buyer, maker, goods, number, told):
    refused = seek(buyer, goods, number)
    assert refused.status_code == 422 and told in words(refused)
    assert not goods.strip("\x00") or goods in words(refused)


def test_own_lots_and_goods_never_approved_are_not_received(session, buyer):
    product = make_product(session, state="submitted")
    lot = make_lot(session, product, number="KIN-2")
    session.commit()
    assert seek(buyer, product.code, "KIN-2").status_code == 422
    for each in (lot, buyer.lot):
        assert buyer.get(f"/producer/lots/{each.id}/receive").status_code == 404


def test_received_goods_are_written_once_with_their_maker_and_shown(session, buyer, maker):
    address = f"/producer/lots/{maker[1].id}/receive"
    form = fill(words(buyer.get(address)), amount="12,5", unit="KGM")
    for _again in range(2):
        done = buyer.post(address, data=form)
        assert (done.status_code, done.location) == (303, "/producer/receiving?done=1")
    event = session.scalars(select(TraceEvent)).one()
    assert (event.biz_step, event.action, event.lot_id, event.producer_id) == (
        "receiving", "OBSERVE", None, buyer.producer.id
    )  # fmt: skip
    item, party = session.scalars(select(TraceItem)).one(), session.scalars(select(TraceParty)).one()
    assert (item.lot_id, item.amount, item.unit) == (maker[1].id, 12_500, "KGM")
    assert (party.role, party.name) == ("source", "Hợp tác xã Xa")
    text = words(buyer.get(done.location))
    assert "Chè búp Xa, XA-7" in text and "12,5 kg" in text
    buyer.post(f"/producer/receipts/{event.id}/withdraw", data={"token": buyer.form_token})
    assert session.scalars(select(TraceCorrection)).one().reason == "did_not_occur"
    assert "XA-7" not in words(buyer.get("/producer/receiving"))


def test_goods_bought_from_a_trader_name_the_trader(session, buyer, maker):
    address = f"/producer/lots/{maker[1].id}/receive"
    form = fill(words(buyer.get(address)), party_name="Chị Buôn", party_phone="0912345678")
    assert buyer.post(address, data=form).status_code == 303
    party = session.scalars(select(TraceParty)).one()
    assert party.name == "Chị Buôn" and party.person_id is not None
    assert "nhận của Chị Buôn" in words(buyer.get("/producer/receiving"))


def test_a_wrong_form_keeps_what_was_typed(session, buyer, maker):
    address = f"/producer/lots/{maker[1].id}/receive"
    refused = buyer.post(address, data=fill(words(buyer.get(address)), happened_on="31/02/2026", party_name="Chị Buôn"))
    assert refused.status_code == 422 and "31/02/2026" in words(refused) and "Chị Buôn" in words(refused)
    refused = buyer.post(address, data=fill(words(buyer.get(address)), amount="5"))
    assert refused.status_code == 422 and "Chọn “Đơn vị” của số lượng" in words(refused)
    assert session.scalars(select(TraceEvent)).all() == []


def test_only_own_receipts_are_taken_back(session, buyer, maker, officer_client):
    address = f"/producer/lots/{maker[1].id}/receive"
    buyer.post(address, data=fill(words(buyer.get(address))))
    event = session.scalars(select(TraceEvent)).one()
    other = officer_client("producer", unit_kind="producer")
    producer = make_producer(session)
    actions.add_member(session, producer_id=producer.id, user_id=other.user.id, actor=SYSTEM, now=clock.now())
    session.commit()
    assert other.post(f"/producer/receipts/{event.id}/withdraw", data={"token": other.form_token}).status_code == 404
    assert "XA-7" not in words(other.get("/producer/receiving"))
