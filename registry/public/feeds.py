"""Doors for exchanges: every approved product in the Google product format."""

from collections.abc import Iterator
from contextlib import ExitStack

from flask import Response

from core import clock
from core.config import settings
from core.db import reading
from core.sheets import write_csv
from registry.feeds import COLUMNS, feed_row
from registry.public.frame import blueprint
from registry.queries.feeds import feed_facts


@blueprint.get("/products/feed.csv")
def feed() -> Response:
    """The feed, line by line as it is read; its connection is given back when the answer is out."""
    base, on = settings().public_url.rstrip("/"), clock.today()
    held = ExitStack()
    connection = held.enter_context(reading())

    def rows() -> Iterator[list[str]]:
        yield list(COLUMNS)
        for facts in feed_facts(connection, on):
            line = feed_row(facts, base)
            yield [line[name] for name in COLUMNS]

    headers = {"Content-Disposition": 'inline; filename="products.csv"', "Cache-Control": "public, max-age=900"}
    answer = Response(write_csv(rows(), mark=False), content_type="text/csv; charset=utf-8", headers=headers)
    answer.call_on_close(held.close)
    return answer
