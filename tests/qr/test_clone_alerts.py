"""Alerts of codes: from scans to a decision, and what buyers, producers and officers see of them."""

import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event, func, select

from core import audit, clock
from core.actor import SYSTEM
from core.config import settings
from core.db import committing, db
from core.errors import Conflict
from qr.actions.deciding import clear_alert, confirm_copied, end_freeze, freeze_product
from qr.actions.folding import fold_scans
from qr.actions.scoring import score_codes
from qr.actions.signals import record_signal
from qr.actions.tending import tend_alerts
from qr.models import AlertStep, CodeScore, CopiedCode, Scan, ScanDay
from qr.queries.alerts import list_alerts
from qr.queries.scoring import weights_on
from qr.serials import Opened
from registry.models import ProducerNotice
from tests.factories.accounts import make_unit
from tests.factories.qr import NOW, make_goods, place_of_goods
from tests.factories.scans import put_scans, spread

BROWSER = {"Accept": "text/html", "User-Agent": "Mozilla/5.0 (Linux; Android 14) Chrome/120.0 Mobile"}
BY = {"actor": SYSTEM, "now": NOW}


@pytest.fixture(autouse=True)
def held_clock(freeze):
    freeze(NOW)


def code_of(goods) -> Opened:
    return Opened(goods.batch.generation, goods.batch.first_number)


def fold(at=NOW) -> None:
    with committing() as current:
        while fold_scans(current, folder=Path(settings().journal_dir), now=at):
            pass


def score_of(session, goods) -> CodeScore | None:
    session.expire_all()
    return session.get(CodeScore, code_of(goods))


def heading(client, goods) -> str:
    page = client.get(goods.item(), headers=BROWSER).get_data(as_text=True)
    return re.search(r"<h1>(.*?)</h1>", page, re.S)[1]


def test_an_honest_second_scan_leaves_no_score(session):
    goods = make_goods(session)
    put_scans(goods, spread(["19"] * 3))
    fold()
    assert session.scalar(select(func.count()).select_from(Scan)) == 3
    assert score_of(session, goods) is None


def test_many_provinces_and_phones_open_an_alert_and_tell_the_producer_but_no_buyer(client, session):
    goods = make_goods(session)
    put_scans(goods, spread(["19", "01", "19", "48", "79", "01"], said=True))
    fold()
    score = score_of(session, goods)
    assert (score.level, score.state, score.said_provinces) == ("red", "open", 4)
    assert score.due_at == NOW + timedelta(hours=1)
    notice = session.scalars(select(ProducerNotice)).one()
    assert notice.producer_id == goods.product.producer_id and "sao chép" in notice.subject
    assert heading(client, goods) == "Mã đúng. Sản phẩm đã đăng ký."


def test_only_a_confirmation_reaches_buyers_at_once_and_counts_only_said_provinces(client, session):
    goods = make_goods(session)
    put_scans(goods, spread(["19", "01", "48"], said=True) + spread(["79", "92", "31", "22"], start=9))
    fold()
    assert heading(client, goods) == heading(client, goods) == "Mã đúng. Sản phẩm đã đăng ký."
    score = score_of(session, goods)
    assert (score.said_provinces, score.table_provinces) == (3, 4)
    with committing() as current:
        confirm_copied(current, code=code_of(goods), reason="đã hỏi", authority="Sở", version=score.version, **BY)
    assert heading(client, goods) == "Cẩn thận: mã này có thể đã bị sao chép."
    page = client.get(goods.item(), headers=BROWSER).get_data(as_text=True)
    assert "Mã này đã được quét ở 3 tỉnh trong 3 ngày." in page and "7 tỉnh" not in page
    assert heading(client, goods) != client.get(goods.item(goods.serials[1]), headers=BROWSER).get_data(as_text=True)


def test_provinces_known_from_addresses_alone_are_never_counted_aloud(client, session):
    goods = make_goods(session)
    put_scans(goods, spread(["19", "01", "48", "79", "92", "31", "22", "24"]))
    fold()
    with committing() as current:
        version = current.get(CodeScore, code_of(goods)).version
        confirm_copied(current, code=code_of(goods), reason="rõ", authority="", version=version, **BY)
    page = client.get(goods.item(), headers=BROWSER).get_data(as_text=True)
    assert "có thể đã bị sao chép" in page and "tỉnh trong" not in page


