"""The application: opens the doors of every room. Nobody imports it but tests, commands and migrations."""

from flask import Flask

import accounts
import areas
import campaign
import complaints
import notifications
import qr
import registry
import reports
from core import cli, daily, db, forms, health, http, i18n, installation, limits, pages, personal, public, published
from core.config import Settings, read_settings

CORE = (daily, installation, personal)  # imported so that migrations know the tables and workers the job
ROOMS = (areas, notifications, accounts, registry, qr, complaints, campaign, reports)


def create_app(settings: Settings | None = None) -> Flask:
    """A new application with the given settings, or those of the environment."""
    settings = settings or read_settings()
    app = Flask("chinhgoc", template_folder=str(db.ROOT / "templates"), static_folder=str(db.ROOT / "static"))
    app.extensions["settings"] = settings
    app.request_class = forms.PlainRequest
    app.url_map.strict_slashes = False
    db.init_db(app, settings)
    i18n.init_languages(app)
    pages.init_pages(app)
    limits.init_limits(app, settings)
    http.init_http(app, settings)
    cli.init_cli(app)
    app.register_blueprint(public.blueprint)
    app.register_blueprint(health.blueprint)
    app.register_blueprint(published.blueprint)
    for room in ROOMS:
        room.init_app(app)
    return app
