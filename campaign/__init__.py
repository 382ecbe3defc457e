"""The campaign room; what it is stands in docs/architecture.md."""

from flask import Flask
from sqlalchemy import select

from campaign import desk, models, public
from campaign.actions import return_reminders  # noqa: F401 - it names its job
from core import audit


def init_app(app: Flask) -> None:
    """Open the doors and add the commands of the room."""
    app.register_blueprint(public.blueprint)
    app.register_blueprint(desk.blueprint)


audit.required["event"] = lambda session: session.scalars(select(models.CampaignEvent.id))
