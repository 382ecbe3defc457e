"""The verdict page: its state, its words, its weight and its one read."""

import gzip
import re
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from core.actor import SYSTEM
from core.db import db
from qr import actions
from qr.actions.marks import unmark_code
from qr.links import Key, Level
from qr.page_cache import HeldPage, PageCache
from qr.queries.lookup import statement
from qr.scans import Scanned
from qr.serials import make_serial
from qr.verdict import State
from registry.codes import check_character
from registry.gtin import check_digit
from tests.factories.qr import NOW, issue, make_body, make_goods
from tests.statements import statements_of

BROWSER = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "User-Agent": "Mozilla/5.0 (Linux; Android 14) Chrome/120.0 Mobile",
}
OTHER_KEY = bytes(range(16))
UNKNOWN = "952999999999" + check_digit("952999999999")


@pytest.fixture(autouse=True)
def held_clock(freeze):
    freeze(NOW)


def heading(response) -> str:
    return re.search(r"<h1>(.*?)</h1>", response.get_data(as_text=True), re.S)[1]


def opened(client, path: str, **headers):
    return client.get(path, headers=BROWSER | headers)


def test_a_right_code_says_so_with_product_producer_lot_dates_and_papers(client, session):
    goods = make_goods(session)
    response = opened(client, goods.item())
    words = response.get_data(as_text=True)
    assert response.status_code == 200
    assert heading(response) == "Mã đúng. Sản phẩm đã đăng ký."
    for part in ("Chè búp mẫu, hộp 200 g", "HTX Mẫu", "TC-2611", "02/11/2026", "02/11/2028", "VietGAP", "OCOP 4 sao"):
        assert part in words


def test_the_lot_address_speaks_of_the_lot_and_the_product_address_of_the_product(client, session):
    goods = make_goods(session)
    assert heading(opened(client, f"/01/{goods.gtin}/10/tc-2611")) == "Mã lô đúng. Sản phẩm đã đăng ký."
    assert heading(opened(client, f"/01/{goods.gtin}")) == "Mã sản phẩm đúng. Sản phẩm đã đăng ký."


def test_every_address_of_one_code_gives_the_same_verdict(client, session):
    goods = make_goods(session)
    serial = goods.serial
    for path in (
        f"/01/{goods.gtin}/21/{serial.upper()}",
        f"/01/{goods.gtin[1:]}/21/{serial}",
        f"/01/{goods.gtin}/10/TC-2611/21/{serial}",
        f"/p/{goods.code}/i/{serial}",
        f"/P/{goods.code.upper()}/L/tc-2611/I/{serial}",
        f"/c/{serial[:4]}-{serial[4:8]}-{serial[8:]}",
        f"/v/c/{serial}",
        f"/V/01/{goods.gtin}/21/{serial}/",
    ):
        response = opened(client, path)
        assert (response.status_code, heading(response)) == (200, "Mã đúng. Sản phẩm đã đăng ký."), path


def test_a_serial_never_issued_under_a_registered_product_is_no_label_of_ours(client, session):
    goods = make_goods(session)
    forged = make_serial(OTHER_KEY, 0, 5)
    response = opened(client, goods.item(forged))
    assert heading(response) == "Tem này không phải do hệ thống cấp."
    assert "Chè búp mẫu" in response.get_data(as_text=True)


def test_a_serial_of_another_product_or_lot_is_no_label_of_this_one(client, session):
    one, other = make_goods(session), make_goods(session, lot_number="X-1")
    for path in (other.item(one.serial), f"/01/{one.gtin}/10/X-1/21/{one.serial}"):
        assert heading(opened(client, path)) == "Tem này không phải do hệ thống cấp."


def test_a_serial_behind_a_gtin_nobody_registered_is_not_found(client, session):
    goods = make_goods(session)
    response = opened(client, f"/01/0{UNKNOWN}/21/{goods.serial}")
    assert (response.status_code, heading(response)) == (404, "Không tìm thấy mã này.")


