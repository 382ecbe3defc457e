"""Journeys in a browser: a household's phone, a buyer, and what neither may see."""

import io
import re
from datetime import UTC, datetime

import pytest
from PIL import Image
from sqlalchemy import select

from core import clock
from core.actor import SYSTEM
from registry import actions
from registry.actions.external_codes import attach_external_code
from registry.actions.trace_steps import Material
from registry.models import Picture, Product, TraceCorrection, TraceEvent
from registry.queries.pictures import find_owner
from tests.factories.registry import make_lot, make_producer, make_product
from tests.factories.traces import BUYER, step, tea_journey

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
BROWSER = {"Accept": "text/html"}
PRIVATE = (
    BUYER.name, BUYER.address, BUYER.tax_code, BUYER.phone, "53,7", "53.7", "11,3", "11.3", "4,1", "đồi nhà", "búp tươi"
)  # fmt: skip


@pytest.fixture(autouse=True)
def on_a_day(freeze):
    freeze(NOW)


@pytest.fixture
def maker(session, officer_client):
    """A producer's user with an approved tea."""
    browser = officer_client("producer", unit_kind="producer")
    browser.producer = make_producer(session, name="Hộ chè Lan")
    actions.add_member(
        session, producer_id=browser.producer.id, user_id=browser.user.id, actor=SYSTEM, now=clock.now()
    )  # fmt: skip
    browser.lot = make_lot(session, make_product(session, producer=browser.producer, name="Chè Lan"), number="TC-11")
    session.commit()
    return browser


def words(response) -> str:
    return response.get_data(as_text=True)


def photo() -> tuple[io.BytesIO, str]:
    data = io.BytesIO()
    Image.new("RGB", (60, 40), "green").save(data, "JPEG")
    return io.BytesIO(data.getvalue()), "anh.jpg"


def fill(page: str, **values) -> dict:
    """The form as the page shows it, with some fields typed over."""
    shown = dict(re.findall(r'<input[^>]*name="(\w+)"[^>]*value="([^"]*)"', page))
    return shown | values


def test_a_household_writes_a_step_in_three_screens_without_scripts(session, maker):
    first = words(maker.get(f"/producer/lots/{maker.lot.id}/journey"))
    assert all(word in first for word in ("Hái", "Sao chè", "Đóng gói", "Giao", "Chưa ghi bước nào"))
    address = re.search(r'href="(/producer/lots/[^"]+/journey/hai)"', first)[1]
    second = words(maker.get(address))
    assert 'value="24/11/2026"' in second and "xã Tân Cương" in second and "<script" not in second
    sent = maker.post(address, data=fill(second, happened_at="6h30", amount="53,7", unit="KGM"))
    assert sent.status_code == 303
    third = maker.get(sent.location)
    assert "Bước này đã được ghi" in words(third)
    done = maker.post(sent.location, data={"token": maker.form_token, "picture": photo()}, follow_redirects=True)
    assert "53,7 kg" in words(done) and "Ảnh 1" in words(done)
    event = session.scalars(select(TraceEvent)).one()
    assert event.happened_at == datetime(2026, 11, 23, 23, 30, tzinfo=UTC)


def test_what_was_typed_stays_when_something_is_wrong(session, maker):
    address = f"/producer/lots/{maker.lot.id}/journey/giao"
    wrong = fill(words(maker.get(address)), happened_on="32/13/2026", party_name="Cô Bảy", note="xe tải", amount="x")
    refused = maker.post(address, data=wrong)
    assert refused.status_code == 422
    for kept in ("32/13/2026", "Cô Bảy", "xe tải", "“Số lượng” cần là số như 12"):
        assert kept in words(refused)
    assert session.scalars(select(TraceEvent)).all() == []


def test_pressing_twice_writes_one_step(session, maker):
    address = f"/producer/lots/{maker.lot.id}/journey/hai"
    form = fill(words(maker.get(address)))
    assert {maker.post(address, data=form).status_code for _ in range(2)} == {303}
    assert len(session.scalars(select(TraceEvent)).all()) == 1


def test_a_file_that_is_no_photo_is_refused_and_the_step_stays(session, maker):
    event = step(session, maker.lot, "hai", 1)
    session.commit()
    address = f"/producer/lots/{maker.lot.id}/journey/{event.id}/photo"
    refused = maker.post(address, data={"token": maker.form_token, "picture": (io.BytesIO(b"MZ"), "a.jpg")})
    assert refused.status_code == 422 and "không phải ảnh" in words(refused)
    assert len(session.scalars(select(TraceEvent)).all()) == 1


def test_a_wrong_step_is_written_anew_and_the_first_stays_marked(session, maker):
    event = step(session, maker.lot, "hai", 1, amount=1000, unit="KGM")
    session.commit()
    asked = words(maker.get(f"/producer/lots/{maker.lot.id}/journey/{event.id}/withdraw"))
    address = re.search(r'href="([^"]+\?corrects=[^"]+)"', asked)[1]
    form = words(maker.get(address))
    assert 'value="01/09/2026"' in form
    maker.post(address, data=fill(form, amount="2", unit="KGM"))
    session.expire_all()
    assert session.scalars(select(TraceCorrection)).one().event_id == event.id
    assert "đã ghi là sai" in words(maker.get(f"/producer/lots/{maker.lot.id}/journey"))


