"""What the bench serves: our application, and beside it the smallest Flask application as yardstick."""

import json
import os
from pathlib import Path

from flask import Flask

from app import create_app
from core import clock
from core.db import committing
from tests.factories.qr import make_goods
from tests.installation import build_app, close, set_up, settings_in

FOLDER = Path(os.environ.get("BENCH_FOLDER", "."))
CODES = 500


def prepare() -> list[str]:
    """Make the database with one product, one lot and its codes; the addresses of the items."""
    application = build_app(settings_in(FOLDER))
    set_up(application)
    with application.app_context(), committing() as current:
        goods = make_goods(current, count=CODES, now=clock.now())
        paths = [goods.item(serial) for serial in goods.serials]
    close(application)
    (FOLDER / "paths.json").write_text(json.dumps(paths))
    return paths


def hello_application() -> Flask:
    """Flask's own first example: what any page must cost at least."""
    hello = Flask("hello")
    hello.add_url_rule("/hello", "hello", lambda: "Hello, World!")
    return hello


def build():
    """Both applications behind one server, told apart by the address."""
    ours, hello = create_app(settings_in(FOLDER)), hello_application()

    def serve(environ, start_response):
        chosen = hello if environ["PATH_INFO"] == "/hello" else ours
        return chosen.wsgi_app(environ, start_response)

    return serve
