"""What the campaign did, for everybody."""

from flask import Response

from campaign.public.frame import blueprint
from campaign.queries.events import list_events, list_measures_of
from campaign.words import say_figure, say_measure, say_row
from core.db import session
from core.home import register_menu_item
from core.i18n import lazy
from core.pages import page

register_menu_item(40, lazy("Hoạt động"), "/events")


@blueprint.get("/events")
def events() -> Response:
    """Fairs, markets, classes and the like, newest first, each with its figures as reported."""
    found = list_events(session())
    figures = list_measures_of(session(), [event.id for event in found])
    return page(
        "campaign/events.html", style="public", events=found, figures=figures, say_figure=say_figure,
        say_measure=say_measure, say_row=say_row,
    )  # fmt: skip
