"""The reports room; what it is stands in docs/architecture.md."""

from flask import Flask

from reports import cli


def init_app(app: Flask) -> None:
    """Open the doors and add the commands of the room."""
    app.cli.add_command(cli.reports_group)
    app.cli.add_command(cli.demo_group)
