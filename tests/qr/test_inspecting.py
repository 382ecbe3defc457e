"""The inspectors' page: opened once with a network, it checks signatures and recalls without one."""

import json
from base64 import urlsafe_b64decode

import pytest

from core.actor import SYSTEM
from core.keys import keys_of
from registry.actions import end_recall, recall_lot
from tests.factories.qr import NOW, make_goods


def test_the_list_of_recalls_is_signed_and_holds_what_is_open(client, session):
    goods, other = make_goods(session), make_goods(session)
    for each in (goods, other):
        recall = recall_lot(
            session, product_id=each.product.id, lot_id=each.lot.id, authority="Sở mẫu", reason="lẫn tạp chất",
            decision_number="", actor=SYSTEM, now=NOW,
        )  # fmt: skip
    end_recall(session, recall_id=recall.id, actor=SYSTEM, now=NOW)
    session.commit()
    sent = client.get("/inspect/recalls.json").get_json()
    key = keys_of(session, "signing")[int(sent["key"].removeprefix("signing-"))]
    key.private().public_key().verify(urlsafe_b64decode(sent["signature"] + "=="), sent["list"].encode())
    (row,) = json.loads(sent["list"])["recalls"]
    assert row["keys"] == [goods.code, goods.gtin] and row["lot"] == goods.lot.number


def test_the_worker_serves_its_own_folder_only(client):
    answer = client.get("/inspect/worker.js")
    assert answer.mimetype == "text/javascript" and "no-cache" in answer.headers["Cache-Control"]
    assert '"/inspect/"' in answer.get_data(as_text=True)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_without_scripts_the_page_says_what_it_can_do(client, lang):
    text = client.get(f"/inspect/?lang={lang}").get_data(as_text=True)
    assert 'action="/check"' in text and "JavaScript" in text


@pytest.fixture
def inspector(browser, demo_site):
    """A phone that opened the page once and then lost its network."""
    context = browser.new_context(base_url=demo_site.url, viewport={"width": 360, "height": 740}, locale="vi-VN")
    page = context.new_page()
    page.goto("/inspect/")
    page.get_by_text("Đã sẵn sàng dùng khi mất mạng").wait_for()
    page.reload()
    page.get_by_text("Đã sẵn sàng dùng khi mất mạng").wait_for()
    context.set_offline(True)
    page.goto("/inspect/")
    page.get_by_text("Đã sẵn sàng dùng khi mất mạng").wait_for()
    yield page
    context.close()


def check(page, text: str) -> str:
    """What the page says of the content of a square code."""
    page.get_by_label("Nội dung của mã vuông").fill(text)
    page.get_by_role("button", name="Kiểm tra").click()
    return page.locator("#inspect-found li").all_inner_texts()


@pytest.mark.browser
def test_without_a_network_signatures_and_recalls_are_told(inspector, demo_site):
    lots = json.loads(demo_site.flask("demo", "show", "--format", "json"))["lots"]
    lot = next(iter(lots.values()))[0]
    printed = demo_site.flask("qr", "issue", "--lot", lot, "--count", "2", "--signed")
    first, second = [line.split(",")[0] for line in printed.splitlines() if line.startswith("http")]
    assert check(inspector, first)[0] == "Chữ ký đúng: mã này do hệ thống cấp."
    moved = first.split("?")[0] + "?" + second.split("?")[1]
    assert check(inspector, moved) == ["Chữ ký không khớp: mã vuông này không phải do hệ thống in."]
    assert "không có chữ ký" in check(inspector, first.split("?")[0])[0]
    assert check(inspector, "https://tem.example/x") == ["Mã này dẫn đến trang khác: tem.example."]


@pytest.mark.browser
def test_without_a_network_a_recalled_lot_is_known_and_its_day_said(inspector, demo_site):
    recalled = json.loads(demo_site.flask("demo", "show", "--format", "json"))["verdicts"]["V5"]
    found = check(inspector, recalled)
    assert any("Đang bị thu hồi" in line or "nhập số lô" in line for line in found)