def test_a_cleared_alert_stays_cleared_until_there_is_new_evidence(client, session):
    goods = make_goods(session)
    put_scans(goods, spread(["19", "01", "48", "79"], said=True))
    fold()
    with committing() as current:
        clear_alert(current, code=code_of(goods), reason="hàng biếu", version=score_of(session, goods).version, **BY)
    put_scans(goods, spread(["79"], said=True, start=40))
    fold()
    assert score_of(session, goods).state == "cleared"
    put_scans(goods, spread(["31", "92"], said=True, start=50))
    fold()
    assert score_of(session, goods).state == "open"
    kinds = session.scalars(select(AlertStep.kind).order_by(AlertStep.seq)).all()
    assert kinds == ["open", "cleared", "open"]


def test_clearing_a_confirmed_code_gives_buyers_the_code_s_own_verdict_back(client, session):
    goods = make_goods(session)
    put_scans(goods, spread(["19", "01", "48", "79"], said=True))
    fold()
    how = {"code": code_of(goods), "reason": "xem lại", **BY}
    with committing() as current:
        confirm_copied(current, authority="", version=score_of(session, goods).version, **how)
    with committing() as current:
        clear_alert(current, version=score_of(session, goods).version, **how)
    assert heading(client, goods) == "Mã đúng. Sản phẩm đã đăng ký."
    assert session.scalar(select(func.count()).select_from(CopiedCode)) == 0
    told = [entry.kind for entry in audit.list_entries(session, f"batch:{goods.batch.batch_id}")]
    assert told[-2:] == ["alert.confirmed", "alert.cleared"]


def test_two_officers_at_once_do_not_overrule_each_other(session):
    goods = make_goods(session)
    put_scans(goods, spread(["19", "01", "48", "79"], said=True))
    fold()
    version = score_of(session, goods).version
    how = {"code": code_of(goods), "reason": "rõ", "version": version, **BY}
    clear_alert(session, **how)
    with pytest.raises(Conflict):
        confirm_copied(session, authority="", **how)


def test_an_alert_that_nobody_decides_within_the_hour_is_marked_late(session):
    goods = make_goods(session)
    put_scans(goods, spread(["19", "01", "48", "79"], said=True))
    fold()
    tend_alerts(session, {}, NOW + timedelta(minutes=59))
    assert score_of(session, goods).late_at is None
    tend_alerts(session, {}, NOW + timedelta(minutes=61))
    tend_alerts(session, {}, NOW + timedelta(minutes=71))
    session.flush()
    assert session.get(CodeScore, code_of(goods)).late_at == NOW + timedelta(minutes=61)


def test_a_frozen_product_opens_and_confirms_nothing_until_the_freeze_ends(session):
    goods = make_goods(session)
    with committing() as current:
        freeze_product(current, product_id=goods.product.id, until=date(2026, 12, 1), reason="ảnh lan truyền", **BY)
    put_scans(goods, spread(["19", "01", "48", "79"], said=True))
    fold()
    score = score_of(session, goods)
    assert (score.level, score.state) == ("red", "")
    with pytest.raises(Conflict):
        confirm_copied(session, code=code_of(goods), reason="x", authority="", version=score.version, **BY)
    session.rollback()
    with committing() as current:
        assert end_freeze(current, product_id=goods.product.id, **BY) == 1
    with committing() as current:
        tend_alerts(current, {}, NOW)
    assert score_of(session, goods).state == "open"


def test_reports_are_shown_beside_the_score_and_never_change_a_verdict(client, session):
    goods = make_goods(session)
    for number in range(30):
        record_signal(
            session, report_id=goods.lot.id.__class__(int=number), product_id=goods.product.id, code_path=goods.item(),
            kind="fake", verdict="V1", has_photo=True, now=NOW,
        )  # fmt: skip
    put_scans(goods, spread(["19", "01", "48", "79"], said=True))
    fold()
    score = score_of(session, goods)
    assert ["reports", 30, 200] in json.loads(score.reasons)
    assert heading(client, goods) == "Mã đúng. Sản phẩm đã đăng ký."


def test_a_phone_that_scans_more_than_fifty_codes_a_day_has_no_weight(session):
    goods = make_goods(session, count=60)
    first = goods.batch.first_number
    for step in range(60):
        put_scans(goods, [(step, "19", False, "ins", "net")], number=first + step)
    fold()
    assert set(session.scalars(select(Scan.weight))) == {0}
    assert session.scalar(select(func.sum(ScanDay.count))) == 60


