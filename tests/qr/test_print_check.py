"""“Check my print”: photos and scans of printed labels, judged in plain words."""

import io
from dataclasses import replace

import pytest
from PIL import Image, ImageFilter
from sqlalchemy import select

from core.actor import SYSTEM
from core.config import settings
from qr.labels.pdf import draw_sheet
from qr.labels.sheets import SHEETS
from qr.models import CodeRange, PrintCheck
from qr.print_check import look_at_print
from qr.queries.labels import list_labels
from registry.actions.producers import add_member
from tests.factories.qr import NOW, make_goods
from tests.qr.test_labels import make_labels, render


@pytest.fixture(autouse=True)
def held_clock(freeze):
    freeze(NOW)


@pytest.fixture
def maker(officer_client, session):
    """A signed-in producer of some goods: `maker(goods)`."""

    def signed_in(goods):
        browser = officer_client("producer", unit_kind="producer")
        who = {"producer_id": goods.product.producer_id, "user_id": browser.user.id}
        add_member(session, **who, actor=SYSTEM, now=NOW)
        session.commit()
        return browser

    return signed_in


def print_of(session, goods, folder, dpi: int = 300) -> Image.Image:
    """A page with the first label of the batch, as a scanner sees it."""
    label = next(list_labels(session, goods.batch.batch_id, public_url=settings().public_url))
    with render(draw_sheet([label], sheet=SHEETS["3x8"]), folder, dpi)[0] as page:
        return page.convert("L").crop((0, 0, page.width // 3, page.height // 8))


def send(browser, picture: Image.Image, **form):
    out = io.BytesIO()
    picture.save(out, "PNG")
    photo = (io.BytesIO(out.getvalue()), "tem.png")
    sent = {"photo": photo} | form
    return browser.post("/producer/labels/check", data=sent, content_type="multipart/form-data")


def test_a_scan_of_a_printed_label_is_judged_and_unlocks_activation(session, maker, tmp_path):
    goods = make_goods(session, state="printed")
    browser, activate = maker(goods), f"/producer/codes/{goods.batch.batch_id}/activate"
    assert browser.post(activate).status_code == 409
    assert "Kiểm tem in" in browser.get(activate).get_data(as_text=True)
    text = send(browser, print_of(session, goods, tmp_path), dpi="300").get_data(as_text=True)
    for words in ("Tem tốt", "Là tem của bạn", "phiên bản 4", "Mỗi ô 0,5", "Mức sửa lỗi M", "đậm và rõ"):
        assert words in text
    row = session.scalars(select(PrintCheck)).one()
    assert row.is_good and row.number == goods.batch.first_number and 490 <= row.module_um <= 525
    assert browser.post(activate).status_code == 303
    assert session.scalars(select(CodeRange.state)).all() == ["active"]


def test_a_photo_at_a_slant_reads_and_says_that_its_size_is_not_known(session, maker, tmp_path):
    goods = make_goods(session, state="printed")
    turned = print_of(session, goods, tmp_path).rotate(17, expand=True, fillcolor=255)
    text = send(maker(goods), turned.filter(ImageFilter.GaussianBlur(1))).get_data(as_text=True)
    assert "Tem tốt" in text and "không cho biết cỡ thật" in text


def test_a_faint_small_or_foreign_print_is_told_and_unlocks_nothing(session, maker, tmp_path):
    goods, other = make_goods(session, state="printed"), make_goods(session, state="printed")
    browser, good = maker(goods), print_of(session, goods, tmp_path)
    faint = good.point([200 + shade // 5 for shade in range(256)])
    assert "In mực đen trên giấy trắng" in send(browser, faint).get_data(as_text=True)
    shrunk = send(browser, good, dpi="600").get_data(as_text=True)
    assert "không chọn “vừa trang”" in shrunk
    assert "Là tem của cơ sở khác" in send(browser, print_of(session, other, tmp_path)).get_data(as_text=True)
    stray = replace(make_labels(1)[0], link="https://qr.example.com/hello")
    with render(draw_sheet([stray], sheet=SHEETS["3x8"]), tmp_path)[0] as page:
        assert "Không phải tem riêng từng món" in send(browser, page).get_data(as_text=True)
    assert "Không đọc được mã nào" in send(browser, Image.new("L", (400, 400), 255)).get_data(as_text=True)
    rows = session.scalars(select(PrintCheck)).all()
    assert not any(row.is_good for row in rows)
    assert {row.batch_id for row in rows} == {goods.batch.batch_id}


def test_a_link_that_is_not_the_printed_one_is_told(session, maker, tmp_path):
    goods = make_goods(session, state="printed")
    label = next(list_labels(session, goods.batch.batch_id, public_url=settings().public_url))
    old = replace(label, link=f"{settings().public_url}/c/{goods.serial}")
    with render(draw_sheet([old], sheet=SHEETS["3x8"]), tmp_path)[0] as page:
        text = send(maker(goods), page).get_data(as_text=True)
    assert "Đường dẫn trong mã khác" in text and "Tem chưa dùng được" in text


def test_a_dirty_label_has_less_correction_left(session, tmp_path):
    goods = make_goods(session, state="printed")
    clean = print_of(session, goods, tmp_path)
    dirty = clean.copy()
    dirty.paste(255, (clean.width // 6, clean.height // 2, clean.width // 6 + 22, clean.height // 2 + 22))
    left = []
    for picture in (clean, dirty):
        out = io.BytesIO()
        picture.save(out, "PNG")
        left.append(look_at_print(out.getvalue())[0].unused)
    assert left[0] == 100 and left[1] < 100


@pytest.mark.parametrize("data", [b"", b"khong phai anh", b"\xff\xd8\xff\x00"])
def test_what_is_no_picture_is_told_and_nothing_is_kept(session, maker, data):
    goods = make_goods(session, state="printed")
    answer = maker(goods).post(
        "/producer/labels/check", data={"photo": (io.BytesIO(data), "x.jpg")}, content_type="multipart/form-data"
    )
    assert answer.status_code == 422
    assert session.scalars(select(PrintCheck)).all() == []


def test_a_printer_is_measured_once_and_the_next_sheets_are_corrected(session, maker):
    goods = make_goods(session, state="printed")
    browser = maker(goods)
    lengths = {"left": "21,2", "top": "19.5", "across": "170,3", "down": "257"}
    wrong = browser.post("/producer/labels/printers", data=lengths | {"name": "HP ở xưởng", "across": "một gang"})
    assert wrong.status_code == 422 and "một gang" in wrong.get_data(as_text=True)
    assert browser.post("/producer/labels/printers", data=lengths | {"name": "HP ở xưởng"}).status_code == 303
    text = browser.get("/producer/labels/printers").get_data(as_text=True)
    assert "HP ở xưởng" in text and "1,2 mm, -0,5 mm" in text
    assert browser.get("/producer/labels/ruler?sheet=L7160").data.startswith(b"%PDF")
    other = make_goods(session, state="printed")
    assert "HP ở xưởng" not in maker(other).get("/producer/labels/printers").get_data(as_text=True)
