"""An installation with the demo, made once for all tests of the room; tests look and do not write."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from flask import Flask

from core.db import db
from reports.queries.places import open_scope
from tests.installation import build_app, close, set_up, settings_in


@pytest.fixture(scope="session")
def demo_app(tmp_path_factory) -> Iterator[Flask]:
    """The demo, loaded by its command."""
    application = build_app(settings_in(tmp_path_factory.mktemp("demo-app")))
    set_up(application)
    result = application.test_cli_runner().invoke(args=["demo", "load"])
    assert result.exit_code == 0, result.output or result.exception
    yield application
    close(application)


@pytest.fixture
def demo_session(demo_app):
    """The database session of the demo."""
    with demo_app.app_context():
        yield db.session()


@pytest.fixture
def run(demo_app) -> Callable:
    """Run a command of the demo installation; `--format json` comes back as values."""

    def call(*words: str):
        result = demo_app.test_cli_runner().invoke(args=list(words))
        assert result.exit_code == 0, result.output or result.exception
        return json.loads(result.output) if "json" in words else result.output

    return call


@pytest.fixture
def scope(demo_session) -> Callable:
    """A scope by words: scope("2025-01-01", "2025-12-31", "19")."""
    return lambda first, last, place="": open_scope(
        demo_session, date.fromisoformat(first), date.fromisoformat(last), place
    )


@pytest.fixture
def needed_program():
    """The path of a program that the tests need; its absence skips, in CI it fails."""
    def find(name: str) -> str:
        found = shutil.which(name)
        if found is None:
            assert os.environ.get("CI") != "true", f"{name} is missing; scripts/debian-packages.sh installs it"
            pytest.skip(f"{name} is not installed")
        return found

    return find
