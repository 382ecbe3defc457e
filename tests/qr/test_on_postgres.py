"""The one read, the batches and the folding on PostgreSQL."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from core.actor import SYSTEM
from core.db import committing, db
from qr.actions.deciding import confirm_copied
from qr.actions.tending import forget_old_scans, tend_alerts
from qr.models import CodeScore
from qr.queries.alerts import list_alerts
from qr.queries.producer_scans import sum_scans
from qr.serials import Opened
from tests.factories.qr import NOW, make_goods, place_of_goods
from tests.factories.scans import put_scans, spread
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
        assert [heading(client.get(path, headers=BROWSER)).split(".")[0] for path in paths] == said  # as they are held
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
        db.session.execute(text(others))  # the connection of the hot read is cut, and opened anew
        assert heading(client.get(paths[0], headers=BROWSER)).startswith("Mã đúng")


@pytest.mark.services
def test_scores_alerts_and_sums_on_postgresql(app_on, postgres_url, freeze):
    freeze(NOW)
    app = app_on(database_url=postgres_url)
    with app.app_context():
        with committing() as current:
            goods = make_goods(current)
        put_scans(goods, spread(["19", "01", "19", "48", "79", "01"], said=True))
        fold(db.session)
        score = db.session.get(CodeScore, (goods.batch.generation, goods.batch.first_number))
        assert (score.level, score.state, score.said_provinces) == ("red", "open", 4)
        communes = {place_of_goods(db.session).id}
        assert [row.serial for row in list_alerts(db.session, commune_ids=communes)] == [goods.serial]
        days = {"first": NOW.date() - timedelta(days=30), "last": NOW.date()}
        sums = sum_scans(db.session, goods.product.producer_id, names={}, **days)
        assert sums.total == 6
        with committing() as current:
            how = {"code": Opened(score.generation, score.number), "reason": "rõ", "version": score.version}
            confirm_copied(current, authority="Sở", actor=SYSTEM, now=NOW, **how)
        assert heading(app.test_client().get(goods.item(), headers=BROWSER)).startswith("Cẩn thận")
        tend_alerts(db.session, {}, NOW)
        forget_old_scans(db.session, {}, NOW)
