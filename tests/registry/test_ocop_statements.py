"""OCOP lists need as many statements for many rows in many communes as for a few."""

from datetime import UTC, date, datetime

import pytest

from areas.queries import get_unit_by_code, list_communes, list_successors
from core import clock
from registry.actions.producers import add_member
from tests.complaints.desk.test_doors import count_statements
from tests.factories.accounts import make_unit
from tests.factories.ocop import PROVINCE, make_application
from tests.factories.registry import make_producer, make_product, recognise

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
BEFORE, HANOI = date(2025, 6, 30), "01"


@pytest.fixture(autouse=True)
def on_a_day(freeze):
    freeze(NOW)


@pytest.fixture
def fill(session):
    """Add certificates and applications in other communes each time: of today, and former ones that were divided."""
    hanoi = get_unit_by_code(session, HANOI, BEFORE)
    became = list_successors(session, [each.id for each in list_communes(session, hanoi.id, BEFORE)], clock.today())
    divided = [commune_id for commune_id, units in became.items() if len(units) > 1]
    today = [each.id for each in list_communes(session, hanoi.id, clock.today())]
    waiting = iter([each for pair in zip(today, divided, strict=False) for each in pair])

    def add(count: int) -> None:
        for _number in range(count):
            producer = make_producer(session, commune_id=next(waiting))
            recognise(session, make_product(session, producer=producer))
            make_application(session, make_product(session, producer=producer))
        session.commit()

    return add


@pytest.mark.parametrize(
    "path",
    [
        "/ocop", "/ocop?state=expired&on=01/01/2030", "/ocop?place=01&stars=4", "/desk/ocop", "/desk/ocop?state=filed",
        "/desk/ocop/certificates", "/desk/ocop/certificates?place=01", "/desk/ocop/certificates.csv",
    ],
)  # fmt: skip
def test_many_rows_in_many_communes_need_no_more_statements(session, fill, officer_client, path):
    areas = [get_unit_by_code(session, HANOI, clock.today()).id]
    officer = officer_client("chuyen_vien", unit=make_unit(session, kind="so_nnmt", areas=areas))
    fill(4)
    officer.get(path)
    few = count_statements(lambda: officer.get(path))
    fill(20)
    assert count_statements(lambda: officer.get(path)) <= few <= 34


def test_a_producers_own_list_needs_no_more_statements(session, officer_client):
    browser = officer_client("producer", unit_kind="producer")
    producer = make_producer(session)
    add_member(session, producer_id=producer.id, user_id=browser.user.id, actor=PROVINCE, now=NOW)

    def add() -> None:
        for _number in range(6):
            recognise(session, make_product(session, producer=producer))
            make_application(session, make_product(session, producer=producer))
        session.commit()

    add()
    browser.get("/producer/ocop")
    few = count_statements(lambda: browser.get("/producer/ocop"))
    add()
    assert count_statements(lambda: browser.get("/producer/ocop")) <= few <= 20
