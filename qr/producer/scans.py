"""How often the own goods were scanned, in sums that name nobody."""

from datetime import timedelta

from flask import Response

from accounts.guards import requires
from core import clock
from core.db import session
from core.pages import page
from qr.producer.frame import blueprint, own_producer
from qr.queries.producer_scans import LEAST, sum_scans
from qr.queries.provinces import list_choices

DAYS = 30


@blueprint.get("/scans")
@requires("producer.write")
def scans() -> Response:
    """The last 30 days by day, product and province."""
    last = clock.today()
    first = last - timedelta(days=DAYS - 1)
    sums = sum_scans(session(), own_producer().id, first=first, last=last, names=dict(list_choices()))
    return page("qr/producer_scans.html", style="desk", sums=sums, first=first, last=last, least=LEAST)
