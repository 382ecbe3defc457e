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
    scan_of_a_label,
    sign_in,
)

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("default::ResourceWarning")]

NAME = "Chè nõn mẫu của hành trình"
GROWN = {"E1": 1, "E1.decisions": 1, "E3.fines": 7_500_000, "E11": 1, "E11.inspected": 1, "A1": 24}
ANSWER = "Đã kiểm tra và xử phạt nơi bán."


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
    press(page, "Lưu")


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
    press(page, "In tem")
    with page.expect_download() as download:
        press(page, "Tải tem")
    sheet = folder / "tem.pdf"
    download.value.save_as(sheet)
    page.goto("/desk/labels/check")
    page.get_by_label("Ảnh tem vừa in").set_input_files([scan_of_a_label(sheet, folder)])
    page.get_by_label("Ảnh từ đâu").select_option("300")
    press(page, "Kiểm tem này")
    press(page, "Đến đợt mã này")
    press(page, "Kích hoạt")
    press(page, "Kích hoạt")
    return sheet


def report_from_scan(page, link) -> str:
    page.goto(link)
    press(page, "Hàng này có vấn đề? Báo ngay")
    press(page, "Tem hoặc mã QR đáng ngờ")
    page.get_by_label("Chọn ảnh có sẵn").set_input_files([a_photo()])
    press(page, "Tiếp tục")
    press(page, "Cửa hàng, chợ, siêu thị")
    page.get_by_label("Xã, phường").fill("dai phuc, thai nguyen")
    page.get_by_label("Tên hoặc mô tả nơi bán").fill("sạp 12 chợ mẫu")
    press(page, "Tiếp tục")
    if page.get_by_role("radio").count():
        page.get_by_role("radio").first.check()
        press(page, "Tiếp tục")
    press(page, "Không cho biết tên")
    press(page, "Gửi phản ánh")
    assert heading(page) == "Đã nhận phản ánh của bạn"
    assert "1 ảnh" in page.locator("main").inner_text()
    return page.locator(".ticket b").inner_text()


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
    assert ANSWER in shopper.locator("main").inner_text()  # the browser that sent it holds the code for a day
    elsewhere = open_browser(browser, demo_site)
    elsewhere.goto("/complaints/track")
    elsewhere.get_by_label("Nhập mã theo dõi").fill(code)
    press(elsewhere, "Xem phản ánh")
    told = elsewhere.locator("main").inner_text()
    assert ANSWER in told and "Gọi chợ" not in told, told

    after = tally(demo_site)
    assert {key: after[key] - before[key] for key in GROWN} == GROWN
    assert demo_site.flask("audit", "verify").strip().endswith("ok")


def tally(site) -> dict[str, int]:
    told = json.loads(site.flask("reports", "tally", "--from", "2026-01-01", "--to", "2026-12-31", "--format", "json"))
    return {key: row["value"] for key, row in told["indicators"].items()}


def handle(browser, site, people) -> None:
    """The team head takes the report, asks, inspects, fines, and closes it with a sentence."""
    desk = open_browser(browser, site, wide=True)
    sign_in(desk, people["doitruong.tn"])
    desk.goto("/desk/cases?view=new")
    desk.get_by_role("row").filter(has_text=NAME).get_by_role("link").first.click()
    case = desk.url
    press(desk, "Nhận việc")
    desk.get_by_label("Ghi chú").first.fill("Gọi chợ xác minh sạp 12.")
    press(desk, "Lưu ghi chú")
    desk.goto(f"{site.url}/desk/inspections/new?case={case.rsplit('/', 1)[-1]}")
    desk.get_by_label("Căn cứ kiểm tra").select_option("citizens")
    desk.get_by_label("Ngày kiểm tra").fill("24/11/2026")
    commune = desk.locator("#commune_id option").filter(has_text="Đại Phúc").first.get_attribute("value")
    desk.get_by_label("Xã, phường").select_option(commune)
    desk.get_by_label("Cơ sở được kiểm tra").fill("Sạp mẫu")
    desk.get_by_role("radio").first.check()
    press(desk, "Lưu vụ kiểm tra")
    decide(desk)
    desk.goto(case)
    desk.locator("summary").filter(has_text="Đóng phản ánh").click()
    form = desk.locator("form[action$='/close']")
    form.get_by_role("radio").first.check()
    form.get_by_label("Một câu cho người phản ánh").fill(ANSWER)
    form.get_by_role("button", name="Đóng phản ánh").click()
    assert not desk.get_by_text("chỗ cần sửa").count(), desk.locator("main").inner_text()


def decide(desk) -> None:
    form = desk.locator("form[action$='/decisions']")
    form.get_by_label("Số quyết định").fill("01/QĐ-XPHC")
    form.get_by_label("Ngày quyết định").fill("24/11/2026")
    form.get_by_label("Hành vi").select_option("HG-e")
    form.get_by_label("Tiền phạt theo quyết định").fill("7,5 triệu")
    form.get_by_role("button").click()
    form = desk.locator("form[action$='/money']")
    form.get_by_label("Khoản").select_option("fine_received")
    form.get_by_label("Số tiền hoặc trị giá").fill("7500000")
    form.get_by_label("Ngày thu hoặc ngày xử lý").fill("24/11/2026")
    form.get_by_role("button").click()
    told = desk.locator("main").inner_text()
    assert "chỗ cần sửa" not in told, told