@pytest.mark.parametrize(
    "path", ["/c/7k3m9q2xw4pd", "/01/{gtin}/10/KHONG-CO", "/p/" + "7k3m9q2" + check_character("7k3m9q2")]
)
def test_an_unknown_code_is_not_found_and_says_what_to_do(client, session, path):
    goods = make_goods(session)
    response = opened(client, path.format(gtin=goods.gtin))
    assert (response.status_code, heading(response)) == (404, "Không tìm thấy mã này.")
    assert 'action="/check"' in response.get_data(as_text=True)


def test_a_product_not_yet_approved_is_not_found(client, session):
    goods = make_goods(session, is_public=False)
    assert opened(client, goods.item()).status_code == 404


YESTERDAY = {"on": "2026-11-23", "decision": "QĐ 5", "authority": "Chi cục QLTT", "reason": "sai nhãn"}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"expires_on": date(2026, 11, 23)}, "Đã quá hạn dùng từ ngày 23/11/2026."),
        ({"body": make_body(recall=YESTERDAY)}, "Đang bị thu hồi. Không dùng, không bán."),
        (
            {"body": make_body(ocop={"stars": 4, "valid_until": "2026-01-01"})},
            "Chứng nhận OCOP đã hết hạn ngày 01/01/2026.",
        ),
        (
            {"body": make_body(ocop={"stars": 4, "valid_until": "2027-01-01", "revoked": {"on": "2026-11-01"}})},
            "Chứng nhận OCOP đã bị thu hồi.",
        ),
        ({"body": make_body(ended=YESTERDAY)}, "Đăng ký của sản phẩm đã hết hiệu lực."),
        ({"state": "reserved"}, "Cơ sở chưa báo đã dán tem này."),
        ({"state": "printed"}, "Cơ sở chưa báo đã dán tem này."),
    ],
)
def test_each_state_has_its_page(client, session, changes, said):
    goods = make_goods(session, **changes)
    response = opened(client, goods.item())
    assert (response.status_code, heading(response)) == (200, said)


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (actions.void_codes, "Mã này đã hủy ngày 24/11/2026."),
        (actions.report_stolen, "Tem này đã được báo mất."),
        (actions.block_codes, "Mã này đang bị tạm khóa."),
    ],
)
def test_a_batch_taken_back_says_why(client, session, act, said):
    goods = make_goods(session)
    act(session, batch_id=goods.batch.batch_id, reason="in hỏng", actor=SYSTEM, now=NOW)
    assert heading(opened(client, goods.item())) == said


def test_one_code_can_be_blocked_and_the_page_names_the_authority(client, session):
    goods = make_goods(session)
    mark = {"reason": "đang kiểm tra", "actor": SYSTEM, "now": NOW, "authority": "Đội QLTT số 1"}
    actions.mark_code(session, serial=goods.serial, state="blocked", **mark)
    assert "Từ 24/11/2026, Đội QLTT số 1 đang kiểm tra." in opened(client, goods.item()).get_data(as_text=True)
    assert heading(opened(client, goods.item(goods.serials[1]))) == "Mã đúng. Sản phẩm đã đăng ký."
    unmark_code(session, serial=goods.serial, reason="đã xem", actor=SYSTEM, now=NOW)
    assert heading(opened(client, goods.item())) == "Mã đúng. Sản phẩm đã đăng ký."


def test_lesser_facts_stand_as_lines_under_the_headline(client, session):
    body = make_body(recall=YESTERDAY, ended=YESTERDAY, warnings=["Có hàng nhái ở chợ mẫu."])
    words = opened(client, make_goods(session, body=body).item()).get_data(as_text=True)
    assert words.index("Đang bị thu hồi") < words.index("Đăng ký của sản phẩm đã hết hiệu lực")
    assert "Có hàng nhái ở chợ mẫu." in words


def test_goods_made_while_the_certificate_was_good_keep_their_verdict(client, session):
    body = make_body(ocop={"stars": 3, "valid_until": "2026-11-10"})
    response = opened(client, make_goods(session, body=body, made_on=date(2026, 11, 2)).item())
    assert heading(response) == "Mã đúng. Sản phẩm đã đăng ký."
    assert "hàng làm khi chứng nhận còn hiệu lực (đến 10/11/2026)" in response.get_data(as_text=True)


