"""Names under the search field while somebody types, in Chromium; the form works without."""

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def phone(browser, demo_site):
    """A phone with scripts on."""
    context = browser.new_context(base_url=demo_site.url, viewport={"width": 360, "height": 740}, locale="vi-VN")
    yield context
    context.close()


def test_names_come_under_the_field_while_somebody_types(phone):
    page = phone.new_page()
    page.goto("/products")
    field = page.locator("form[data-suggest] input").first
    with page.expect_response("**/products/suggest?q=*") as asked:
        field.press_sequentially("che")
    names = {each["name"] for each in asked.value.json()}
    page.locator("datalist option").first.wait_for(state="attached")
    shown = page.locator("datalist option").evaluate_all("found => found.map(each => each.value)")
    assert names and set(shown) == names
    assert field.get_attribute("list") == page.locator("datalist").get_attribute("id")
    with page.expect_response("**/products/suggest?q=zzzz") as none:
        field.fill("zzzz")
    assert none.value.json() == []
    page.locator("datalist option").first.wait_for(state="detached")
    field.press("Enter")
    page.wait_for_url(lambda address: "q=zzzz" in address)
