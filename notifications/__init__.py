"""A message can be sent: the outbox, the words, the senders."""

from flask import Flask

from notifications import (  # noqa: F401 - tables and the kind of job must be known before any door is
    models,
    outbox,
    sealing,
)


def init_app(app: Flask) -> None:
    """The room has no doors: its work is done by jobs."""
