"""A phone without a network: the page opens, words are kept, drafts never mix, a report goes out exactly once."""

import pytest
from playwright.sync_api import expect

from tests.complaints.public.flaky import FlakyNetwork
from tests.complaints.public.phones import (
    count_reports,
    kill,
    phone,  # noqa: F401 - a fixture
    reporting_site,  # noqa: F401 - a fixture
    stored_files,
)
from tests.factories.complaints import picture
from tests.services.processes import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("default::ResourceWarning")]

NO_SYNC = "delete self.SyncManager; delete ServiceWorkerRegistration.prototype.sync;"  # as in Safari and in Zalo
HELD = "caches.open('reports-1').then((store) => store.match('/complaints/one-page')).then(Boolean)"


@pytest.fixture
def network(reporting_site):  # noqa: F811
    made = FlakyNetwork(reporting_site.port, cut_every=10**9)
    made.start()
    yield made
    made.stop()


def ready_for_offline(page) -> None:
    page.goto("/complaints/one-page")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    wait_until(lambda: page.evaluate(HELD), "the page being kept")


def write(page, seller: str, photo: bytes = b"") -> None:
    page.get_by_text("Nghi hàng giả").click()
    page.get_by_text("Cửa hàng, chợ").click()
    page.get_by_label("Tên hoặc mô tả nơi bán").fill(seller)
    page.get_by_text("Không cho biết tên").click()
    if photo:
        file = {"name": "image.jpg", "mimeType": "image/jpeg", "buffer": photo}
        page.get_by_label("Chọn ảnh có sẵn").set_input_files(files=[file])
        page.get_by_text("image.jpg").first.wait_for()


def saved(page) -> None:
    page.locator("#kept-told").get_by_text("Đã lưu trong máy").wait_for(timeout=1500)


def test_what_was_written_offline_survives_a_killed_browser_and_goes_out_once(
    phone, network, reporting_site, tmp_path  # noqa: F811
):  # fmt: skip
    page = phone(network.url, NO_SYNC)
    ready_for_offline(page)
    network.go_dark()
    page.goto("/complaints/new/kind")  # the kept page answers for every page of the report
    red, blue = picture((60, 40)), picture((61, 40))
    write(page, "Sạp ngoại tuyến một", red)
    saved(page)
    kill(tmp_path / "phone")
    page = phone(network.url, NO_SYNC)
    page.goto("/complaints/one-page")
    expect(page.get_by_label("Tên hoặc mô tả nơi bán")).to_have_value("Sạp ngoại tuyến một")
    page.get_by_role("button", name="Viết phản ánh mới").click()
    write(page, "Sạp ngoại tuyến hai", blue)
    saved(page)
    page.get_by_role("button", name="Gửi phản ánh").click()
    page.get_by_text("Đang mất mạng. Đã lưu trong máy, chưa gửi").wait_for()
    assert "Đã gửi" not in page.locator("main").inner_text()
    assert count_reports(reporting_site, "Sạp ngoại tuyến hai") == 0
    network.is_dark, network.drops_answers = False, True  # the server takes it, the phone never hears so
    wait_until(lambda: count_reports(reporting_site, "Sạp ngoại tuyến hai") == 1, "the report reaching the server")
    tries = network.connections
    wait_until(lambda: network.connections >= tries + 2, "the phone trying again")
    assert "Đã gửi" not in page.locator("main").inner_text()
    network.drops_answers = False
    page.get_by_text("Đã gửi. Mã theo dõi:").wait_for()
    wait_until(lambda: len(stored_files(reporting_site, "Sạp ngoại tuyến hai")) == 1, "the photo arriving")
    assert count_reports(reporting_site, "Sạp ngoại tuyến hai") == 1
    assert count_reports(reporting_site, "Sạp ngoại tuyến một") == 0  # nobody pressed send there
    ((row, _original, _clean),) = stored_files(reporting_site, "Sạp ngoại tuyến hai")
    assert row.received_size == len(blue) and page.faults == []
    page.get_by_role("button", name="Mở bản lúc").click()
    expect(page.get_by_label("Tên hoặc mô tả nơi bán")).to_have_value("Sạp ngoại tuyến một")
    page.get_by_role("button", name="Gửi phản ánh").click()
    wait_until(lambda: count_reports(reporting_site, "Sạp ngoại tuyến một") == 1, "the first report")
    wait_until(lambda: len(stored_files(reporting_site, "Sạp ngoại tuyến một")) == 1, "its own photo")
    ((row, _original, _clean),) = stored_files(reporting_site, "Sạp ngoại tuyến một")
    assert row.received_size == len(red)
