"""The main job in a browser without scripts: register, label, scan, report, resolve, count."""

import json

import pytest

from tests.journeys.people import (
    a_photo,
    heading,
    logins,
    open_browser,
    press,
    read_labels,
    sign_in,
)

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("default::ResourceWarning")]

NAME = "Chè nõn mẫu của hành trình"


@pytest.fixture(scope="module")
def people(demo_site):
    return logins(demo_site)


def register_product(page) -> None:
    press(page, "Đăng ký sản phẩm mới")
    page.get_by_label("Tên sản phẩm").fill(NAME)
    page.get_by_label("Loại hàng").select_option("che")
    page.get_by_label("Quy cách").fill("hộp 200 g")
    page.get_by_label("Tiêu chuẩn áp dụng").fill("TCCS 01:2026")
    page.get_by_label("Giá niêm yết").fill("150k")
    page.get_by_label("Xuất xứ sản phẩm").fill("Việt Nam")
    page.get_by_label("Xuất xứ nguyên liệu").fill("Thái Nguyên")
    press(page, "Lưu nháp")


def add_basis_and_lot(page) -> None:
    address = page.url
    page.goto(f"{address}/origin")
    page.get_by_role("radio").first.check()
    page.get_by_label("Ngày của căn cứ").fill("05/03/2026")
    page.get_by_label("Bằng chứng").fill("Bản tự khai mẫu")
    press(page, "Lưu")
    page.goto(f"{address}/lots")
    page.get_by_label("Số lô").fill("HT-2611")
    page.get_by_label("Ngày sản xuất").fill("02/11/2026")
    page.get_by_label("Hạn dùng").fill("02/11/2028")
    press(page, "Lưu")
    page.goto(address)
    press(page, "Gửi duyệt")


def issue_labels(page, folder):
    page.goto("/desk/codes")
    press(page, NAME)
    page.get_by_label("Số lượng mã").fill("24")
    press(page, "Tạo đợt mã")
    with page.expect_download() as download:
        press(page, "Tải tem")
    sheet = folder / "tem.pdf"
    download.value.save_as(sheet)
    press(page, "Kích hoạt")
    press(page, "Kích hoạt mã")
    return sheet


def report_from_scan(page, link) -> str:
    page.goto(link)
    press(page, "Hàng này có vấn đề? Báo ngay")
    press(page, "Tem hoặc mã QR đáng ngờ")
    page.get_by_label("Chọn ảnh có sẵn").set_input_files([a_photo()])
    press(page, "Tiếp tục")
    press(page, "Cửa hàng, chợ, siêu thị")
    page.get_by_label("Xã, phường").fill("an khanh, thai nguyen")
    page.get_by_label("Tên hoặc mô tả nơi bán").fill("sạp 12 chợ mẫu")
    press(page, "Tiếp tục")
    if page.get_by_role("radio").count():
        page.get_by_role("radio").first.check()
        press(page, "Tiếp tục")
    press(page, "Không cho biết tên")
    press(page, "Gửi phản ánh")
    assert heading(page) == "Đã nhận phản ánh của bạn"
    assert "1 ảnh" in page.locator("main").inner_text()
    return page.locator(".ticket").inner_text()


def test_from_registering_to_counting(browser, demo_site, people, tmp_path):
    before = tally(demo_site)
    maker = open_browser(browser, demo_site)
    sign_in(maker, people["coso"])
    register_product(maker)
    add_basis_and_lot(maker)
    assert open_browser(browser, demo_site).goto("/products?q=hanh+trinh").ok

    office = open_browser(browser, demo_site, wide=True)
    sign_in(office, people["congthuong.tn"])
    office.goto("/desk/products")
    press(office, NAME)
    press(office, "Duyệt sản phẩm")
    sheet = issue_labels(office, tmp_path)
    by_zxing, by_zbar = read_labels(sheet, tmp_path)
    assert len(by_zxing) == 24 and by_zxing == by_zbar

    shopper = open_browser(browser, demo_site)
    link = sorted(by_zxing)[0]
    shopper.goto(link)
    assert heading(shopper) == "Mã đúng. Sản phẩm đã đăng ký." and NAME in shopper.content()
    assert shopper.locator("script").count() == 0
    code = report_from_scan(shopper, link)

    handle(browser, demo_site, people)
    shopper.goto("/complaints/track")
    if shopper.get_by_label("Nhập mã theo dõi").count():
        shopper.get_by_label("Nhập mã theo dõi").fill(code)
        press(shopper, "Xem phản ánh")
    assert "Tem thật, người bán đã sửa hóa đơn." in shopper.content()
    after = tally(demo_site)
    assert after["E1"] == before["E1"] + 1
    assert demo_site.flask("audit", "verify").strip().endswith("ok")


def tally(site) -> dict[str, int]:
    told = json.loads(site.flask("reports", "tally", "--from", "2026-01-01", "--to", "2026-12-31", "--format", "json"))
    return {key: row["value"] for key, row in told["indicators"].items()}