def test_a_step_that_never_happened_is_taken_back_by_a_row(session, maker):
    event = step(session, maker.lot, "hai", 1)
    session.commit()
    address = f"/producer/lots/{maker.lot.id}/journey/{event.id}/withdraw"
    maker.post(address, data={"token": maker.form_token, "words": "ghi nhầm lô"})
    assert "ghi nhầm lô" in words(maker.get(f"/producer/lots/{maker.lot.id}/journey"))
    assert maker.get(address).status_code == 404


def test_producers_see_and_write_their_own_lots_only(session, maker):
    other = make_lot(session, make_product(session))
    event = step(session, other, "hai", 1)
    session.commit()
    for path in ("", "/hai", f"/{event.id}/photo", f"/{event.id}/withdraw"):
        assert maker.get(f"/producer/lots/{other.id}/journey{path}").status_code == 404
        assert maker.get(f"/producer/lots/{maker.lot.id}/journey/{event.id}/photo").status_code == 404
    assert maker.post(f"/producer/lots/{other.id}/journey/hai", data={"token": maker.form_token}).status_code == 404


@pytest.mark.parametrize("path", ["bay-len-troi", "%00", "hai?corrects=x", "hai?corrects=%00"])
def test_odd_addresses_are_no_fault(maker, path):
    assert maker.get(f"/producer/lots/{maker.lot.id}/journey/{path}").status_code in (200, 404)


def test_the_public_page_shows_steps_places_and_days(session, client, maker):
    tea_journey(session, maker.lot, without=("sao",))
    session.commit()
    text = words(client.get("/products/che-lan/lots/tc-11"))
    for shown in ("Hái", "01/09/2026", "xã Tân Cương", "Đóng gói", "Giao", "từ hái đến đóng gói", "chưa ghi"):
        assert shown in text


def test_a_step_written_for_the_leaves_is_not_missing_from_the_tea(session, client, maker):
    leaves = make_lot(session, session.get_one(Product, maker.lot.product_id), number="BUP-9")
    step(session, maker.lot, "sao", 2, materials=(Material("BUP-9"),))
    step(session, maker.lot, "dong_goi", 3)
    session.commit()
    address = "/products/che-lan/lots/tc-11"
    assert "thiếu hái" in words(client.get(address))
    step(session, leaves, "hai", 1)
    session.commit()
    text = words(client.get(address))
    assert "Hái" in text and "thiếu hái" not in text


def test_no_public_page_tells_partners_or_quantities(session, client, maker):
    tea_journey(session, maker.lot)
    session.commit()
    product = session.get_one(Product, maker.lot.product_id)
    lot = "/products/che-lan/lots/TC-11"
    for address in ("/products/che-lan", lot, f"/p/{product.code}/l/TC-11", f"/producers/{maker.producer.slug}"):
        text = words(client.get(address, headers=BROWSER))
        assert "TC-11" in text or "Chè Lan" in text
        assert [private for private in PRIVATE if private in text] == []


def test_the_product_page_lists_what_the_law_wants_and_what_is_not_written(session, client, maker):
    text = words(client.get("/products/che-lan"))
    assert text.count("<dt>") >= 17
    for shown in ("1. Tên sản phẩm", "10. Tiêu chuẩn", "17. Cảnh báo an toàn", "chưa ghi", "Nghị định 37/2026"):
        assert shown in text


def test_a_page_is_called_passport_once_the_national_portal_has_the_product(session, client, maker):
    pages = ("/products/che-lan", "/products/che-lan/lots/TC-11")
    for address in pages:
        text = words(client.get(address))
        assert "Nội dung phải có ở trang sản phẩm" in text and "hộ chiếu số" not in text
    link = "https://truyxuat.gov.vn/sp/77"
    attach_external_code(session, product_id=maker.lot.product_id, system_code="national_portal", code="VN-77",
                         url=link, actor=SYSTEM, now=clock.now())  # fmt: skip
    session.commit()
    for address in pages:
        text = words(client.get(address))
        assert "hộ chiếu số của sản phẩm" in text and "VN-77" in text and f'href="{link}"' in text
        assert "Nội dung phải có ở trang sản phẩm" not in text


def test_a_lot_of_a_product_that_is_not_public_has_no_page(session, client):
    hidden = make_lot(session, make_product(session, state="submitted", name="Chè kín"), number="K1")
    session.commit()
    assert hidden and client.get("/products/che-kin/lots/K1").status_code == 404
    assert client.get("/products/khong-co/lots/K1").status_code == 404


def test_the_scan_page_tells_the_journey_from_the_passport(session, client, maker):
    tea_journey(session, maker.lot)
    session.commit()
    product = session.get_one(Product, maker.lot.product_id)
    text = words(client.get(f"/p/{product.code}/l/TC-11", headers=BROWSER))
    assert "Hành trình (4 bước)" in text and "/products/che-lan/lots/TC-11" in text


def test_a_photo_is_public_until_its_step_is_declared_wrong(session, client, maker):
    event = step(session, maker.lot, "hai", 1)
    session.commit()
    maker.post(f"/producer/lots/{maker.lot.id}/journey/{event.id}/photo",
               data={"token": maker.form_token, "picture": photo()})  # fmt: skip
    picture = session.scalars(select(Picture)).one()
    assert find_owner(session, picture).is_public
    maker.post(f"/producer/lots/{maker.lot.id}/journey/{event.id}/withdraw", data={"token": maker.form_token})
    session.expire_all()
    assert not find_owner(session, picture).is_public
