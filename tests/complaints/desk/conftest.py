"""Officers of the demo in Chromium, each signed in once for all tests of a process."""

import pytest

from tests.journeys.people import logins, sign_in


class Officer:
    """A signed-in officer of the demo whose presses are counted. Typing is not a press."""

    def __init__(self, context) -> None:
        context.set_default_timeout(10_000)
        self.context, self.page, self.presses, self.faults = context, context.new_page(), 0, []
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))

    def press(self, what) -> None:
        what.click()
        self.presses += 1
        self.page.wait_for_load_state()
        width = self.page.viewport_size["width"]
        assert self.page.evaluate("document.documentElement.scrollWidth") <= width, self.page.url

    def button(self, words: str):
        return self.page.get_by_role("button", name=words, exact=True).first

    def link(self, words: str):
        return self.page.get_by_role("link", name=words).first


@pytest.fixture(scope="session")
def officer_at(browser, demo_site):
    """An officer of the demo at a screen; each signs in once, because six digits open once."""
    people, known = logins(demo_site), {}  # asked once: each asking starts the program anew

    def come(user: str, size: dict) -> Officer:
        if user not in known:
            context = browser.new_context(base_url=demo_site.url, locale="vi-VN")
            sign_in(context.new_page(), people[user])
            known[user] = context.storage_state()
            context.close()
        return Officer(browser.new_context(
            base_url=demo_site.url, viewport=size, locale="vi-VN", storage_state=known[user]
        ))  # fmt: skip

    return come
