"""The list of products: filters, order, suggestions, and as many statements for many rows as for few."""

import pytest
from sqlalchemy import event

from core.db import db
from registry.models import Certificate
from tests.factories.registry import make_producer, make_product, recognise


def statements_of(client, path: str) -> list[str]:
    said: list[str] = []

    def listen(_connection, _cursor, statement, *_rest) -> None:
        said.append(statement)

    event.listen(db.engine, "before_cursor_execute", listen)
    assert client.get(path).status_code == 200
    event.remove(db.engine, "before_cursor_execute", listen)
    return said


def test_a_long_list_asks_the_database_no_more_than_a_short_one(session, client):
    make_product(session, name="Chè một")
    session.commit()
    client.get("/products?q=che")
    few = len(statements_of(client, "/products?q=che"))
    for number in range(20):
        make_product(session, name=f"Chè {number}", producer=make_producer(session))
    session.commit()
    assert len(statements_of(client, "/products?q=che")) == few


def test_filters_and_order_stand_in_the_address_and_on_the_page(session, client):
    tea, honey = make_product(session, name="Chè ướp"), make_product(session, name="An mật ong", kind_code="mat_ong")
    recognise(session, tea)
    session.add(Certificate(product_id=honey.id, name="VietGAP"))
    page = client.get("/products?certificate=VietGAP").get_data(as_text=True)
    assert honey.slug in page and f"/products/{tea.slug}" not in page
    by_name = client.get("/products?sort=name&lang=en").get_data(as_text=True)
    assert by_name.index(honey.slug) < by_name.index(tea.slug)
    by_stars = client.get("/products?sort=stars").get_data(as_text=True)
    assert by_stars.index(tea.slug) < by_stars.index(honey.slug)


@pytest.mark.parametrize(
    "query", ["q=%00", "q=" + "x" * 5000, "sort=khac", "certificate=%27", "stars=99999&place=zz", "group=7", "page=0"]
)
def test_odd_questions_get_a_page(session, client, query):
    make_product(session)
    assert client.get(f"/products?{query}").status_code == 200
    assert client.get(f"/products/suggest?{query}").status_code == 200


def test_names_are_suggested_while_somebody_types(session, client):
    make_product(session, name="Cà phê Đắk Lắk")
    make_product(session, name="Cam sành", state="draft")
    (found,) = client.get("/products/suggest?q=ca+ph").json
    assert (found["name"], found["path"]) == ("Cà phê Đắk Lắk", "/products/ca-phe-dak-lak")
    assert client.get("/products/suggest?q=cam").json == client.get("/products/suggest").json[1:] == []


def test_a_product_may_be_called_like_a_page_of_ours(session, client):
    product = make_product(session, name="Suggest")
    assert product.slug == "suggest-2"
    assert client.get("/products/suggest-2").status_code == 200
