"""What exchanges import, and who may see which field: read back as they would read it."""

import csv
import io
import json
import re
from datetime import UTC, date, datetime

import pytest

from areas.queries import get_unit_by_code
from core import clock, personal
from core.actor import SYSTEM
from registry import actions
from registry.actions import badges
from registry.actions.pictures import add_picture
from registry.feeds import COLUMNS
from registry.models import OnlineSeller
from registry.sight import AUDIENCES, cut_fields, how_seen, sight_table
from tests.factories.accounts import make_unit
from tests.factories.lists import make_link, make_seller
from tests.factories.pictures import photo
from tests.factories.registry import make_producer, make_product

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
BY = {"actor": SYSTEM, "now": NOW}
GTIN = "8935049501404"
SECRET = {"tax_code": "0300588569", "address": "ngõ Rất Riêng 77"}


@pytest.fixture(autouse=True)
def on_a_day(freeze):
    freeze(NOW)


def words(response) -> str:
    return response.get_data(as_text=True)


def feed(client) -> list[dict]:
    answer = client.get("/products/feed.csv")
    assert answer.status_code == 200 and answer.mimetype == "text/csv"
    return list(csv.DictReader(io.StringIO(words(answer), newline="")))


def linked(page: str) -> dict:
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1])


def test_the_feed_holds_every_approved_product_in_the_google_product_format(session, client):
    shown = make_product(session, name='Chè "đinh", loại 1', description="Hai dòng\nmô tả")
    actions.add_gtin(session, product_id=shown.id, gtin=GTIN, **BY)
    bare = make_product(session)
    hidden = [make_product(session, state=state) for state in ("draft", "submitted", "suspended", "ended")]
    rows = {row["id"]: row for row in feed(client)}
    assert set(rows) == {shown.code, bare.code} and not set(rows) & {each.code for each in hidden}
    row = rows[shown.code]
    assert tuple(row) == COLUMNS and row["title"] == 'Chè "đinh", loại 1' and "Hai dòng\nmô tả" in row["description"]
    assert row["price"] == "150000 VND" and row["availability"] == "in_stock" and row["condition"] == "new"
    assert row["gtin"].lstrip("0") == GTIN and row["identifier_exists"] == "yes" and not row["mpn"]
    assert client.get(re.sub(r"^https?://[^/]+", "", row["link"])).status_code == 200
    assert rows[bare.code]["identifier_exists"] == "no" and rows[bare.code]["mpn"] == bare.code


def test_a_picture_of_the_product_is_in_the_feed_and_opens_for_everybody(session, client):
    bare, pictured = make_product(session), make_product(session)
    for _each in range(2):
        add_picture(session, owner_kind="product", owner_id=pictured.id, data=photo(), **BY)
    session.commit()
    rows = {row["id"]: row for row in feed(client)}
    first = re.sub(r"^https?://[^/]+", "", rows[pictured.code]["image_link"])
    assert client.get(first).mimetype.startswith("image/") and not rows[bare.code]["image_link"]
    assert linked(words(client.get(f"/products/{pictured.slug}")))["image"].endswith(first)


def test_goods_under_recall_are_out_of_stock(session, client):
    product = make_product(session)
    why = {"authority": "Chi cục mẫu", "reason": "Dư lượng vượt mức"}
    actions.recall_lot(session, product_id=product.id, lot_id=None, **why, **BY)
    assert [row["availability"] for row in feed(client)] == ["out_of_stock"]


def test_a_product_named_like_a_formula_is_plain_words_in_the_feed(session, client):
    make_product(session, name='=HYPERLINK("http://x")')
    assert feed(client)[0]["title"].startswith("'=HYPERLINK")


def test_the_product_page_tells_machines_what_it_tells_people(session, client):
    product = make_product(session, name="Chè </script><b>búp")
    actions.add_gtin(session, product_id=product.id, gtin=GTIN, **BY)
    mark = {"kind": "trademark", "name": "Mẫu Trà", "number": "4-0001", "owner": "HTX", "issuer": "Cục SHTT"}
    badges.record_mark(session, product_id=product.id, granted_on=date(2024, 1, 1), **mark, **BY)
    told = linked(words(client.get(f"/products/{product.slug}")))
    assert told["@context"] == "https://schema.org" and told["@type"] == "Product"
    assert told["name"] == product.name and told["brand"]["name"] == "Mẫu Trà"
    assert told["hasGS1DigitalLink"].endswith(f"/01/0{GTIN}") and told["hasGS1DigitalLink"].startswith("http")
    assert client.get(re.sub(r"^https?://[^/]+", "", told["hasGS1DigitalLink"])).status_code in (200, 307)
    assert told["offers"]["price"] == "150000" and told["offers"]["priceCurrency"] == "VND"


