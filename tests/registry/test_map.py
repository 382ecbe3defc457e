"""The map, a place's page, where to buy; Hoàng Sa and Trường Sa on every drawing of the site."""

import re
from contextlib import contextmanager
from datetime import date

import pytest
from sqlalchemy import event, select

from areas.actions.boundaries import import_boundaries
from areas.queries import list_provinces
from core.actor import SYSTEM
from core.db import db
from registry.actions.listings import list_product
from registry.actions.place_facts import add_place_member, record_management, record_share, record_work
from registry.models import Listing
from tests.examiner import Page
from tests.factories.accounts import make_unit
from tests.factories.areas import TODAY, unit
from tests.factories.places import by, geojson, make_listing, make_place, square
from tests.factories.registry import make_producer, make_product


def words(response) -> str:
    return response.get_data(as_text=True)


@contextmanager
def statements():
    """Every statement that the database is given meanwhile."""
    seen: list[str] = []

    def hear(*given) -> None:
        seen.append(given[2])

    event.listen(db.engine, "before_cursor_execute", hear)
    yield seen
    event.remove(db.engine, "before_cursor_execute", hear)


def maps_on(html: str) -> list[str]:
    """The classes of each map on a page; the examining client has looked for both archipelagos on them."""
    return re.findall(r'<svg class="map ([^"]*)"', html)


def test_every_drawing_of_the_country_names_both_archipelagos(session, client):
    place = make_place(session, lat=21.6, lon=105.8)
    for path in ("/map", "/map?view=table", f"/places/{place.slug}", "/map?lang=en"):
        assert maps_on(words(client.get(path))) == ["tiled country"], path
    for path in ("/map?province=19", "/map?province=48"):
        assert maps_on(words(client.get(path))) == ["drawn", "tiled country"], path


