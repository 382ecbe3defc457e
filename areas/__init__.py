"""Where: provinces and communes as dated rows, old names to new, the calendar of offices."""

from flask import Flask

from areas import cli, models, public  # noqa: F401 - tables must be known before any door is
from areas.queries import label
from core.home import register_menu_item
from core.i18n import lazy


def init_app(app: Flask) -> None:
    """Open the doors and add the commands of the room."""
    app.register_blueprint(public.blueprint)
    app.cli.add_command(cli.areas)
    app.jinja_env.filters["place"] = label
    register_menu_item(70, lazy("Địa danh cũ – mới"), "/areas")
