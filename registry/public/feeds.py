"""Doors for exchanges: every approved product in the Google product format."""

from collections.abc import Iterator

from flask import Response, stream_with_context

from core import clock
from core.config import settings
from core.db import session
from registry.feeds import COLUMNS, csv_lines, feed_row
from registry.public.frame import blueprint
from registry.queries.feeds import feed_facts


@blueprint.get("/products/feed.csv")
def feed() -> Response:
    """The feed, line by line as it is read."""
    base, on = settings().public_url.rstrip("/"), clock.today()

    def rows() -> Iterator[list[str]]:
        yield list(COLUMNS)
        for facts in feed_facts(session(), on):
            line = feed_row(facts, base)
            yield [line[name] for name in COLUMNS]

    headers = {"Content-Disposition": 'inline; filename="products.csv"', "Cache-Control": "public, max-age=900"}
    return Response(stream_with_context(csv_lines(rows())), content_type="text/csv; charset=utf-8", headers=headers)
