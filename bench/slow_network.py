"""What a cheap phone on a slow network waits for: Chromium with the network and the processor slowed down.

N1 is Slow 3G as Chromium defines it (2,000 ms per request, 50,000 B/s both ways), N2 what Lighthouse takes for a
mobile network (150 ms, 1.6 Mbit/s); both with a processor four times slower. The goals are those of the design.
"""

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
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
new PerformanceObserver((list) => {
  list.getEntries().forEach((each) => { seen.tasks += Math.max(0, each.duration - 50); });
}).observe({type: "longtask", buffered: true});
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
    blocked = Figure(
        "Verdict page, blocked time and shift", f"{slow.tasks:.0f} ms, {slow.cls:.3f}", "-", "0 ms, <= 0.01",
        slow.tasks == 0 and slow.cls <= 0.01,
    )  # fmt: skip
    return [
        at_most("Verdict page on Slow 3G, first paint", slow.fcp, 2600, "ms", f"{slow.bytes:,.0f} B"),
        at_most("Verdict page on Slow 3G, largest paint", slow.lcp, 2800, "ms", "2,000 ms at least"),
        blocked,
        at_most("Verdict page on a mobile network, largest paint", fast.lcp, 1200, "ms", "150 ms at least"),
    ]


def report_figures(browser: Browser, site: Site, label: str, folder: Path) -> list[Figure]:
    """From the scan to the receipt, every page measured; the photo goes on by itself."""
    photo = big_photo(folder / "lon.jpg", (3600, 2700))
    page = open_page(browser, site, N1)
    came = watch_pages(page)
    page.goto(label)
    start, views = time.monotonic(), []
    for words in WAY:
        page.evaluate("window.left = true")
        press(page, words)
        wait_until(lambda: holds(page, "Boolean(window.seen && !window.left)"), words, seconds=40)
        page.wait_for_load_state("load")
        views.append(read_view(page))
        if words == WAY[1]:
            page.get_by_label("Chụp ảnh").set_input_files(str(photo))
    page.get_by_role("heading", name="Đã nhận phản ánh của bạn").wait_for()
    took = time.monotonic() - start
    page.get_by_text("nội dung, 1 ảnh").first.wait_for(timeout=180_000)  # the receipt is shown anew once it is there
    slowest = max(view.fcp for view in views)
    with closing(sqlite3.connect(site.folder / "site.sqlite3")) as database:
        ((stored,),) = database.execute("SELECT received_size FROM evidence WHERE received_size > 0")
    return [
        at_most("Report with a photo of 10 MB on Slow 3G, to the receipt", took, 45, "s", f"{len(WAY)} taps"),
        at_most("Report pages on Slow 3G, slowest first paint", slowest, 2600, "ms", "2,000 ms at least"),
        at_most("Report pages, heaviest", max(came), 8192, "B", "-"),
        at_most("Photo of noise, made smaller by the phone", stored, 1_500_000, "B", f"{photo.stat().st_size:,} B"),
    ]


WAY = ("Báo", "Tem hoặc mã QR đáng ngờ", "Tiếp tục", "Cửa hàng, chợ, siêu thị", "Dùng vị trí hiện tại và tiếp tục",
       "Không cho biết tên", "Gửi phản ánh")  # fmt: skip


def at_most(name: str, value: float, most: float, unit: str, beside: str) -> Figure:
    """A line that holds up to a value."""
    return Figure(name, f"{value:,.0f} {unit}", beside, f"<= {most:,} {unit}", value <= most)


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


def watch_pages(page: Page) -> list[int]:
    """The sizes of the report's pages as they go over the wire, added to while they come."""
    came: list[int] = []

    def hear(response) -> None:
        is_asked_for = "/complaints/new" in response.url or "/complaints/receipt" in response.url
        if is_asked_for and response.headers.get("content-type", "").startswith("text/html"):
            came.append(int(response.headers.get("content-length", 0)))

    page.context.on("response", hear)
    return came


def view_of(page: Page, path: str) -> View:
    page.goto(path, wait_until="load")
    page.wait_for_timeout(300)
    return read_view(page)


def read_view(page: Page) -> View:
    """What the page has measured of itself."""
    painted = "performance.getEntriesByName('first-contentful-paint').length > 0"
    wait_until(lambda: holds(page, painted), "a first paint")
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
