"""What every test may ask for: an application on its own database, a client that examines each page,
a held clock. Real servers stand in tests/services."""

import os
import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import hypothesis
import pytest
from flask import Flask
from sqlalchemy.orm import Session

from core import clock
from core.db import db
from tests.factories.accounts import form_token, make_officer, sign_in
from tests.installation import ExaminingClient, build_app, close, set_up, settings_in

pytest_plugins = [
    "tests.services.postgres",
    "tests.services.redis",
    "tests.services.mail",
    "tests.services.s3",
    "tests.services.site",
    "tests.services.browser",
]

LOOPBACK = ("127.", "::1", "localhost")

hypothesis.settings.register_profile("quick", max_examples=40, deadline=None)
hypothesis.settings.register_profile("full", max_examples=1000, deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


class OutsideNetworkError(RuntimeError):
    """A test tried to leave this machine."""


@pytest.fixture(autouse=True, scope="session")
def only_this_machine() -> Iterator[None]:
    """Refuse every connection that is not to loopback: tests have no network."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def checked(call: Callable) -> Callable:
        def check(self, address):
            if self.family != socket.AF_UNIX and not str(address[0]).startswith(LOOPBACK):
                raise OutsideNetworkError(f"a test tried to reach {address}")
            return call(self, address)

        return check

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", checked(connect))
        patch.setattr(socket.socket, "connect_ex", checked(connect_ex))
        yield


@pytest.fixture(scope="session")
def set_up_database(tmp_path_factory) -> Callable[[str], None]:
    """Call with a database address to bring an empty database to what `make run` starts from."""

    def set_up_at(url: str) -> None:
        set_up(build_app(settings_in(tmp_path_factory.mktemp("set-up"), database_url=url)))

    return set_up_at


@pytest.fixture(scope="session")
def template_database(tmp_path_factory) -> Path:
    """A SQLite file with migrations and reference rows, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("template")
    set_up(build_app(settings_in(folder)))
    return folder / "test.sqlite3"


@pytest.fixture
def app(tmp_path, template_database) -> Iterator[Flask]:
    """An application with a fresh copy of the set-up database."""
    shutil.copy(template_database, tmp_path / "test.sqlite3")
    application = build_app(settings_in(tmp_path))
    yield application
    close(application)


@pytest.fixture
def app_on(tmp_path) -> Iterator[Callable[..., Flask]]:
    """Applications with settings of the test's choice: `app_on(database_url=postgres_url)`."""
    made: list[Flask] = []

    def build(**changes: object) -> Flask:
        made.append(build_app(settings_in(tmp_path, **changes)))
        return made[-1]

    yield build
    for application in made:
        close(application)


@pytest.fixture
def session(app) -> Iterator[Session]:
    """The database session of the test; it stands until the test ends."""
    with app.app_context():
        yield db.session()


@pytest.fixture
def client(app) -> ExaminingClient:
    """Somebody with a browser, not signed in."""
    return app.test_client()


@pytest.fixture
def freeze() -> Iterator[Callable[[datetime], None]]:
    """Hold the clock: `freeze(datetime(2026, 11, 24, tzinfo=UTC))`."""
    with ExitStack() as held:
        yield lambda instant: held.enter_context(clock.freeze(instant))


@pytest.fixture
def officer_client(app, session) -> Callable[..., ExaminingClient]:
    """A signed-in browser, `officer_client("doi_truong", unit=unit)`; its posts carry the form token."""

    def signed_in(role: str = "tiep_nhan", **who: object) -> ExaminingClient:
        user = make_officer(session, role=role, **who)
        browser = sign_in(session, app.test_client(), user)
        browser.form_token = form_token(session, browser)
        browser.user = user
        return browser

    return signed_in
