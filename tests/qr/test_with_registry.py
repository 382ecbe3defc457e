"""What the registry writes is what the scan reads, from registering a product to recalling its lot."""

from datetime import date

import pytest

from core import clock
from core.actor import SYSTEM
from qr import actions, serials
from qr.queries.labels import list_labels
from registry import actions as registry
from registry.codes import make_product_code
from tests.factories.registry import make_lot, make_product, recognise
from tests.qr.test_scan_page import BROWSER, heading


@pytest.fixture
def printed(session):
    """A product of the registry, its lot and the paths of its three active codes."""
    product = make_product(session)
    recognise(session, product)
    lot = make_lot(session, product)
    batch = actions.issue_codes(session, lot_id=lot.id, count=3, actor=SYSTEM, now=clock.now())
    actions.activate_codes(session, batch_id=batch.batch_id, actor=SYSTEM, now=clock.now())
    paths = [label.link for label in list_labels(session, batch.batch_id, public_url="")]
    return product, lot, paths


def test_a_product_without_gtin_is_printed_with_its_own_code_and_scanned(client, printed):
    product, lot, paths = printed
    assert paths[0].startswith(f"/p/{product.code}/i/")
    response = client.get(paths[0], headers=BROWSER)
    assert heading(response) == "Mã đúng. Sản phẩm đã đăng ký."
    words = response.get_data(as_text=True)
    assert product.name in words and lot.number in words and "OCOP" in words
    assert heading(client.get(f"/p/{product.code}/l/{lot.number.lower()}", headers=BROWSER)).startswith("Mã lô đúng")


def test_a_gtin_given_later_answers_beside_the_printed_code(client, session, printed):
    product, _, paths = printed
    gtin = "8934588012228"
    registry.add_gtin(session, product_id=product.id, gtin=gtin, actor=SYSTEM, now=clock.now())
    for path in (paths[0], f"/01/0{gtin}", f"/01/0{gtin}/21/{paths[0].rsplit('/', 1)[1]}"):
        assert client.get(path, headers=BROWSER).status_code == 200, path


def test_a_recalled_lot_and_a_suspended_product_say_so(client, session, printed):
    product, lot, paths = printed
    how = {"actor": SYSTEM, "now": clock.now()}
    registry.suspend_product(session, product_id=product.id, reason="hồ sơ sai", **how)
    assert heading(client.get(paths[0], headers=BROWSER)) == "Đăng ký của sản phẩm đã hết hiệu lực."
    registry.recall_lot(
        session,
        product_id=product.id,
        lot_id=lot.id,
        on=date(2026, 11, 1),
        authority="Chi cục QLTT",
        reason="nhãn sai",
        **how,
    )
    assert heading(client.get(paths[0], headers=BROWSER)) == "Đang bị thu hồi. Không dùng, không bán."


def test_both_rooms_mean_the_same_by_a_product_code():
    for _ in range(50):
        code = make_product_code()
        assert serials.check_product_code(code.upper()) == code
