"""The qr room; what it is stands in docs/architecture.md."""

from datetime import date

from flask import Flask

from core.text import format_date
from qr import api, cli, desk, models, producer, public  # noqa: F401 - tables must be known before any door is
from qr.actions import (  # noqa: F401 - the ticker and the set-up must know them
    claiming,
    folding,
    labelling,
    reference,
    signals,
    tending,
)
from qr.addresses import table_at


def init_app(app: Flask) -> None:
    """Open the doors and add the commands of the room."""
    app.jinja_env.filters["iso_day"] = lambda text: format_date(date.fromisoformat(text)) if text else ""
    app.jinja_env.filters["points"] = lambda hundredths: f"{hundredths / 100:.2f}".replace(".", ",")
    table_at(app.extensions["settings"].address_table)  # a table that cannot be read stops the start
    app.register_blueprint(public.blueprint)
    app.register_blueprint(desk.blueprint)
    app.register_blueprint(producer.blueprint)
    app.register_blueprint(api.blueprint)
    app.cli.add_command(cli.qr)
    public.put_in_front(app)