def test_a_code_scanned_before_any_label_was_printed_is_a_leak(session):
    goods = make_goods(session, state="reserved")
    put_scans(goods, spread(["19"]), verdict="V9")
    fold()
    assert score_of(session, goods).state == "open"
    printed = make_goods(session, state="printed")
    put_scans(printed, spread(["19"]), verdict="V9")
    fold()
    assert score_of(session, printed) is None


def test_scores_counted_again_from_the_rows_are_the_same(session):
    goods = make_goods(session)
    put_scans(goods, spread(["19", "01", "48", "79", "01"], said=True))
    fold()
    before = score_of(session, goods)
    told = (before.points, before.reasons, before.state)
    score_codes(session, {code_of(goods)}, weights=weights_on(session, clock.today()), now=NOW)
    after = session.get(CodeScore, code_of(goods))
    assert (after.points, after.reasons, after.state) == told


@pytest.fixture
def department(session):
    """The department of trade of the place of the goods."""
    return make_unit(session, kind="so_cong_thuong", areas=[place_of_goods(session).parent_id])


def test_the_officer_sees_map_and_time_line_confirms_with_a_reason_and_others_do_not(
    officer_client, session, client, department
):
    goods = make_goods(session)
    put_scans(goods, spread(["19", "01", "48", "79"], said=True))
    fold()
    session.commit()
    officer = officer_client("chuyen_vien", unit=department)
    assert goods.serial[:4] in officer.get("/desk/alerts").get_data(as_text=True)
    address = f"/desk/alerts/{goods.serial}"
    page = officer.get(address).get_data(as_text=True)
    assert "Thái Nguyên" in page and "Quét ở 4 tỉnh" in page
    assert 'class="map tiled country"' in page and 'class="count"' in page  # the examiner asks for both archipelagos
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    form = {"decision": "copied", "version": version}
    refused = officer.post(address, data=form)
    assert refused.status_code == 422 and "Lý do" in refused.get_data(as_text=True)
    assert officer.post(address, data=form | {"reason": "đã kiểm tra"}).status_code == 303
    assert heading(client, goods).startswith("Cẩn thận")
    assert goods.serial[:4] in officer.get("/desk/alerts?state=decided").get_data(as_text=True)
    again = officer.post(address, data=form | {"reason": "lại"})
    assert again.status_code == 409 and "lại" in again.get_data(as_text=True)
    elsewhere = officer_client("chuyen_vien", unit=make_unit(session, kind="so_cong_thuong", areas=[]))
    assert elsewhere.get(address).status_code == 404
    assert officer_client("mttq", unit=make_unit(session, kind="mttq")).get(address).status_code == 403
    reader = officer_client("kiem_tra_vien", unit=make_unit(session, kind="doi", areas=[place_of_goods(session).id]))
    assert reader.get(address).status_code == 200
    assert reader.post(address, data=form).status_code == 403


def test_an_officer_freezes_a_product_with_a_reason_and_ends_it(officer_client, session, department):
    goods = make_goods(session)
    put_scans(goods, spread(["19", "01", "48", "79"], said=True))
    fold()
    officer = officer_client("chuyen_vien", unit=department)
    address = f"/desk/alerts/{goods.serial}"
    wrong = officer.post(address + "/freeze", data={"until": "01/01/2031", "freeze_reason": "x"})
    assert wrong.status_code == 422 and "90 ngày" in wrong.get_data(as_text=True)
    assert officer.post(address + "/freeze", data={"until": "1/12/2026", "freeze_reason": "ảnh"}).status_code == 303
    assert "tạm ngừng cảnh báo đến hết 01/12/2026" in officer.get(address).get_data(as_text=True)
    assert officer.post(address + "/freeze", data={"end": "yes"}).status_code == 303
    assert "Kết thúc tạm ngừng" not in officer.get(address).get_data(as_text=True)
    assert officer.post("/desk/alerts/\u00e9" + "/freeze", data={}).status_code == 404


def test_the_list_asks_a_constant_number_of_statements(session):
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *call: asked.append(call[2]))
    communes = {place_of_goods(session).id}
    counts = []
    for _ in range(2):
        for _ in range(4):
            put_scans(make_goods(session), spread(["19", "01", "48", "79"], said=True))
        fold()
        session.expire_all()
        asked.clear()
        rows = list_alerts(session, commune_ids=communes)
        counts.append((len(rows), len([each for each in asked if each.startswith("SELECT")])))
    assert [many for many, _ in counts] == [4, 8]
    assert counts[0][1] == counts[1][1]
