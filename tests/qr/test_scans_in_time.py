"""What time does: old scans become counts, secrets change by quarter; who hears of a first scan; sums of producers."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from core.actor import SYSTEM
from core.config import settings
from core.db import committing
from core.keys import current_key
from qr import actions
from qr.actions.folding import fold_scans
from qr.actions.tending import forget_old_scans, renew_device_secret, tend_alerts
from qr.models import CodeScore, Scan, ScanDay
from qr.queries.producer_scans import LEAST, _lines
from registry.actions.producers import add_member
from registry.models import ProducerNotice
from tests.factories import scan_traces
from tests.factories.printing import put_good_check
from tests.factories.qr import NOW, make_goods
from tests.factories.scans import put_scans, put_trace, spread

BROWSER = {"Accept": "text/html", "User-Agent": "Mozilla/5.0 (Linux; Android 14) Chrome/120.0 Mobile"}
BY = {"actor": SYSTEM, "now": NOW}


@pytest.fixture(autouse=True)
def held_clock(freeze):
    freeze(NOW)


def fold(at=NOW) -> None:
    with committing() as current:
        fold_scans(current, folder=Path(settings().journal_dir), now=at)


def heading(client, goods) -> str:
    page = client.get(goods.item(), headers=BROWSER).get_data(as_text=True)
    return re.search(r"<h1>(.*?)</h1>", page, re.S)[1]


def test_scans_older_than_180_days_go_and_their_counts_stay(session):
    goods = make_goods(session)
    put_scans(goods, spread(["19"] * 4))
    fold()
    forget_old_scans(session, {}, NOW + timedelta(days=178, minutes=1))
    assert session.scalar(select(func.count()).select_from(Scan)) == 2
    assert session.scalar(select(func.sum(ScanDay.count))) == 4


def test_the_device_secret_changes_by_quarter_and_only_then(session):
    first = current_key(session, "device")
    renew_device_secret(session, {}, NOW)
    assert current_key(session, "device") == first
    renew_device_secret(session, {}, datetime(2026, 12, 31, 16, 59, tzinfo=UTC))
    assert current_key(session, "device") == first
    renew_device_secret(session, {}, datetime(2026, 12, 31, 17, 0, tzinfo=UTC))
    later = current_key(session, "device")
    assert later.secret != first.secret
    renew_device_secret(session, {}, datetime(2027, 2, 1, tzinfo=UTC))


@pytest.mark.parametrize("make", [scan_traces.viral, scan_traces.rival])
def test_neither_a_viral_photo_nor_a_rival_reaches_the_public(client, session, make):
    goods = make_goods(session)
    put_trace(goods, make(scan_traces.World(37)))
    fold()
    with committing() as current:
        tend_alerts(current, {}, NOW + timedelta(days=3))
    score = session.scalars(select(CodeScore)).one()
    assert score.state in ("open", "watch")
    assert heading(client, goods) == "Mã đúng. Sản phẩm đã đăng ký."


@pytest.fixture
def maker(officer_client, session):
    """A signed-in producer of some goods: `maker(goods)`."""

    def signed_in(goods):
        browser = officer_client("producer", unit_kind="producer")
        add_member(session, producer_id=goods.product.producer_id, user_id=browser.user.id, **BY)
        return browser

    return signed_in


def test_the_first_scan_of_an_inactive_label_tells_its_producer_once_who_activates_with_one_tap(client, session, maker):
    goods = make_goods(session, state="printed")
    assert heading(client, goods) == "Cơ sở chưa báo đã dán tem này."
    client.get(goods.item(goods.serials[1]), headers=BROWSER)
    fold()
    client.get(goods.item(goods.serials[2]), headers=BROWSER)
    fold()
    notice = session.scalars(select(ProducerNotice)).one()
    assert notice.link == f"/producer/codes/{goods.batch.batch_id}/activate"
    session.commit()
    other = make_goods(session, state="printed")
    assert maker(other).get(notice.link).status_code == 404
    producer = maker(goods)
    assert "3" in producer.get(notice.link).get_data(as_text=True)
    put_good_check(session, goods)
    assert producer.post(notice.link).status_code == 303
    assert heading(client, goods) == "Mã đúng. Sản phẩm đã đăng ký."
    assert "Không còn tem nào chờ kích hoạt" in producer.get(notice.link).get_data(as_text=True)
    assert producer.post(notice.link).status_code == 409


def test_one_tap_never_brings_back_what_was_reported_lost(session, maker):
    goods = make_goods(session, state="printed")
    actions.report_stolen(session, batch_id=goods.batch.batch_id, reason="mất", **BY)
    session.commit()
    put_good_check(session, goods)
    assert maker(goods).post(f"/producer/codes/{goods.batch.batch_id}/activate").status_code == 409


def test_producers_read_sums_of_five_or_more_of_their_own_goods_and_no_single_scan(session, maker):
    goods, other = make_goods(session), make_goods(session)
    put_scans(goods, [(0, "19", True, f"p{n}", f"n{n}") for n in range(7)])
    put_scans(goods, [(0, "01", True, f"q{n}", f"m{n}") for n in range(3)])
    put_scans(other, [(0, "79", True, f"r{n}", f"o{n}") for n in range(9)])
    fold()
    page = maker(goods).get("/producer/scans").get_data(as_text=True)
    assert "Chè búp mẫu" in page and "10" in page and "Hồ Chí Minh" not in page
    rows = re.findall(r"<tr><td>([^<]*)</td><td class=\"num\">([^<]*)</td>", page)
    assert ("Thái Nguyên", "&lt;5") in rows and ("Hà Nội", "&lt;5") in rows


def test_a_hidden_line_cannot_be_had_by_subtraction():
    shown = {row.name: row.count for row in _lines([("a", 20), ("b", 6), ("c", 2)])}
    assert shown == {"a": 20, "b": None, "c": None}
    assert {row.name: row.count for row in _lines([("a", 20), ("b", LEAST)])} == {"a": 20, "b": 5}
    assert [row.count for row in _lines([("a", 3), ("b", 3)])] == [None, None]
