"""The reports room; what it is stands in docs/architecture.md."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Open the doors and add the commands of the room."""
