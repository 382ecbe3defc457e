"""The one read, the batches and the folding on PostgreSQL."""

import pytest

from core.db import committing, db
from tests.factories.qr import make_goods
from tests.qr.test_scan_page import BROWSER, heading
from tests.qr.test_scans import counted, fold


@pytest.mark.services
def test_a_code_is_issued_scanned_and_counted_on_postgresql(app_on, postgres_url):
    app = app_on(database_url=postgres_url)
    client = app.test_client()
    with app.app_context():
        with committing() as current:
            goods = make_goods(current, count=4)
        paths = [goods.item(), f"/c/{goods.serial}", f"/p/{goods.code}/l/tc-2611", f"/01/{goods.gtin}"]
        said = [heading(client.get(path, headers=BROWSER)).split(".")[0] for path in paths]
        assert said == ["Mã đúng", "Mã đúng", "Mã lô đúng", "Mã sản phẩm đúng"]
        assert heading(client.get(goods.item("7k3m9q2xw4pd"), headers=BROWSER)).startswith("Tem này không phải")
        fold(db.session)
        assert counted(db.session)[1] == 4