def test_the_page_is_one_light_request_without_scripts_and_is_never_stored(client, session):
    response = opened(client, make_goods(session).item())
    page = response.get_data()
    assert len(gzip.compress(page, 6)) <= 6 * 1024
    assert response.headers["Cache-Control"] == "no-store"
    assert b"<script" not in page and b"stylesheet" not in page and b"<img" not in page
    assert "'none'" in response.headers["Content-Security-Policy"]
    assert not re.findall(rb'(?:src|href)="(?:https?:)?//', page)


def badge(number: int, **changes) -> dict:
    """A badge as a passport holds it."""
    return {
        "name": f"Sản phẩm công nghiệp nông thôn tiêu biểu {number}", "name_en": f"Typical rural product {number}",
        "level": "cấp tỉnh", "level_en": "provincial", "issuer": "Ủy ban nhân dân tỉnh Mẫu",
        "decision": f"{number}77/QĐ-UBND", "issued_on": "2024-08-01", "valid_until": "2027-07-31", "withdrawn_on": None,
    } | changes  # fmt: skip


def test_badges_stand_with_issuer_number_and_end_and_a_past_one_says_so(client, session):
    badges = [badge(1), badge(2, valid_until="2026-11-23"), badge(3, valid_until="2026-11-24")]
    badges += [badge(4, valid_until=""), badge(5, withdrawn_on="2026-10-01")]
    certificates = [{"name": "VietGAP", "number": "", "issuer": "", "expires_on": "2026-11-23"}]
    goods = make_goods(session, body=make_body(badges=badges, certificates=certificates))
    words = " ".join(re.sub(r"<[^>]+>", "", opened(client, goods.item()).get_data(as_text=True)).split())
    assert "Danh hiệu (4)" in words and "tiêu biểu 5" not in words
    assert "Ủy ban nhân dân tỉnh Mẫu, số 177/QĐ-UBND, 01/08/2024, đến 31/07/2027" in words
    assert words.count("hết hạn 23/11/2026") == 2 and "đến 24/11/2026" in words
    assert "expired 23/11/2026" in opened(client, f"{goods.item()}?lang=en").get_data(as_text=True)


def test_a_page_with_as_many_badges_and_papers_as_a_product_may_have_stays_light(client, session):
    papers = [{"name": f"Chứng nhận {number}", "number": f"{number}/2026", "issuer": "Tổ chức chứng nhận mẫu",
               "expires_on": "2027-05-01"} for number in range(8)]  # fmt: skip
    goods = make_goods(session, body=make_body(badges=[badge(number) for number in range(8)], certificates=papers))
    assert len(gzip.compress(opened(client, goods.item()).get_data(), 6)) <= 6 * 1024


def test_a_scan_asks_the_database_once_and_writes_nothing(client, session):
    goods = make_goods(session)
    opened(client, goods.item())
    for path in (goods.item(), f"/c/{goods.serial}", f"/p/{goods.code}", f"/01/{goods.gtin}/10/TC-2611"):
        asked = statements_of(lambda path=path: opened(client, path))
        assert [each.split()[0] for each in asked] == ["SELECT"], path


SHAPES = [(kind, level) for kind in Key for level in Level if kind is not Key.SERIAL or level is Level.ITEM]


@pytest.mark.parametrize(("kind", "level"), SHAPES)
def test_the_read_uses_indexes_only(session, kind, level):
    values = {"key": "x", "lot": "x", "generation": 0, "number": 1}
    made = statement(kind, level).params(**values).compile(db.engine, compile_kwargs={"literal_binds": True})
    plan = [row[3] for row in session.execute(text(f"EXPLAIN QUERY PLAN {made}"))]
    assert plan and not [step for step in plan if step.startswith("SCAN") and "CONSTANT" not in step]
    ways = [step for step in plan if step.startswith("SEARCH product_passport")]
    assert ways and all("(product_id=?)" in step or "(key=?)" in step for step in ways)


