"""An application under test: its settings, its set-up, and a client that examines what it answers."""

import gzip
from contextvars import copy_context
from pathlib import Path

import flask_migrate
from flask import Flask, has_app_context
from flask.globals import _cv_app
from flask.testing import FlaskClient

from app import create_app
from core import i18n
from core.config import Settings
from core.db import db
from qr.queries.hot_read import drop
from tests.examiner import faults_of

GZIPPED = b"\x1f\x8b"
MASTER_KEY = "dGhpcyBrZXkgaXMgZm9yIHRlc3RzIG9ubHkhISEhISE="  # opens nothing outside the tests


class ExaminingClient(FlaskClient):
    """A browser without scripts that looks at every page it gets.

    What the test wrote is committed before the request; what the request wrote is seen by the test.
    """

    form_token = ""

    def post(self, *args, **kwargs):
        """Send a form; a signed-in browser's forms carry its token."""
        data = kwargs.get("data")
        if self.form_token and (data is None or isinstance(data, dict)):
            kwargs["data"] = {"token": self.form_token, **(data or {})}
        return super().post(*args, **kwargs)

    def open(self, *args, **kwargs):
        if has_app_context():
            db.session.commit()
        response = copy_context().run(self._open_alone, *args, **kwargs)
        if has_app_context():
            db.session.expire_all()
        examine(response)
        return response

    def _open_alone(self, *args, **kwargs):
        _cv_app.set(None)  # the request gets its own `g` and its own database session, as on a server
        return super().open(*args, **kwargs)


def examine(response) -> None:
    """Fail with everything that is wrong with an HTML answer, and with any text that has no translation."""
    untranslated = [f"no {language} text for {text!r}" for language, text in sorted(i18n.missing)]
    i18n.missing.clear()
    is_page = response.mimetype == "text/html" and not 300 <= response.status_code < 400
    data = response.get_data() if is_page else b""
    html = (gzip.decompress(data) if data[:2] == GZIPPED else data).decode()
    faults = faults_of(html, response.headers.get("Content-Security-Policy", "")) if html else []
    assert not faults + untranslated, "\n".join([response.request.path, *faults, *untranslated])


def settings_in(folder: Path, **changes: object) -> Settings:
    """Settings of an installation that lives in one folder."""
    values = {
        "database_url": f"sqlite:///{folder}/test.sqlite3",
        "storage_url": f"file://{folder}/files",
        "journal_dir": f"{folder}/journal",
        "master_keys": MASTER_KEY,
        "public_url": "http://localhost",
    }
    return Settings(**(values | changes))


def build_app(settings: Settings) -> Flask:
    """The application under test: a mistake of ours is raised into the test, not answered with a page."""
    application = create_app(settings)
    application.testing = True
    application.test_client_class = ExaminingClient
    application.error_handler_spec[None][None].pop(Exception, None)
    return application


def set_up(application: Flask) -> None:
    """Migrations and reference rows, by the commands that operators use."""
    with application.app_context():
        flask_migrate.upgrade()
    run_command(application, "setup")
    close(application)


def run_command(application: Flask, *words: str) -> str:
    """What `flask WORDS` prints; fails with its output when the command does."""
    with application.app_context():
        result = application.test_cli_runner().invoke(args=list(words))
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.output


def close(application: Flask) -> None:
    """Let go of every database connection."""
    drop()
    with application.app_context():
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()
