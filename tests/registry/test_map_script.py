"""What the script adds to the map, in Chromium: near me, layers at once, zooming and moving."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("default::ResourceWarning")]

HERE = {"latitude": 21.59432, "longitude": 105.84817}


@pytest.fixture
def open_page(browser, demo_site):
    """Opens pages in a phone's browser with scripts, somewhere in Thái Nguyên, or with no position given."""
    opened = []

    def begin(path: str, *, is_asked: bool = True, width: int = 1280):
        options = {"geolocation": HERE, "permissions": ["geolocation"]} if is_asked else {"permissions": []}
        context = browser.new_context(
            base_url=demo_site.url, viewport={"width": width, "height": 900}, locale="vi-VN",
            java_script_enabled=True, **options,
        )  # fmt: skip
        context.set_default_timeout(10_000)
        opened.append(context)
        page = context.new_page()
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("console", lambda line: page.faults.append(line.text) if line.type == "error" else None)
        page.goto(path)
        return page

    yield begin
    for context in opened:
        context.close()


def view(page) -> list[float]:
    return [float(part) for part in page.locator("#map").get_attribute("viewBox").split()]


@pytest.mark.parametrize("path", ["/map", "/map?province=19&layer=market"])
def test_near_me_sends_a_rounded_position_by_post_and_lists_the_nearest_first(open_page, path):
    page = open_page(path)
    with page.expect_request("**/map**") as sent, page.expect_navigation():
        page.get_by_role("button", name="Gần tôi").click()
    assert sent.value.method == "POST" and "21.594%2C105.848" in sent.value.post_data
    assert "21.59" not in page.url
    assert page.get_by_text("Khoảng cách tính từ vị trí của bạn").is_visible()
    shown = page.locator(".spots > li p:first-child b:nth-of-type(2)").all_inner_texts()
    metres = [float(words.split()[0].replace(",", ".")) * (1000 if "km" in words else 1) for words in shown]
    assert metres and metres == sorted(metres)
    assert page.faults == []


def test_near_me_works_where_to_buy_too(open_page, demo_site):
    page = open_page("/products")
    page.goto(page.locator('a[href^="/products/"]').first.get_attribute("href") + "/where-to-buy")
    with page.expect_navigation():
        page.get_by_role("button", name="Gần tôi").click()
    assert "21.59" not in page.url and page.get_by_text("Khoảng cách tính từ vị trí").is_visible()
    assert page.faults == []


def test_who_gives_no_position_is_told_what_to_do(open_page):
    page = open_page("/map", is_asked=False)
    page.get_by_role("button", name="Gần tôi").click()
    page.get_by_text("Máy không cho biết vị trí").wait_for()
    assert page.get_by_role("button", name="Gần tôi").is_enabled()


def test_a_layer_is_put_away_and_back_without_asking_the_server(open_page):
    page = open_page("/map?province=19")
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/static/" not in request.url else None)
    marks, rows = page.locator('svg [data-layer="market"]'), page.locator('li[data-layer="market"]')
    assert marks.first.get_attribute("display") != "none" and rows.first.is_visible()
    page.locator('.layers input[value="market"]').uncheck()
    assert marks.first.get_attribute("display") == "none" and not rows.first.is_visible()
    assert page.locator('li[data-layer="village"]').first.is_visible()
    page.locator('.layers input[value="market"]').check()
    assert marks.first.get_attribute("display") == "inline" and rows.first.is_visible()
    assert asked == [] and page.faults == []


def test_the_drawing_is_zoomed_moved_and_whole_again(open_page):
    page = open_page("/map?province=19")
    whole = view(page)
    page.get_by_role("button", name="Phóng to bản đồ").click()
    near = view(page)
    assert near[2] == pytest.approx(whole[2] / 1.6, rel=0.01) and near[0] > whole[0]
    box = page.locator("#map").bounding_box()
    page.mouse.move(box["x"] + 200, box["y"] + 200)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 150, steps=5)
    page.mouse.up()
    moved = view(page)
    assert moved[0] > near[0] and moved[1] > near[1] and moved[2:] == near[2:]
    assert page.url.endswith("/map?province=19")  # the end of a drag is no press
    page.get_by_role("button", name="Thu nhỏ bản đồ").click()
    assert view(page)[2] == pytest.approx(whole[2], rel=0.01)
    for _ in range(9):
        page.get_by_role("button", name="Phóng to bản đồ").click()
    assert view(page)[2] >= whole[2] / 16.1
    page.get_by_role("button", name="Toàn bản đồ").click()
    assert view(page) == pytest.approx(whole) and page.faults == []


def test_ctrl_and_the_wheel_zoom_a_plain_wheel_scrolls(open_page):
    page = open_page("/map?province=19", width=360)
    whole = view(page)
    page.locator("#map").hover(position={"x": 100, "y": 60})
    page.mouse.wheel(0, 200)
    page.wait_for_function("scrollY > 0")
    assert view(page) == whole
    page.keyboard.down("Control")
    page.locator("#map").hover(position={"x": 100, "y": 300})
    page.mouse.wheel(0, -200)
    page.keyboard.up("Control")
    page.wait_for_function("width => document.getElementById('map').viewBox.baseVal.width < width", arg=whole[2])
    assert page.faults == []
