"""Chromium from Debian, driven by Playwright; nothing is downloaded."""

import pytest

from tests.services.processes import need

QUIET = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--no-first-run"]  # fmt: skip


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args) -> dict:
    """Debian's own Chromium, which asks nobody else for anything."""
    program = need("chromium", "/usr/bin/chromium")
    return {**browser_type_launch_args, "executable_path": program, "args": QUIET}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args) -> dict:
    """A small phone of somebody in Vietnam, with scripts off: pages must work without."""
    viewport = {"width": 360, "height": 740}
    return {**browser_context_args, "viewport": viewport, "locale": "vi-VN", "java_script_enabled": False}
