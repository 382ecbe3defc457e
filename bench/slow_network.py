"""What a cheap phone on a slow network waits for: Chromium with the network and the processor slowed down.

N1 is Slow 3G as Chromium defines it (2,000 ms per request, 50,000 B/s both ways), N2 what Lighthouse takes for a
mobile network (150 ms, 1.6 Mbit/s); both with a processor four times slower. The goals are those of the design.
"""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Error, Page, sync_playwright

from bench.figures import Figure
from tests.complaints.public.phones import big_photo, go_on
from tests.services.browser import QUIET
from tests.services.processes import need, wait_until
from tests.services.site import Site, new_site

N1, N2 = (2000, 50_000), (150, 200_000)
SLOWER = 4
WATCH = """
window.seen = {lcp: 0, cls: 0, tasks: 0};
new PerformanceObserver((list) => list.getEntries().forEach((each) => { seen.lcp = each.startTime; }))
  .observe({type: "largest-contentful-paint", buffered: true});
new PerformanceObserver((list) => list.getEntries().forEach((each) => { seen.cls += each.value; }))
  .observe({type: "layout-shift", buffered: true});
new PerformanceObserver((list) => list.getEntries().forEach((each) => { seen.tasks += Math.max(0, each.duration - 50); }))
  .observe({type: "longtask", buffered: true});
"""
READ = """() => ({...seen, fcp: performance.getEntriesByName("first-contentful-paint")[0].startTime,
  bytes: performance.getEntriesByType("navigation")[0].transferSize})"""


@dataclass(frozen=True)
class View:
    """Milliseconds to the first and the largest paint, blocked milliseconds, shift of the layout, bytes of the page."""

    fcp: float
    lcp: float
    tasks: float
    cls: float
    bytes: float


def measure_slow_network(folder: Path) -> list[Figure]:
    """The verdict page on both networks, then a whole report with a photo of 10 MB on the slow one."""
    with serving_demo(folder) as site, sync_playwright() as play:
        program = need("chromium", "/usr/bin/chromium")
        browser = play.chromium.launch(executable_path=program, args=QUIET)
        label = json.loads(site.flask("demo", "show", "--format", "json"))["verdicts"]["V1"]
        figures = [*verdict_figures(browser, site, label), *report_figures(browser, site, label, folder)]
        browser.close()
    return figures


def verdict_figures(browser: Browser, site: Site, label: str) -> list[Figure]:
    """First and largest paint of a scan."""
    slow, fast = (view_of(open_page(browser, site, network), label) for network in (N1, N2))
    return [
        Figure("Verdict page on Slow 3G, first paint", f"{slow.fcp:,.0f} ms", f"{slow.bytes:,.0f} B", "<= 2,600 ms", slow.fcp <= 2600),
        Figure("Verdict page on Slow 3G, largest paint", f"{slow.lcp:,.0f} ms", "2,000 ms at least", "<= 2,800 ms", slow.lcp <= 2800),
        Figure("Verdict page, blocked time and shift", f"{slow.tasks:.0f} ms, {slow.cls:.3f}", "-", "0 ms, <= 0.01", slow.tasks == 0 and slow.cls <= 0.01),
        Figure("Verdict page on a mobile network, largest paint", f"{fast.lcp:,.0f} ms", "150 ms at least", "<= 1,200 ms", fast.lcp <= 1200),
    ]  # fmt: skip


def report_figures(browser: Browser, site: Site, label: str, folder: Path) -> list[Figure]:
    """From the scan to the receipt, every page measured; the photo goes on by itself."""
    photo = big_photo(folder / "lon.jpg", (3600, 2700))
    page = open_page(browser, site, N1)
    sent = count_sent(page)
    page.goto(label)
    start, views = time.monotonic(), []
    for words in ("Báo", "Tem hoặc mã QR đáng ngờ", photo, "Tiếp tục", "Cửa hàng, chợ, siêu thị",
                  "Dùng vị trí hiện tại và tiếp tục", "Không cho biết tên", "Gửi phản ánh"):  # fmt: skip
        if isinstance(words, Path):
            page.get_by_label("Chụp ảnh").set_input_files(str(words))
            continue
        page.evaluate("window.left = true")
        press(page, words)
        wait_until(lambda: holds(page, "Boolean(window.seen && !window.left)"), words, seconds=40)
        page.wait_for_load_state("load")
        views.append(read_view(page))
    page.get_by_role("heading", name="Đã nhận phản ánh của bạn").wait_for()
    took = time.monotonic() - start
    page.get_by_text("Đã gửi xong lon.jpg").first.wait_for(timeout=180_000)
    worst = max(views, key=lambda view: view.fcp)
    heaviest = max(view.bytes for view in views)
    size = photo.stat().st_size
    return [
        Figure("Report with a photo of 10 MB on Slow 3G, to the receipt", f"{took:.0f} s", "8 taps", "<= 45 s", took <= 45),
        Figure("Report pages on Slow 3G, slowest first paint", f"{worst.fcp:,.0f} ms", "2,000 ms at least", "<= 2,600 ms", worst.fcp <= 2600),
        Figure("Report pages, heaviest", f"{heaviest:,.0f} B", "-", "<= 8,192 B", heaviest <= 8192),
        Figure("Photo of 10 MB, bytes sent with everything else", f"{sum(sent):,} B", f"{size:,} B", "<= 600,000 B", sum(sent) <= 600_000),
    ]  # fmt: skip


def press(page: Page, words: str) -> None:
    """A link or button by its words; "Tiếp tục" stands on a page more than once."""
    if words == "Tiếp tục":
        go_on(page)
    else:
        named = page.get_by_role("button", name=words).or_(page.get_by_role("link", name=words))
        named.first.click(no_wait_after=True)


def open_page(browser: Browser, site: Site, network: tuple[int, int]) -> Page:
    """A phone of 360 px on a network: milliseconds a request, bytes a second."""
    context = browser.new_context(
        base_url=site.url, viewport={"width": 360, "height": 740}, locale="vi-VN", permissions=["geolocation"],
        geolocation={"latitude": 21.5942, "longitude": 105.8482},
    )  # fmt: skip
    context.add_init_script(WATCH)
    context.set_default_timeout(60_000)
    page = context.new_page()
    wire = context.new_cdp_session(page)
    latency, rate = network
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", {
        "offline": False, "latency": latency, "downloadThroughput": rate, "uploadThroughput": rate,
    })  # fmt: skip
    wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return page


def count_sent(page: Page) -> list[int]:
    """The sizes of the bodies that a page sends, as they go."""
    sent: list[int] = []
    page.context.on("request", lambda request: sent.append(len(request.post_data_buffer or b"")))
    return sent


def view_of(page: Page, path: str) -> View:
    page.goto(path, wait_until="load")
    page.wait_for_timeout(300)
    return read_view(page)


def read_view(page: Page) -> View:
    """What the page has measured of itself."""
    wait_until(lambda: holds(page, "performance.getEntriesByName('first-contentful-paint').length > 0"), "a first paint")
    return View(**page.evaluate(READ))


def holds(page: Page, expression: str) -> bool:
    """Whether it is so on the page; while the page changes it is not."""
    try:
        return page.evaluate(expression)
    except Error:
        return False


@contextmanager
def serving_demo(folder: Path) -> Iterator[Site]:
    """The demo, served as `make run` serves it."""
    site = new_site(folder / "slow")
    for words in (("db", "upgrade"), ("setup",), ("demo", "load")):
        site.flask(*words)
    site.start()
    try:
        yield site
    finally:
        site.stop()
