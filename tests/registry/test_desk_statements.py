"""The desk's lists ask the database the same number of statements, however many rows they show."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from sqlalchemy import event

from areas.queries import get_unit_by_code
from core import clock
from core.actor import Actor
from core.db import db
from registry.actions.applications import file_application
from registry.actions.decisions import return_product
from tests.factories.accounts import make_unit
from tests.factories.desk import own_facility, sent_product
from tests.factories.registry import make_lot, make_producer, make_product

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
OFFICER = Actor("officer", None, "chuyen_vien")


@pytest.fixture(autouse=True)
def on_a_day(freeze):
    freeze(NOW)


@contextmanager
def statements() -> Iterator[list[str]]:
    """Every statement that the database is asked meanwhile."""
    asked: list[str] = []
    note = lambda *call: asked.append(call[2])  # noqa: E731 - a listener of these tests alone
    event.listen(db.engine, "before_cursor_execute", note)
    yield asked
    event.remove(db.engine, "before_cursor_execute", note)


def asked_for(session, browser, path) -> int:
    """How many statements a page takes once the browser was seen."""
    session.commit()
    browser.get(path)
    with statements() as asked:
        assert browser.get(path).status_code == 200
    return len(asked)


def test_the_queue_of_applications_asks_as_much_for_one_as_for_forty(session, officer_client):
    area = get_unit_by_code(session, "19", clock.today())
    officer = officer_client("chuyen_vien", unit=make_unit(session, kind="so_cong_thuong", areas=[area.id]))
    maker = Actor("producer", None, "producer")
    few = None
    for _ in range(2):
        for _more in range(1 if few is None else 40):
            producer = make_producer(session, approved=False)
            file_application(session, kind="producer", producer=producer, actor=maker, now=NOW)
            product = make_product(session, producer=producer, state="draft")
            file_application(session, kind="product", producer=producer, product=product, actor=maker, now=NOW)
        found = asked_for(session, officer, "/desk/applications")
        few = found if few is None else few
    assert found == few


def test_the_tasks_of_a_producer_ask_as_much_for_one_product_as_for_many(session, officer_client):
    maker = officer_client("producer", unit_kind="producer")
    own = own_facility(session, maker)
    few = None
    for _ in range(2):
        for _more in range(1 if few is None else 15):
            returned = sent_product(session, own, maker.user)
            return_product(
                session, product_id=returned.id, notes={"standard": "Ghi số công bố"}, actor=OFFICER, now=NOW
            )
            make_lot(session, make_product(session, producer=own))
            make_product(session, producer=own, state="draft")
        found = asked_for(session, maker, "/producer")
        few = found if few is None else few
    assert found == few
