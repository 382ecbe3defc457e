"""Warnings: written by one, published by another, read by everybody; a trader named only where the law allows."""

from datetime import UTC, datetime
from io import BytesIO
from xml.etree import ElementTree

import pytest
from PIL import Image

from areas.queries import get_unit_by_code
from core import clock
from core.actor import SYSTEM
from core.errors import BadInput
from registry import queries
from registry.actions.warnings import end_warning
from registry.models import Comparison, Passport, PublicWarning
from tests.factories.accounts import make_unit
from tests.factories.registry import TAN_CUONG, make_lot, make_product
from tests.factories.warnings import NAMED, make_round, make_warning
from tests.registry.test_finding_pages import statements_of

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)


@pytest.fixture(autouse=True)
def on_a_day(freeze):
    freeze(NOW)


def words(response) -> str:
    return response.get_data(as_text=True)


@pytest.fixture
def officers(session, officer_client):
    """Two officers of one department."""
    unit = make_unit(session, kind="so_cong_thuong", areas=[get_unit_by_code(session, "19", clock.today()).id])
    return [officer_client("chuyen_vien", unit=unit) for _ in range(2)]


def draft(session, **changed) -> dict:
    place = get_unit_by_code(session, "19", clock.today())
    told = {"kind": "advice", "title": "Phân biệt chè thật và giả", "body": "Xem nắp hộp."}
    return told | {"place": str(place.id)} | changed


def picture() -> tuple[BytesIO, str]:
    data = BytesIO()
    Image.new("RGB", (40, 30), "green").save(data, "JPEG")
    return BytesIO(data.getvalue()), "anh.jpg"


def test_advice_is_written_by_one_and_published_by_another(session, client, officers):
    writer, second = officers
    address = writer.post("/desk/warnings/new", data=draft(session)).headers["Location"]
    point = {"point": "Nắp hộp", "real_words": "Chữ nổi", "fake_words": "Chữ in phẳng"}
    sent = writer.post(f"{address}/compare", data=point | {"real_picture": picture(), "fake_picture": picture()})
    assert sent.status_code == 303
    row, pair = session.query(PublicWarning).one(), session.query(Comparison).one()
    assert client.get(f"/warnings/{row.slug}").status_code == 404
    assert client.get(f"/pictures/{pair.real_picture_id}").status_code == 404
    assert writer.post(f"{address}/submit").status_code == 303
    assert writer.post(f"{address}/publish").status_code == 403
    assert "Chữ nổi" in words(second.get(address))
    assert second.post(f"{address}/publish").status_code == 303
    shown = words(client.get(f"/warnings/{row.slug}"))
    assert "Chữ in phẳng" in shown and f"/pictures/{pair.fake_picture_id}" in shown
    assert client.get(f"/pictures/{pair.real_picture_id}").status_code == 200
    assert row.title in words(client.get("/warnings")) and row.title in words(client.get("/"))
    assert 'id="reason-error"' in words(second.post(f"{address}/end", data={"reason": " "}))
    assert second.post(f"{address}/end", data={"reason": "Hàng giả đã bị thu"}).status_code == 303
    assert "Cảnh báo này đã kết thúc" in words(client.get(f"/warnings/{row.slug}?lang=vi"))


def test_who_comes_second_sees_both_texts(session, officers):
    writer, second = officers
    address = writer.post("/desk/warnings/new", data=draft(session)).headers["Location"]
    first = second.post(f"{address}/edit", data=draft(session, title="Bản của người kia", version="1"))
    assert first.status_code == 303
    late = writer.post(f"{address}/edit", data=draft(session, title="Bản của tôi", version="1"))
    assert late.status_code == 409
    assert "Bản của người kia" in words(late) and "Bản của tôi" in words(late)


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"title": ""}, "title"), ({"kind": "tin_don"}, "kind"), ({"place": "x"}, "place"),
     ({"product": "ZZZZ"}, "product"), ({"trader": "Cơ sở A"}, "trader"),
     ({"trader": "Cơ sở A", "decision_number": "1/QĐ"}, "trader")],
)  # fmt: skip
def test_what_cannot_be_kept_names_its_field_and_keeps_the_words(session, officers, changed, field):
    answer = officers[0].post("/desk/warnings/new", data=draft(session, **changed))
    assert answer.status_code == 422 and f'id="{field}-error"' in words(answer) and "Xem nắp hộp." in words(answer)
    assert session.query(PublicWarning).count() == 0


