"""The areas room; what it is stands in docs/architecture.md."""

from flask import Flask

from areas import models  # noqa: F401 - tables must be known before any door is


def init_app(app: Flask) -> None:
    """Open the doors and add the commands of the room."""
