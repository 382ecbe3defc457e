"""The registry room; what it is stands in docs/architecture.md."""

from flask import Flask

from registry import actions, models  # noqa: F401 - tables and reference loaders must be known


def init_app(app: Flask) -> None:
    """Open the doors and add the commands of the room."""
