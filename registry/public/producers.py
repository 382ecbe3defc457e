"""Doors for everybody: a producer."""

from flask import Response

from core import clock
from core.db import session
from core.errors import NotFound
from core.i18n import lazy
from core.pages import page
from registry import queries
from registry.products import PRODUCER_KINDS
from registry.public.frame import blueprint
from registry.queries import Wanted
from registry.queries.market import show_shops


@blueprint.get("/producers/<string:slug>")
def producer(slug: str) -> Response:
    """One producer and its public products."""
    found = queries.find_producer_by_slug(session(), slug)
    if found is None or found.state != "approved":
        raise NotFound(lazy("Không có cơ sở này trong sổ."))
    on = clock.today()
    goods, _total = queries.search_products(session(), Wanted(producer_id=found.id), on=on, limit=200)
    place = queries.today_words(session(), [found.commune_id], on)[found.commune_id]
    return page(
        "registry/producer.html", producer=found, kind=PRODUCER_KINDS[found.kind], place=place, goods=goods,
        shops=show_shops(session(), found, on),
    )
