"""A photo of 10 MB over a network that cuts every 96 kB and goes dark twice, in a browser that is killed on the way."""

import hashlib

import pytest

from tests.complaints.public.flaky import CUT_EVERY, FlakyNetwork
from tests.complaints.public.phones import (
    answer_the_rest,
    answer_to_photos,
    big_photo,
    go_on,
    kill,
    phone,  # noqa: F401 - a fixture
    reporting_site,  # noqa: F401 - a fixture
    stored_files,
)
from tests.services.processes import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("default::ResourceWarning")]

INTERRUPTED = 6 * CUT_EVERY  # pages, and the piece on its way at each darkness, kill and first try
CANNOT_SHRINK = "self.createImageBitmap = () => Promise.reject(new Error('no memory'));"
# A route of the driver misses what a page sends once its service worker is there, so the page itself holds back.
CANNOT_SEND = """const send = self.fetch;
self.fetch = (...asked) => (localStorage.getItem("sends") || !String(asked[0]).includes("/complaints/uploads"))
  ? send(...asked) : Promise.reject(new TypeError("held back"));"""
KEPT_HASH = """async () => (await reportStore.files()).map((file) => file.sha256)"""


@pytest.fixture
def network(reporting_site):  # noqa: F811
    made = FlakyNetwork(reporting_site.port)
    made.start()
    yield made
    made.stop()


@pytest.mark.parametrize(
    ("size", "least"),
    [((1300, 1000), 1_000_000), pytest.param((3600, 2700), 10_000_000, marks=pytest.mark.full)],
    ids=["1 MB", "10 MB"],
)
def test_a_big_photo_arrives_once_and_whole(phone, network, reporting_site, tmp_path, size, least):  # noqa: F811
    """The phone cannot make it smaller; text first, then cuts, darkness, a killed browser, darkness again."""
    data = big_photo(tmp_path / "lon.jpg", size).read_bytes()
    assert len(data) > least
    seller = f"Sạp {least}"
    page = phone(network.url, CANNOT_SHRINK + CANNOT_SEND)
    answer_to_photos(page)  # no photo gets through yet
    page.get_by_label("Chọn ảnh có sẵn").set_input_files(str(tmp_path / "lon.jpg"))
    page.locator("#uploads-list").get_by_text("tự gửi").first.wait_for()
    answer_the_rest(page, seller)
    page.get_by_text("Còn 1 tệp chưa đến").wait_for()
    assert page.evaluate(KEPT_HASH) == [hashlib.sha256(data).hexdigest()]
    page.evaluate("localStorage.setItem('sends', 'yes')")
    start = network.sent
    wait_until(lambda: network.sent - start > 0.2 * len(data), "the first part of the photo")
    network.go_dark()
    page.locator("#uploads-list").get_by_text("tự gửi").first.wait_for()
    network.is_dark = False
    wait_until(lambda: network.sent - start > 0.4 * len(data), "more of the photo")
    kill(tmp_path / "phone")
    page = phone(network.url, CANNOT_SHRINK)
    page.goto("/complaints/new")
    wait_until(lambda: network.sent - start > 0.6 * len(data), "the photo going on after the restart")
    network.go_dark()
    page.locator("#uploads-list").get_by_text("tự gửi").first.wait_for()
    network.is_dark = False
    page.get_by_text("Đã gửi xong lon.jpg").first.wait_for(timeout=120_000)
    ((row, original, clean),) = stored_files(reporting_site, seller)
    assert (row.received_hash, row.received_size) == (hashlib.sha256(data).hexdigest(), len(data))
    assert b"Exif" not in original + clean
    assert row.width < row.height  # the turn written in the photo was made
    assert network.sent - start < 1.15 * len(data) + INTERRUPTED


def test_a_photo_that_the_phone_makes_smaller_costs_little(phone, network, reporting_site, tmp_path):  # noqa: F811
    """Upright, without its place, at most 1600 pixels long; what it said of place and day was offered."""
    data = big_photo(tmp_path / "lon.jpg", (3600, 2700)).read_bytes()
    page = phone(network.url)
    answer_to_photos(page)
    before = network.sent
    page.get_by_label("Chọn ảnh có sẵn").set_input_files(str(tmp_path / "lon.jpg"))
    page.get_by_text("Đã gửi xong lon.jpg").first.wait_for()
    assert network.sent - before < len(data) / 8
    go_on(page)
    page.get_by_role("button", name="Cửa hàng").click()
    page.get_by_text("Ảnh có ghi nơi chụp. Dùng làm câu trả lời?").wait_for()
    page.goto("/complaints/new/photos")
    answer_the_rest(page, "Sạp thu nhỏ")
    ((row, original, clean),) = stored_files(reporting_site, "Sạp thu nhỏ")
    assert (row.width, row.height) == (1200, 1600) and b"Exif" not in original + clean
    assert page.faults == []
