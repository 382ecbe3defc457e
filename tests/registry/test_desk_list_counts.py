"""Lists at both desks ask the database as often for many rows as for few."""

import re

import pytest

from areas.queries import get_unit_by_code
from core import clock
from core.actor import SYSTEM
from registry import actions
from tests.complaints.desk.test_doors import count_statements
from tests.factories.accounts import make_unit
from tests.factories.lists import award, make_exchange, make_industrial, make_link, make_seller, make_trusted
from tests.factories.registry import make_producer, make_product

DESK = (
    "/desk/lists", "/desk/online-sellers", "/desk/shop-links", "/desk/exchanges", "/desk/imports", "/desk/exports",
    "/desk/products", "/desk/producers",
)  # fmt: skip
OWN = ("/producer/shop-links", "/producer/imports", "/producer/exports")


@pytest.fixture
def officer(session, officer_client):
    home = make_unit(session, kind="so_cong_thuong", areas=[get_unit_by_code(session, "19", clock.today()).id])
    return officer_client("chuyen_vien", unit=home)


@pytest.fixture
def maker(session, officer_client):
    browser = officer_client("producer", unit_kind="producer")
    browser.producer = make_producer(session)
    step = {"actor": SYSTEM, "now": clock.now()}
    actions.add_member(session, producer_id=browser.producer.id, user_id=browser.user.id, **step)
    return browser


def fill(session, times: int, producer=None) -> None:
    """Rows of every list, each of a producer of its own unless one is given."""
    for _each in range(times):
        owner = producer or make_producer(session)
        award(session, make_product(session, producer=owner))
        make_product(session, producer=owner, state="submitted")
        make_link(session, owner)
        make_link(session, owner, verified=False)
        make_trusted(session)
        make_industrial(session)
        make_seller(session)
        if producer is None:
            make_exchange(session)
    session.commit()


def asked(browser, path: str) -> int:
    """How often a page asks the database, once it is warm."""
    assert browser.get(path).status_code == 200
    return count_statements(lambda: browser.get(path))


@pytest.mark.parametrize("path", ["/producer", *OWN])
def test_one_tab_of_the_desk_is_the_present_one(maker, path):
    html = maker.get(path).get_data(as_text=True)
    nav = html[html.index('class="bar-tabs"') :]
    found = re.findall(r'<a href="([^"]*)" aria-current="page"', nav[: nav.index("</nav>")])
    assert len(found) == 1 and path.startswith(found[0])


def test_lists_of_the_desk_ask_as_often_for_many_rows_as_for_few(session, officer):
    fill(session, 1)
    few = {path: asked(officer, path) for path in DESK}
    fill(session, 5)
    assert {path: asked(officer, path) for path in DESK} == few


def test_lists_of_a_producer_ask_as_often_for_many_rows_as_for_few(session, maker):
    fill(session, 1, maker.producer)
    few = {path: asked(maker, path) for path in OWN}
    fill(session, 5, maker.producer)
    assert {path: asked(maker, path) for path in OWN} == few
