"""A producer says where the goods are sold and how much can be delivered; nobody else does."""

from datetime import date

import pytest
from sqlalchemy import select

from core import clock
from registry import actions
from registry.models import Listing, ProductCapacity
from tests.factories.places import by, make_listing, make_place
from tests.factories.registry import make_producer, make_product


def words(response) -> str:
    return response.get_data(as_text=True)


@pytest.fixture
def maker(session, officer_client):
    """Somebody who signs in for a producer, with one approved product."""
    browser = officer_client("producer", unit_kind="producer")
    producer = make_producer(session)
    actions.add_member(session, producer_id=producer.id, user_id=browser.user.id, **by())
    browser.product = make_product(session, producer=producer, name="Chè nõn mẫu")
    browser.pages = f"/producer/products/{browser.product.id}"
    return browser


def test_a_producer_names_a_place_of_the_register_and_buyers_wait_for_the_officer(session, client, maker):
    place = make_place(session, kind="market", name="Chợ Ba Hàng")
    assert "Chợ Ba Hàng" in words(maker.get(f"{maker.pages}/listings"))
    sent = maker.post(f"{maker.pages}/listings", data={"place": place.id, "from_day": "01/03/2025"})
    assert sent.status_code == 303
    assert session.scalar(select(Listing.state)) == "claimed"
    assert "chờ cán bộ kiểm tra" in words(maker.get(f"{maker.pages}/listings"))
    assert "Chợ Ba Hàng" not in words(client.get(f"/products/{maker.product.slug}"))


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"from_day": "01/03/2025"}, "Chọn một nơi"),
        ({"outlet": "WinMart", "from_day": "01/03/2025"}, "Chọn loại nơi bán"),
        ({"outlet": "WinMart", "kind": "quán", "from_day": "01/03/2025"}, "Chọn loại nơi bán"),
        ({"outlet": "WinMart", "kind": "supermarket", "from_day": "hôm qua"}, "hôm qua"),
        ({"outlet": "WinMart", "kind": "supermarket", "from_day": ""}, "Bán từ ngày"),
        ({"outlet": "WinMart", "kind": "supermarket", "from_day": "02/03/2025", "to_day": "01/03/2025"}, "Ngày cuối"),
        ({"place": "không", "from_day": "01/03/2025"}, "Nơi có trong sổ"),
        ({"outlet": "W" * 101, "kind": "supermarket", "from_day": "01/03/2025"}, "tối đa 100"),
    ],
)
def test_a_wrong_listing_is_told_by_its_field_and_keeps_what_was_typed(session, maker, form, told):
    answer = maker.post(f"{maker.pages}/listings", data=form)
    assert answer.status_code == 422 and told in words(answer)
    if form.get("outlet"):
        assert f'value="{form["outlet"]}"' in words(answer)
    assert session.scalar(select(Listing)) is None


def test_the_same_shop_is_not_named_twice_but_again_once_it_ended(session, maker):
    form = {"outlet": "WinMart", "kind": "supermarket", "from_day": "01/03/2025"}
    assert maker.post(f"{maker.pages}/listings", data=form).status_code == 303
    again = maker.post(f"{maker.pages}/listings", data={**form, "outlet": " winmart "})
    assert again.status_code == 422 and "đã ghi có bán" in words(again)
    row = session.scalars(select(Listing)).one()
    assert maker.post(f"{maker.pages}/listings/{row.id}/end").status_code == 303
    session.refresh(row)
    assert row.to_day == clock.today()
    assert "Thôi bán từ hôm nay" not in words(maker.get(f"{maker.pages}/listings"))
    assert maker.post(f"{maker.pages}/listings", data=form).status_code == 303


def test_what_was_refused_shows_the_producer_why(session, maker):
    row = make_listing(session, maker.product, outlet="WinMart", kind="supermarket", verified=False)
    row.state, row.reason = "refused", "cửa hàng đã đóng"
    assert "cửa hàng đã đóng" in words(maker.get(f"{maker.pages}/listings"))


def test_capacity_is_stated_again_on_the_same_day_and_a_wrong_one_told(session, maker):
    for number in ("500", "1.200"):
        form = {"per_month": number, "unit": "hộp"}
        assert maker.post(f"{maker.pages}/capacity", data=form).status_code == 303
    row = session.scalars(select(ProductCapacity)).one()
    assert (row.per_month, row.unit) == (1200, "hộp")
    assert "1.200 hộp" in words(maker.get(f"{maker.pages}/listings"))
    for wrong in ({"per_month": "nhiều"}, {"per_month": "0"}, {"unit": ""}):
        answer = maker.post(f"{maker.pages}/capacity", data={"per_month": "9", "unit": "hộp", **wrong})
        assert answer.status_code == 422


def test_products_of_another_producer_are_not_there(session, maker):
    other = make_product(session)
    row = make_listing(session, other, outlet="WinMart", kind="supermarket")
    base = f"/producer/products/{other.id}"
    form = {"outlet": "BigC", "kind": "supermarket", "from_day": "01/03/2025"}
    assert maker.get(f"{base}/listings").status_code == 404
    assert maker.post(f"{base}/listings", data=form).status_code == 404
    assert maker.post(f"{base}/capacity", data={"per_month": "9", "unit": "hộp"}).status_code == 404
    assert maker.post(f"{base}/listings/{row.id}/end").status_code == 404
    assert maker.post(f"{maker.pages}/listings/{row.id}/end").status_code == 404
    session.refresh(row)
    assert row.to_day is None and row.from_day == date(2025, 1, 1)