def test_a_product_without_gtin_claims_no_digital_link_and_no_price_no_offer(session, client):
    product = make_product(session, listed_price=0)
    told = linked(words(client.get(f"/products/{product.slug}")))
    assert "hasGS1DigitalLink" not in told and "gtin" not in told and told["sku"] == product.code


def test_the_table_of_fields_says_of_each_audience_what_it_sees():
    ways = {how for row in sight_table().values() for how in row.values()}
    assert ways == {"yes", "no", "business", "reason", "case"}
    assert all(how_seen("seller", "complaints", who) in ("no", "case") for who in AUDIENCES)
    assert how_seen("seller", "complaints", "public") == how_seen("seller", "complaints", "export") == "no"
    assert how_seen("seller", "not_a_field", "public") == "no"
    row = {"name": "A", "tax_code": "1", "address": "B", "person_id": "X"}
    assert cut_fields("seller", "public", row, is_business=True) == {"name": "A", "tax_code": "1", "address": "B"}
    assert cut_fields("seller", "public", row, is_business=False) == {"name": "A"}


def officer_of(session, officer_client):
    area = get_unit_by_code(session, "19", clock.today()).id
    return officer_client("chuyen_vien", unit=make_unit(session, kind="so_cong_thuong", areas=[area]))


@pytest.mark.parametrize("kind", ["ho_kinh_doanh", "ca_nhan"])
def test_a_persons_number_and_address_stand_on_no_page_and_in_no_export(session, client, officer_client, kind):
    seller = make_seller(session, kind=kind, name="Người bán mẫu", **SECRET)
    officer = officer_of(session, officer_client)
    stored = {name: getattr(seller, name) for name in seller.__table__.columns.keys()}  # noqa: SIM118
    assert not [value for value in stored.values() if value in SECRET.values()]
    pages = [client.get("/online-sellers?q=nguoi+ban")]
    paths = ("online-sellers", f"online-sellers/{seller.id}", "online-sellers.csv")
    pages += [officer.get(f"/desk/{path}") for path in paths]
    for answer in pages:
        assert answer.status_code == 200 and "Người bán mẫu" in words(answer)
        assert not any(secret in words(answer) for secret in SECRET.values())


def test_a_persons_number_opens_with_a_logged_reason_only(session, officer_client):
    seller, officer = make_seller(session, kind="ca_nhan", **SECRET), officer_of(session, officer_client)
    look = {"token": officer.form_token, "field": "address"}
    assert officer.post(f"/desk/online-sellers/{seller.id}/look", data=look | {"reason": " "}).status_code == 422
    shown = officer.post(f"/desk/online-sellers/{seller.id}/look", data=look | {"reason": "Xác minh"})
    assert SECRET["address"] in words(shown)
    assert SECRET["address"] not in words(officer.get(f"/desk/online-sellers/{seller.id}"))


def test_a_corrected_person_leaves_the_old_values_erased(session):
    from registry.actions.sellers import change_seller

    seller = make_seller(session, kind="ca_nhan", **SECRET)
    old = seller.person_id
    new = {"name": seller.name, "tax_code": "0100109106", "address": "chỗ mới"}
    change_seller(session, seller=seller, version=seller.version, **new, **BY)
    assert seller.person_id != old and personal.list_fields(session, old) == []


def test_a_business_stands_in_the_export_with_its_number(session, officer_client):
    make_seller(session, name="Công ty xuất mẫu")
    answer = officer_of(session, officer_client).get("/desk/online-sellers.csv")
    row = next(iter(csv.DictReader(io.StringIO(words(answer).removeprefix("\ufeff"), newline=""))))
    assert row["name"] == "Công ty xuất mẫu" and row["tax_code"] == "0100109106"
    assert "complaints" not in row and "person_id" not in row


def test_what_the_verifier_wrote_stays_inside(session, client):
    producer = make_producer(session)
    link = make_link(session, producer)
    link.verified_by = "officer:rieng-mau"
    session.commit()
    page = words(client.get(f"/producers/{producer.slug}"))
    assert link.url in page and link.verified_by not in page
    assert session.query(OnlineSeller).count() == 0
