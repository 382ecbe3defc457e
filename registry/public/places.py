"""Doors for everybody: the shops."""

from flask import Response

from core import clock
from core.db import session
from core.pages import page
from registry import queries
from registry.public.frame import blueprint


@blueprint.get("/sale-points")
def sale_points() -> Response:
    """The shops, with the address as written and the commune of today."""
    on = clock.today()
    points = queries.list_sale_points(session(), on, kind="ocop_shop")
    places = queries.today_words(session(), [point.commune_id for point in points], on)
    return page("registry/sale_points.html", points=points, places=places)
