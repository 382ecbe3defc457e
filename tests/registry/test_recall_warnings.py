"""A recall is a public warning from the hour it is written down until it ends."""

from datetime import timedelta

import pytest

from areas.queries import get_unit_by_code
from core import clock
from core.actor import SYSTEM
from core.errors import Conflict
from registry import actions
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
    address = f"/desk/products/{product.id}/recall"
    assert officer.post(address, data=WHY | {"lot": str(lot.id)}).status_code == 303
    row, recall = session.query(PublicWarning).one(), session.query(Recall).one()
    assert row.title == f"Thu hồi {product.name}, lô TC-7" and row.recall_id == recall.id
    told = places_of(client, product, lot)
    assert all(row.title in told[name] for name in ("list", "feed", "home"))
    assert all("Chai hở nắp" in told[name] for name in ("scan", "product", "feed"))
    assert "Chai hở nắp" in words(client.get(f"/warnings/{row.slug}"))
    assert officer.post(f"/desk/warnings/{row.id}/end", data={"reason": "x"}).status_code == 409
    assert "Đang thu hồi" in words(officer.get(address + "?lang=vi"))
    assert officer.post(f"/desk/products/{product.id}/recalls/{recall.id}/end").status_code == 303
    after = places_of(client, product, lot)
    assert all("Chai hở nắp" not in after[name] for name in ("scan", "product", "feed"))
    assert row.title in after["list"] and row.title not in after["feed"] + after["home"]
    assert session.get(PublicWarning, row.id).state == "ended"
    assert officer.post(f"/desk/products/{product.id}/recalls/{recall.id}/end").status_code == 404


def test_every_lot_called_back_is_one_warning_of_the_product(session):
    product = make_product(session)
    make_lot(session, product)
    recall = actions.recall_lot(session, product_id=product.id, lot_id=None, **WHY, actor=SYSTEM, now=clock.now())
    row = session.query(PublicWarning).one()
    assert (row.title, row.lot_id) == (f"Thu hồi {product.name}, mọi lô", None)
    with pytest.raises(Conflict):
        end_warning(session, warning_id=row.id, reason="xong", actor=SYSTEM, now=clock.now())
    later = clock.now() + timedelta(days=1)
    actions.end_recall(session, recall_id=recall.id, actor=SYSTEM, now=later)
    assert (row.state, row.ended_at) == ("ended", later)


def test_another_provinces_officer_ends_no_recall(session, officer_client):
    product = make_product(session)
    recall = actions.recall_lot(session, product_id=product.id, lot_id=None, **WHY, actor=SYSTEM, now=clock.now())
    areas = [get_unit_by_code(session, "01", clock.today()).id]
    stranger = officer_client("chuyen_vien", unit=make_unit(session, kind="so_cong_thuong", areas=areas))
    assert stranger.post(f"/desk/products/{product.id}/recalls/{recall.id}/end").status_code == 404
    assert session.get(Recall, recall.id).ended_on is None
