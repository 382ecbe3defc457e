"""How many taps a report costs on a phone of 360 px, counted in Chromium, with scripts and without."""

import io
import json

import pytest
from PIL import Image
from playwright.sync_api import Error

pytestmark = pytest.mark.browser

MOST, MOST_WITH_PHOTO, MOST_BY_HAND = 8, 11, 10
SPOT = {"latitude": 21.5942, "longitude": 105.8482}


class Thumb:
    """Counts what a person presses, the phone's own dialogues too."""

    def __init__(self, page) -> None:
        self.page, self.taps, self.typed = page, 0, 0

    def tap(self, words: str) -> None:
        """Press the button or the link with these words."""
        found = self.page.get_by_role("button", name=words).or_(self.page.get_by_role("link", name=words))
        found.first.click()
        self.taps += 1

    def dialogue(self, taps: int = 1) -> None:
        """What the phone itself asks: may the page know the place, the camera's shutter."""
        self.taps += taps

    def write(self, label: str, words: str) -> None:
        """Type a word."""
        self.page.get_by_label(label).fill(words)
        self.typed += 1


@pytest.fixture(scope="module")
def label(demo_site) -> str:
    """The address of a printed code."""
    return json.loads(demo_site.flask("demo", "show", "--format", "json"))["verdicts"]["V1"]


def phone(browser, demo_site, *, scripts: bool):
    context = browser.new_context(
        base_url=demo_site.url, viewport={"width": 360, "height": 740}, locale="vi-VN", java_script_enabled=scripts,
        geolocation=SPOT, permissions=["geolocation"] if scripts else [],
    )  # fmt: skip
    context.set_default_timeout(10_000)
    return context


def arrive(page) -> None:
    page.get_by_role("heading", name="Đã nhận phản ánh của bạn").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def settled(page) -> str:
    """The page's source once it has come: the error page of a refused step back takes its time."""
    for _ in range(100):
        try:
            return page.content()
        except Error:
            page.wait_for_timeout(100)
    return page.content()


def a_photo() -> dict:
    out = io.BytesIO()
    Image.new("RGB", (1600, 1200), (150, 90, 40)).save(out, "JPEG")
    return {"name": "tem.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


@pytest.mark.parametrize("with_photo", [False, True])
def test_from_a_scan_with_the_phones_place_nothing_is_typed(browser, demo_site, label, with_photo):
    context = phone(browser, demo_site, scripts=True)
    page = context.new_page()
    page.goto(label)
    thumb = Thumb(page)
    thumb.tap("Báo")
    thumb.tap("Tem hoặc mã QR đáng ngờ")
    if with_photo:
        page.get_by_label("Chụp ảnh").set_input_files([a_photo()])
        thumb.dialogue(3)  # the button, the shutter, "use photo"
    thumb.tap("Tiếp tục")
    thumb.tap("Cửa hàng, chợ, siêu thị")
    thumb.tap("Dùng vị trí hiện tại và tiếp tục")
    thumb.dialogue()  # "allow"
    thumb.tap("Không cho biết tên")
    thumb.tap("Gửi phản ánh")
    arrive(page)
    context.close()
    assert thumb.taps <= (MOST_WITH_PHOTO if with_photo else MOST) and thumb.typed == 0


def test_from_a_scan_without_scripts_one_word_is_typed(browser, demo_site, label):
    context = phone(browser, demo_site, scripts=False)
    page = context.new_page()
    page.goto(label)
    thumb = Thumb(page)
    thumb.tap("Báo")
    thumb.tap("Tem hoặc mã QR đáng ngờ")
    thumb.tap("Tiếp tục")
    thumb.tap("Cửa hàng, chợ, siêu thị")
    assert not page.get_by_role("button", name="Dùng vị trí hiện tại").is_visible()
    thumb.write("Tên hoặc mô tả nơi bán", "sạp 12")
    thumb.tap("Tiếp tục")
    thumb.tap("Không cho biết tên")
    thumb.tap("Gửi phản ánh")
    page.get_by_role("heading", name="Đã nhận phản ánh của bạn").wait_for()
    context.close()
    assert thumb.taps <= MOST_BY_HAND and thumb.typed == 1


def test_a_helpers_phone_is_empty_when_the_code_was_handed_over(browser, demo_site):
    context = phone(browser, demo_site, scripts=True)
    page = context.new_page()
    page.goto("/complaints/help")
    thumb = Thumb(page)
    thumb.tap("Tổ công nghệ số cộng đồng")
    thumb.tap("Kém chất lượng")
    thumb.tap("Tiếp tục")
    thumb.tap("Không nhớ")
    page.get_by_label("Bạn thấy điều gì lạ?").fill("Mùi lạ của món hàng mẫu")
    thumb.tap("Tiếp tục")
    thumb.tap("Không cho biết tên")
    thumb.tap("Gửi phản ánh")
    code = page.locator(".ticket b").inner_text()
    thumb.tap("Xong, xóa khỏi máy này")
    page.get_by_role("heading", name="Máy này không còn giữ gì").wait_for()
    assert {each["name"] for each in context.cookies()} & {"draft", "receipt", "case"} == set()
    stores = "all.length + localStorage.length + sessionStorage.length"
    assert page.evaluate(f"indexedDB.databases().then((all) => {stores})") == 0
    with pytest.raises(Error, match="ERR_CACHE_MISS"):  # the browser has no copy of the receipt to go back to
        page.go_back()
    assert code not in settled(page)
    context.close()