def test_imported_outlines_are_drawn_with_both_archipelagos(session, client):
    shapes = {}
    for number, province in enumerate(list_provinces(session)):
        shapes[province.code] = [square(103 + number % 6, 10 + number // 6, 0.9)]
    import_boundaries(session, geojson(shapes), source="thử", on=TODAY, **by())
    make_place(session, lat=12.3, lon=104.2)
    page = words(client.get("/map"))
    assert page.count('class="area"') == 34 and maps_on(page) == ["drawn country"]
    assert maps_on(words(client.get("/map?province=48"))) == ["drawn", "drawn country"]


def test_a_map_that_lost_its_archipelagos_is_caught_on_any_page(client, monkeypatch):
    monkeypatch.setattr("areas.pictures.ARCHIPELAGOS", ())
    with pytest.raises(AssertionError, match="does not name Hoàng Sa"):
        client.get("/map")


def test_layers_words_and_province_narrow_the_list(session, client):
    make_place(session, name="Làng nghề chè")
    make_place(session, kind="market", name="Chợ Ba Hàng")
    make_place(session, kind="market", name="Chợ Tiểu Cần", commune="29341")
    page = words(client.get("/map?layer=market"))
    assert "Chợ Ba Hàng" in page and "Làng nghề chè" not in page
    assert "Chợ Tiểu Cần" not in words(client.get("/map?province=19"))
    assert "Chợ Ba Hàng" in words(client.get("/map?q=ba+hang"))
    assert "Không có nơi nào" in words(client.get("/map?q=%25"))


def test_near_a_typed_place_the_nearest_stands_first_with_its_way(session, client):
    make_place(session, name="Xa", lat=21.9, lon=105.8)
    make_place(session, name="Gần", lat=21.55, lon=105.75)
    page = words(client.get("/map?at=tan+cuong,+thai+nguyen&view=table")).split("<tbody>")[1]
    assert page.index(">Gần<") < page.index(">Xa<")
    assert "destination=21.55000%2C105.75000" in page


@pytest.mark.parametrize("near", ["abc", "1,2,3", "48.8,2.3", "nan,nan", "9" * 50, "\x00", "inf,105"])
def test_an_odd_position_is_told_and_never_a_fault(client, near):
    response = client.post("/map", data={"near": near})
    assert response.status_code in (200, 422)
    odd = {"near": near, "layer": "x", "province": "zz", "product": "a"}
    assert client.get("/map", query_string=odd, follow_redirects=True).status_code in (200, 422)


def test_an_answer_to_a_position_is_not_stored(client):
    assert client.post("/map", data={"near": "21.594,105.848"}).headers["Cache-Control"] == "no-store"


def test_a_position_in_an_address_is_not_read_and_no_form_puts_one_there(session, client):
    product, place = make_product(session), make_place(session, kind="market", name="Chợ gần", lat=21.55, lon=105.75)
    make_listing(session, product, place)
    for path in ("/map", f"/products/{product.slug}/where-to-buy"):
        asked = client.get(path, query_string={"near": "21.594,105.848", "q": "chợ"})
        assert asked.status_code == 303 and asked.headers["Cache-Control"] == "no-store", path
        assert "near" not in asked.location and "q=" in asked.location, path
        asked = client.get(asked.location)
        assert asked.status_code == 200 and "Khoảng cách tính từ" not in words(asked), path
        assert "21.594" not in words(asked) and 'name="near"' not in words(asked), path
        posted = client.post(path, data={"near": "21.594,105.848"})
        assert "Khoảng cách tính từ vị trí của bạn" in words(posted), path
        assert posted.headers["Cache-Control"] == "no-store", path
        assert not re.search(r'(href|action)="[^"]*21\.594', words(posted)), path
        typed = words(client.get(path, query_string={"at": "tan cuong, thai nguyen"}))
        assert "Khoảng cách tính từ giữa" in typed, path
    kept = Page(words(client.post("/map", data={"near": "21.594,105.848"})))
    (form,) = [each for each in kept.all("form") if each.get("id") == "map-form"]
    assert form.get("method") == "post"  # pressing again sends the position as it came


def test_the_products_page_itself_lists_the_shops_nearest_to_its_producer(session, client):
    product = make_product(session)  # made in Tân Cương
    shops = [make_place(session, kind="market", name=f"Chợ số {n}", lat=21.5 + n / 20, lon=105.75) for n in range(6)]
    for shop in reversed(shops):
        make_listing(session, product, shop)
    make_listing(session, product, outlet="WinMart", kind="supermarket")
    page = words(client.get(f"/products/{product.slug}")).split("Mua ở đâu</h2>")[1]
    listed = [f"Chợ số {n}" for n in range(6) if f"Chợ số {n}" in page]
    assert len(listed) == 4 and "Chợ số 5" not in listed
    assert "Xem cả 7 nơi bán" in page and "/where-to-buy" in page
    none = make_product(session)
    assert "Chưa có nơi bán nào được cán bộ kiểm tra" in words(client.get(f"/products/{none.slug}"))


def test_a_shop_far_away_stays_in_the_list_of_a_product(session, client):
    product = make_product(session)
    make_listing(session, product, make_place(session, kind="market", name="Chợ gần", lat=21.55, lon=105.75))
    make_listing(session, product, make_place(session, kind="market", name="Chợ Tiểu Cần", commune="29341"))
    page = words(client.get(f"/products/{product.slug}/where-to-buy?at=tan+cuong,+thai+nguyen"))
    assert page.index("Chợ gần") < page.index("Chợ Tiểu Cần")


def test_buyers_read_what_was_verified_and_runs_today_nearest_first(session, client, freeze):
    product = make_product(session)
    far = make_place(session, kind="market", name="Chợ xa", lat=21.9, lon=105.8)
    near = make_place(session, kind="market", name="Chợ gần", lat=21.55, lon=105.75)
    make_place(session, kind="supermarket", name="Siêu thị nhánh", chain="WinMart", lat=21.6, lon=105.8)
    make_listing(session, product, far)
    make_listing(session, product, near)
    make_listing(session, product, outlet="winmart", kind="supermarket")
    make_listing(session, product, make_place(session, kind="market", name="Chợ chưa"), verified=False)
    make_listing(session, product, make_place(session, kind="market", name="Chợ cũ"), to_day=date(2025, 2, 1))
    page = words(client.get(f"/products/{product.slug}/where-to-buy?at=tan+cuong,+thai+nguyen"))
    assert page.index("Chợ gần") < page.index("Siêu thị nhánh") < page.index("Chợ xa")
    assert "Chợ chưa" not in page and "Chợ cũ" not in page
    assert "where-to-buy" in words(client.get(f"/products/{product.slug}"))


def test_a_place_tells_its_facts(session, client):
    market = make_place(session, kind="market")
    record_work(session, place_id=market.id, kind="new", done_on=date(2025, 12, 31), amount=5_000_000, **by())
    record_management(session, place_id=market.id, before="board", after="enterprise", changed_on=TODAY, **by())
    shop = make_place(session, kind="supermarket")
    survey = {"surveyed_on": TODAY, "method": "lines", "home": 9, "whole": 10, "qualifier": "khoang"}
    record_share(session, place_id=shop.id, **survey, **by())
    village, producer = make_place(session), make_producer(session)
    add_place_member(session, place_id=village.id, producer_id=producer.id, valid_from=TODAY, **by())
    assert "5.000.000 đồng" in words(client.get(f"/places/{market.slug}"))
    assert "khoảng 90 %" in words(client.get(f"/places/{shop.slug}"))
    assert producer.name in words(client.get(f"/places/{village.slug}"))


@pytest.mark.parametrize("view", ["list", "table"])
def test_the_number_of_statements_does_not_grow_with_the_places(session, client, view):
    def asked() -> int:
        with statements() as seen:
            client.get(f"/map?province=19&view={view}")
            client.post("/map", data={"near": "21.594,105.848", "view": view})
        return len(seen)

    make_place(session, kind="market")
    asked()
    few = asked()
    for number in range(40):
        make_place(session, name=f"Nơi {number}", commune="05503" if number % 2 else "05500")
    assert asked() == few


def test_the_number_of_statements_does_not_grow_with_the_shops_of_a_product(session, client):
    product = make_product(session)

    def asked() -> int:
        with statements() as seen:
            client.get(f"/products/{product.slug}")
            client.get(f"/products/{product.slug}/where-to-buy?at=tan+cuong,+thai+nguyen")
        return len(seen)

    make_listing(session, product, make_place(session, kind="market"))
    asked()
    few = asked()
    for number in range(20):
        make_listing(session, product, make_place(session, kind="market", name=f"Chợ {number}"))
    make_listing(session, product, outlet="WinMart", kind="supermarket")
    assert asked() <= few


def test_a_producers_word_waits_for_an_officer_of_its_place(session, officer_client):
    product = make_product(session)
    listing = list_product(session, product_id=product.id, outlet="WinMart", kind="supermarket",
                           from_day=TODAY, actor=SYSTEM, now=by()["now"])  # fmt: skip
    away = officer_client("chuyen_vien", unit=make_unit(session, kind="so_cong_thuong", areas=[unit(session, "86").id]))
    assert away.post(f"/desk/listings/{listing.id}", data={"step": "verify"}).status_code == 404
    home = officer_client("chuyen_vien", unit=make_unit(session, kind="so_cong_thuong", areas=[unit(session, "19").id]))
    assert "WinMart" in words(home.get("/desk/listings"))
    assert home.post(f"/desk/listings/{listing.id}", data={"step": "refuse"}).status_code == 422
    assert home.post(f"/desk/listings/{listing.id}", data={"step": "verify"}).status_code == 303
    assert session.scalar(select(Listing.state)) == "verified"
    table = home.get("/desk/ready-goods.csv")
    assert table.status_code == 200 and "hang-san-sang.csv" in table.headers["Content-Disposition"]


PLACE = {"kind": "market", "name": "Chợ Mẫu", "address": "xóm Mẫu", "known_on": "01/01/2025", "version": "1"}


def test_an_officer_writes_places_of_the_own_communes_and_the_second_writer_is_told(session, officer_client):
    home = officer_client("chuyen_vien", unit=make_unit(session, kind="so_cong_thuong", areas=[unit(session, "19").id]))
    assert home.get("/desk/places/new").status_code == 200
    commune = "xã Tân Cương, tỉnh Thái Nguyên"
    assert home.post("/desk/places/new", data={**PLACE, "commune": "Tiểu Cần, Vĩnh Long"}).status_code == 422
    assert home.post("/desk/places/new", data={**PLACE, "known_on": "hôm qua", "commune": commune}).status_code == 422
    place = make_place(session, kind="market", name="Chợ cũ")
    away = make_place(session, kind="market", commune="29341")
    assert home.get(f"/desk/places/{away.id}").status_code == 404
    assert home.get(f"/desk/places/{place.id}").status_code == 200
    assert home.post(f"/desk/places/{place.id}", data={**PLACE, "trade": "chè"}).status_code == 303
    late = home.post(f"/desk/places/{place.id}", data={**PLACE, "trade": "gạo"})
    assert late.status_code == 409 and "gạo" in words(late) and "chè" in words(late)
    assert home.get("/desk/places/import").status_code == 200
