"""The registry room; what it is stands in docs/architecture.md."""

from flask import Flask

from registry import api, cli, desk, producer, public
from registry.actions import trace_reference  # noqa: F401 - it names its loader


def init_app(app: Flask) -> None:
    """Open the doors."""
    for door in (public, producer, desk, api):
        app.register_blueprint(door.blueprint)
    app.cli.add_command(cli.registry_group)