def test_another_provinces_officer_finds_nothing(session, officer_client, officers):
    address = officers[0].post("/desk/warnings/new", data=draft(session)).headers["Location"]
    elsewhere = make_unit(session, kind="so_cong_thuong", areas=[get_unit_by_code(session, "01", clock.today()).id])
    stranger = officer_client("chuyen_vien", unit=elsewhere)
    for end in ("", "/edit"):
        assert stranger.get(address + end).status_code == 404
    assert stranger.post(f"{address}/publish").status_code == 404
    assert "Phân biệt chè" not in words(stranger.get("/desk/warnings"))
    assert officer_client("tiep_nhan").get("/desk/warnings").status_code == 403


def test_a_trader_and_its_goods_are_named_only_with_decision_and_article(session, client):
    product = make_product(session)
    with pytest.raises(BadInput):
        make_warning(session, trader="Cơ sở A")
    hidden = make_warning(session, product_id=product.id)
    assert product.name not in words(client.get(f"/warnings/{hidden.slug}"))
    named = make_warning(session, product_id=product.id, trader="Cơ sở A", **NAMED)
    page = words(client.get(f"/warnings/{named.slug}"))
    assert product.name in page and "Cơ sở A" in page and NAMED["legal_ground"] in page
    bodies = [row.body for row in session.query(Passport).filter_by(product_id=product.id)]
    assert all(named.title in body and hidden.title not in body for body in bodies)


def test_a_lots_warning_stands_on_its_scan_page_until_it_ends(session, client):
    product = make_product(session)
    lot, other = make_lot(session, product), make_lot(session, product)
    row = make_warning(session, product_id=product.id, lot_id=lot.id, title="Lô này có vị lạ", **NAMED)
    assert "Lô này có vị lạ" in words(client.get(f"/p/{product.code}/l/{lot.number}", headers={"Accept": "text/html"}))
    page = words(client.get(f"/p/{product.code}/l/{other.number}", headers={"Accept": "text/html"}))
    assert "Lô này có vị lạ" not in page
    end_warning(session, warning_id=row.id, reason="Đã kiểm nghiệm lại", actor=SYSTEM, now=NOW)
    assert queries.get_product(session, product.id) and "Lô này có vị lạ" not in words(
        client.get(f"/p/{product.code}/l/{lot.number}", headers={"Accept": "text/html"})
    )


def test_the_list_is_narrowed_by_kind_place_and_goods(session, client):
    thai_nguyen = get_unit_by_code(session, "19", clock.today())
    make_warning(session, title="Chỉ Thái Nguyên", place_id=thai_nguyen.id, kind_code="che")
    make_warning(session, title="Khắp nơi", kind="advice")
    assert "Chỉ Thái Nguyên" not in words(client.get("/warnings?place=01&lang=en"))
    here = words(client.get("/warnings?place=19"))
    assert "Chỉ Thái Nguyên" in here and "Khắp nơi" in here
    assert "Chỉ Thái Nguyên" not in words(client.get("/warnings?kind=advice"))
    assert "Khắp nơi" not in words(client.get("/warnings?goods=che"))
    for odd in ("kind=%00", "place=zz", "goods=%27", "page=99999", "page=-1", "page=" + "9" * 50):
        assert client.get(f"/warnings?{odd}").status_code in (200, 404)


