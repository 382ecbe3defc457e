"""The reports room; what it is stands in docs/architecture.md."""

from flask import Flask

from reports import cli, desk, public


def init_app(app: Flask) -> None:
    """Open the doors and add the commands of the room."""
    app.register_blueprint(public.blueprint)
    app.register_blueprint(desk.blueprint)
    app.cli.add_command(cli.reports_group)
    app.cli.add_command(cli.demo_group)