def test_english_is_whole(client, session):
    body = make_body(recall=YESTERDAY, ended=YESTERDAY, warnings=["x"])
    for goods in (make_goods(session), make_goods(session, body=body)):
        response = opened(client, goods.item() + "?lang=en")
        assert 'lang="en"' in response.get_data(as_text=True)
    assert heading(opened(client, "/c/7k3m9q2xw4pd?lang=en")) == "Code not found."


def test_when_the_database_is_away_the_page_says_could_not_check(client, session, app):
    goods = make_goods(session)
    assert opened(client, goods.item()).status_code == 200
    session.commit()
    session.connection().exec_driver_sql("ALTER TABLE passport RENAME TO passport_away")
    session.commit()
    response = opened(client, goods.item())
    assert response.status_code == 503
    assert response.headers["Retry-After"]
    assert response.headers["Cache-Control"] == "no-store"
    assert heading(response) == "Chưa kiểm tra được. Hãy thử lại."
    assert "Mã đúng" not in response.get_data(as_text=True)


def test_a_void_part_leaves_its_neighbours_right(client, session):
    goods = make_goods(session, count=9)
    first, last = goods.batch.first_number + 3, goods.batch.first_number + 5
    span = actions.Span(first, last)
    how = {"batch_id": goods.batch.batch_id, "actor": SYSTEM, "now": NOW}
    assert actions.void_codes(session, span=span, reason="in hỏng", **how) == 3
    said = [heading(opened(client, goods.item(serial)))[:6] for serial in goods.serials]
    assert said == ["Mã đún"] * 3 + ["Mã này"] * 3 + ["Mã đún"] * 3


def test_two_batches_of_one_lot_are_both_right(client, session):
    goods = make_goods(session)
    first = goods.serial
    issue(session, goods, count=2)
    for serial in (first, goods.serial):
        assert heading(opened(client, goods.item(serial))) == "Mã đúng. Sản phẩm đã đăng ký."


def test_a_lot_past_its_date_says_so_from_the_next_day_in_vietnam(client, session, freeze):
    goods = make_goods(session, expires_on=date(2026, 11, 24))
    assert heading(opened(client, goods.item())).startswith("Mã đúng")
    freeze(NOW.replace(hour=17))  # midnight in Vietnam
    assert heading(opened(client, goods.item())) == "Đã quá hạn dùng từ ngày 24/11/2026."
    freeze(NOW + timedelta(days=12))
    assert "đã hết hạn 12 ngày" in opened(client, goods.item()).get_data(as_text=True)


def test_a_held_page_is_never_an_old_verdict(client, session):
    goods = make_goods(session)
    assert heading(opened(client, goods.item())) == heading(opened(client, goods.item(goods.serials[1])))
    actions.report_stolen(session, batch_id=goods.batch.batch_id, reason="mất", actor=SYSTEM, now=NOW)
    assert heading(opened(client, goods.item())) == "Tem này đã được báo mất."


def test_only_the_pages_asked_for_last_are_held():
    cache = PageCache(most=2)
    for number in range(3):
        cache.put(number, HeldPage(b"", "", Scanned(State.V1, Level.ITEM, "", ""), ()))
    cache.get(1)
    cache.put(3, HeldPage(b"", "", Scanned(State.V1, Level.ITEM, "", ""), ()))
    assert [cache.get(number) is not None for number in range(4)] == [False, True, False, True]


def test_a_server_that_never_reached_its_database_says_could_not_check_too(app_on, tmp_path):
    """Nothing is held yet, not even whether the installation is a sample."""
    away = app_on(database_url=f"sqlite:///{tmp_path}/no-such-folder/test.sqlite3")
    response = away.test_client().get("/c/7k3m9q2xw4pd", headers=BROWSER)
    assert (response.status_code, heading(response)) == (503, "Chưa kiểm tra được. Hãy thử lại.")
