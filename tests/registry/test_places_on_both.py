"""Places, boxes, listings and exports give the same on SQLite and on PostgreSQL."""

from datetime import date

import pytest
from sqlalchemy import select

from core import clock
from core.db import db
from core.errors import Conflict
from core.sheets import write_csv
from registry.actions.listings import state_capacity
from registry.actions.place_facts import add_place_member, record_share, record_work
from registry.actions.place_import import import_places
from registry.actions.places import change_place
from registry.models import Listing, SalePoint
from registry.place_files import read_place_file
from registry.queries.listings import list_ready_goods, list_sold_at
from registry.queries.map import Sought, count_layers, find_spots
from registry.queries.outlets import list_where, list_where_made
from registry.queries.place_export import list_place_rows
from registry.queries.place_facts import list_written
from tests.factories.places import by, make_listing, make_place
from tests.factories.registry import commune_id, make_producer, make_product
from tests.installation import set_up

TODAY = date(2026, 11, 24)
HERE = (21.594, 105.848)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.services)])
def session(request, app_on):
    """A database of each kind with the reference rows."""
    app = app_on()
    if request.param == "postgresql":
        app = app_on(database_url=request.getfixturevalue("postgres_url"))
    else:
        set_up(app)
    with app.app_context():
        yield db.session()


def names(rows) -> list[str]:
    return [row.name for row in rows]


def test_near_a_point_the_box_holds_what_lies_within_and_the_nearest_is_first(session):
    make_place(session, name="Xa", lat=21.9, lon=105.8)
    make_place(session, name="Gần", lat=21.6, lon=105.85)
    make_place(session, name="Ở giữa xã")  # stands at the middle of its commune
    make_place(session, name="Quá xa", lat=20.9, lon=106.6)
    make_place(session, name="Đã đóng", lat=21.6, lon=105.85, closed_on=date(2026, 1, 1))
    found = find_spots(session, Sought(near=HERE), TODAY)
    assert names(found) == ["Gần", "Ở giữa xã", "Xa"] and found[0].km == pytest.approx(0.7, abs=0.2)
    assert [spot.is_exact for spot in found] == [True, False, True]
    assert "Quá xa" in names(find_spots(session, Sought(near=(10.0, 106.0)), TODAY))  # none so near: all


def test_words_layers_and_communes_narrow_and_are_counted(session):
    make_place(session, kind="market", name="Chợ Ba Hàng 100%")
    make_place(session, kind="market", name="Chợ Tiểu Cần", commune="29341")
    make_place(session, name="Làng nghề chè")
    assert names(find_spots(session, Sought(words="ba hang"), TODAY)) == ["Chợ Ba Hàng 100%"]
    assert names(find_spots(session, Sought(words="100%"), TODAY)) == ["Chợ Ba Hàng 100%"]
    assert find_spots(session, Sought(words="_____"), TODAY) == []
    home = frozenset({commune_id(session)})
    assert names(find_spots(session, Sought(layers=("market",), commune_ids=home), TODAY)) == ["Chợ Ba Hàng 100%"]
    assert count_layers(session, Sought(layers=("village",)), TODAY) == {"market": 2, "village": 1}
    assert find_spots(session, Sought(commune_ids=frozenset()), TODAY) == []


def test_listings_reach_places_and_the_branches_of_a_chain(session):
    product = make_product(session)
    market = make_place(session, kind="market", name="Chợ", lat=21.6, lon=105.85)
    branch = make_place(session, kind="supermarket", name="Nhánh", chain="WinMart", lat=21.7, lon=105.85)
    make_listing(session, product, market)
    make_listing(session, product, outlet="winmart", kind="supermarket")
    assert names(list_where(session, product.id, HERE, TODAY)) == ["Chợ", "Nhánh", "winmart"]
    assert set(names(list_where_made(session, product.id, commune_id(session), TODAY))) == {"Chợ", "Nhánh", "winmart"}
    assert [row[0].id for row in list_sold_at(session, branch, TODAY)] == [product.id]
    assert names(find_spots(session, Sought(product_id=product.id), TODAY)) == ["Chợ", "Nhánh"]


def test_ready_goods_and_facts_and_files_read_what_was_written(session):
    product, producer = make_product(session), make_producer(session)
    state_capacity(session, product_id=product.id, per_month=500, unit="hộp", **by())
    make_listing(session, product, outlet="BigC", kind="supermarket")
    (ready,) = list_ready_goods(session, clock.today())
    assert (ready.capacity.per_month, ready.is_listed) == (500, True)
    village = make_place(session, name="Làng", lat=21.5912347, lon=105.75, area_m2=125_000)
    add_place_member(session, place_id=village.id, producer_id=producer.id, valid_from=TODAY, **by())
    market = make_place(session, kind="market", name="Chợ")
    record_work(session, place_id=market.id, kind="new", done_on=TODAY, amount=8_620_000_000, **by())
    assert [row.amount for row in list_written(session, market.id)["works"]] == [8_620_000_000]
    rows = list_place_rows(session, {commune_id(session)}, TODAY)
    assert [row[1] for row in rows] == ["Tên", "Chợ", "Làng"] and (producer.tax_code or producer.name) in rows[2][-1]


def test_a_file_taken_along_comes_in_again_as_the_same(session, tmp_path):
    village = make_place(session, name="Làng", lat=21.5912347, lon=105.75, opened_on=date(2020, 3, 5))
    add_place_member(session, place_id=village.id, producer_id=make_producer(session).id, valid_from=TODAY, **by())
    file = tmp_path / "noi.csv"
    file.write_bytes(b"".join(write_csv(list_place_rows(session, {commune_id(session)}, TODAY))))
    with file.open("rb") as data:
        answers = import_places(session, read_place_file(data, "noi.csv"), source="thử", **by())
    assert [(answer.state, answer.words) for answer in answers] == [("same", "")]


def test_a_place_is_held_while_it_is_written_and_the_late_version_refused(session):
    shop = make_place(session, kind="supermarket")
    record_share(session, place_id=shop.id, surveyed_on=TODAY, method="lines", home=9, whole=10, version=1, **by())
    session.commit()
    with pytest.raises(Conflict):
        change_place(session, place_id=shop.id, version=1, trade="gạo", **by())
    assert change_place(session, place_id=shop.id, version=2, trade="gạo", **by()) == ["trade"]
    session.commit()
    assert session.scalar(select(SalePoint.version)) == 3 and session.scalar(select(Listing)) is None