def test_the_feed_is_read_by_an_xml_reader_and_announced(session, client):
    row = make_warning(session, title="Không ăn <chè> & nấm lạ", body="Dòng một\nDòng hai")
    end_warning(session, warning_id=make_warning(session).id, reason="xong", actor=SYSTEM, now=NOW)
    assert 'href="/warnings/feed.xml"' in words(client.get("/warnings"))
    answer = client.get("/warnings/feed.xml?kind=other")
    assert answer.mimetype == "application/rss+xml"
    feed = ElementTree.fromstring(answer.data)
    (item,) = feed.findall("channel/item")
    assert feed.tag == "rss" and item.findtext("title") == row.title
    assert item.findtext("link") == item.findtext("guid") == f"http://localhost/warnings/{row.slug}"
    assert item.findtext("pubDate") == "Tue, 24 Nov 2026 03:00:00 GMT"


def test_a_sampling_round_is_kept_when_its_counts_add_up_and_shown_to_everybody(session, client, officers):
    place = get_unit_by_code(session, "19", clock.today())
    sent = {"number": "Kỳ 5/2026", "announced_on": "05/03/2026", "authority": "Chi cục mẫu", "province": str(place.id),
            "goods": "rau, thịt", "taken": "40", "passed": "38", "failed": "2"}  # fmt: skip
    address = "/desk/warnings/sampling"
    ha_noi = str(get_unit_by_code(session, "01", clock.today()).id)
    for changed, field in (({"failed": "3"}, "taken"), ({"announced_on": "05/03/2027"}, "announced_on"),
                           ({"province": ha_noi}, "province")):  # fmt: skip
        answer = officers[0].post(address, data=sent | changed)
        assert answer.status_code == 422 and f'id="{field}-error"' in words(answer)
    assert officers[0].post(address, data=sent).status_code == 303
    assert 'id="number-error"' in words(officers[1].post(address, data=sent))
    assert "Kỳ 5/2026" in words(client.get("/warnings?lang=en"))


def test_the_communes_of_the_chosen_province_are_offered(session, client):
    commune = get_unit_by_code(session, TAN_CUONG, clock.today())
    make_warning(session, title="Chỉ Tân Cương", place_id=commune.id)
    make_warning(session, title="Cả tỉnh này", place_id=commune.parent_id)
    page = words(client.get("/warnings?place=19"))
    assert f'<option value="{TAN_CUONG}"' in page and "Cả tỉnh này" in page
    narrowed = words(client.get(f"/warnings?place=19&commune={TAN_CUONG}"))
    assert "Chỉ Tân Cương" in narrowed and "Cả tỉnh này" not in narrowed
    assert "Cả tỉnh này" not in words(client.get(f"/warnings?place=01&commune={TAN_CUONG}"))


def test_a_long_list_asks_the_database_no_more_than_a_short_one(session, client):
    make_warning(session)
    make_round(session)
    session.commit()
    client.get("/warnings")
    few = len(statements_of(client, "/warnings"))
    for _ in range(15):
        make_warning(session, product_id=make_product(session).id, **NAMED)
        make_round(session)
    session.commit()
    assert len(statements_of(client, "/warnings")) == few


def test_a_lot_is_chosen_by_its_number_and_a_point_can_be_taken_out(session, client, officers):
    product = make_product(session)
    make_lot(session, product, number="TC-9")
    sent = draft(session, product=product.code)
    answer = officers[0].post("/desk/warnings/new", data=sent | {"lot": "TC-0"})
    assert answer.status_code == 422 and 'id="lot-error"' in words(answer)
    address = officers[0].post("/desk/warnings/new", data=sent | {"lot": "tc-9"}).headers["Location"]
    assert "TC-9" in words(officers[0].get(address)) and 'value="TC-9"' in words(officers[0].get(address + "/edit"))
    point = {"point": "Nắp hộp", "real_words": "Chữ nổi", "fake_words": "Chữ in phẳng", "real_picture": picture()}
    officers[0].post(f"{address}/compare", data=point)
    row = session.query(Comparison).one()
    remove, seen = f"{address}/compare/{row.id}/remove", f"/pictures/{row.real_picture_id}"
    assert officers[1].post(remove).status_code == 303 and officers[1].post(remove).status_code == 404
    assert session.query(Comparison).count() == 0 and client.get(seen).status_code == 404
