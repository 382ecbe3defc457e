"""A recall is a public warning from the hour it is written down until it ends."""

from datetime import timedelta

import pytest

from areas.queries import get_unit_by_code
from core import clock
from core.actor import SYSTEM
from core.errors import Conflict
from registry.actions.recalls import finish_recall, start_recall
from registry.actions.warnings import end_warning
from registry.models import PublicWarning, Recall
from tests.factories.accounts import make_unit
from tests.factories.registry import make_lot, make_producer, make_product

WHY = {"reason": "Chai hở nắp", "authority": "Chi cục mẫu", "decision_number": "12/QĐ"}


def words(response) -> str:
    return response.get_data(as_text=True)


@pytest.fixture
def officer(session, officer_client):
    areas = [get_unit_by_code(session, "19", clock.today()).id]
    return officer_client("chuyen_vien", unit=make_unit(session, kind="so_cong_thuong", areas=areas))


def places_of(client, product, lot) -> dict[str, str]:
    """Each page where a buyer may meet the recall."""
    paths = {"scan": f"/p/{product.code}/l/{lot.number}", "product": f"/products/{product.slug}/lots/{lot.number}",
             "list": "/warnings", "feed": "/warnings/feed.xml", "home": "/"}  # fmt: skip
    return {name: words(client.get(path, headers={"Accept": "text/html"})) for name, path in paths.items()}


def test_a_recall_is_told_everywhere_until_it_ends(session, client, officer):
    product = make_product(session, producer=make_producer(session))
    lot = make_lot(session, product, number="TC-7")
    address = f"/desk/recalls/new/{product.id}?lot={lot.id}"
    assert officer.post(address, data=WHY).status_code == 303
    row, recall = session.query(PublicWarning).one(), session.query(Recall).one()
    assert row.title == f"Thu hồi: {product.name}, lô TC-7" and row.recall_id == recall.id
    told = places_of(client, product, lot)
    assert all(row.title in told[name] for name in ("list", "feed", "home"))
    assert all("Chai hở nắp" in told[name] for name in ("scan", "product", "feed"))
    assert "Chai hở nắp" in words(client.get(f"/warnings/{row.slug}"))
    assert officer.post(f"/desk/warnings/{row.id}/end", data={"reason": "x"}).status_code == 409
    assert f"/desk/recalls/{recall.id}" in words(officer.get(f"/desk/warnings/{row.id}"))
    over = {"decision_number": "13/QĐ", "reason": "Đã thu đủ"}
    assert officer.post(f"/desk/recalls/{recall.id}/end", data=over).status_code == 303
    after = places_of(client, product, lot)
    assert all("Chai hở nắp" not in after[name] for name in ("scan", "product", "feed"))
    assert row.title in after["list"] and row.title not in after["feed"] + after["home"]
    assert "Đã thu đủ" in words(client.get(f"/warnings/{row.slug}"))


def test_the_warning_of_a_recall_ends_with_the_recall_alone(session):
    product = make_product(session)
    make_lot(session, product)
    recall = start_recall(session, product_id=product.id, lot_id=None, **WHY, actor=SYSTEM, now=clock.now())
    row = session.query(PublicWarning).one()
    assert (row.title, row.lot_id, row.kind_code) == (f"Thu hồi: {product.name}", None, product.kind_code)
    with pytest.raises(Conflict):
        end_warning(session, warning_id=row.id, reason="xong", actor=SYSTEM, now=clock.now())
    later, over = clock.now() + timedelta(days=1), {"decision_number": "13/QĐ", "reason": "Đã thu đủ"}
    finish_recall(session, recall_id=recall.id, **over, actor=SYSTEM, now=later)
    assert (row.state, row.ended_at, row.end_reason) == ("ended", later, "Đã thu đủ")
