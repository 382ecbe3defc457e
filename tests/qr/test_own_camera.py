"""The own scanner in Chromium: it appears only where it can work, and what it reads goes through the form."""

import pytest

pytestmark = pytest.mark.browser

# Debian's Chromium has no reader of bar codes: this stands in for a phone's, and reads what the test says.
READER = """
window.BarcodeDetector = class {
  static async getSupportedFormats() { return ["qr_code", "ean_13", "pdf417"]; }
  async detect() { return window.seen ? [{ rawValue: window.seen }] : []; }
};
navigator.mediaDevices.getUserMedia = async () => {
  const drawn = document.createElement("canvas"), pen = drawn.getContext("2d");
  setInterval(() => pen.fillRect(0, 0, 9 * Math.random(), 9), 50);
  return drawn.captureStream(10);
};
"""


@pytest.fixture
def phone(browser, demo_site):
    """A phone that can read codes by itself, scripts on."""
    context = browser.new_context(base_url=demo_site.url, viewport={"width": 360, "height": 740}, locale="vi-VN")
    yield context
    context.close()


def test_without_a_reader_the_photo_and_the_field_are_offered(phone):
    page = phone.new_page()
    page.goto("/")
    assert not page.get_by_role("button", name="Quét bằng máy ảnh").is_visible()
    assert page.get_by_label("Chụp ảnh tem").is_visible() and page.get_by_label("Nhập mã trên tem").is_visible()


def test_what_the_camera_reads_is_sent_like_a_typed_code(phone):
    phone.add_init_script(READER)
    page = phone.new_page()
    page.goto("/")
    page.get_by_role("button", name="Quét bằng máy ảnh").click()
    page.get_by_text("Đưa mã vuông vào giữa khung.").wait_for()
    page.evaluate("window.seen = 'https://tem.example/lua-dao'")
    page.wait_for_url("**/check")
    assert "tem.example" in page.locator("h1").inner_text()


def test_a_barred_camera_is_said(phone):
    phone.add_init_script(READER + "navigator.mediaDevices.getUserMedia = async () => { throw new Error(); };")
    page = phone.new_page()
    page.goto("/")
    page.get_by_role("button", name="Quét bằng máy ảnh").click()
    page.get_by_text("Máy ảnh chưa mở được. Chụp ảnh tem hoặc gõ mã.").wait_for()
