"""One tap after a first scan: the labels of a batch are on the goods."""

from uuid import UUID

from flask import Response, redirect, url_for

from accounts.guards import requires, signed_in
from core import clock
from core.db import committing, session
from core.errors import NotFound
from core.i18n import lazy
from core.pages import page
from qr.actions.activating import activate_printed
from qr.producer.frame import blueprint, own_producer
from qr.queries.inactive import count_waiting, find_owned_batch
from qr.queries.label_jobs import has_good_check


@blueprint.get("/codes/<uuid:batch_id>/activate")
@requires("producer.write")
def activation(batch_id: UUID) -> Response:
    """What activating means, and the one button."""
    product, lot = own_batch(batch_id)
    waiting = count_waiting(session(), batch_id)
    return page("qr/producer_activate.html", style="desk", product=product, lot=lot, waiting=waiting, batch_id=batch_id,
                is_checked=has_good_check(session(), batch_id))  # fmt: skip


@blueprint.post("/codes/<uuid:batch_id>/activate")
@requires("producer.write")
def activate(batch_id: UUID) -> Response:
    """Every printed code of the batch is right from now on."""
    own_batch(batch_id)
    with committing() as current:
        activate_printed(current, batch_id=batch_id, actor=signed_in().actor, now=clock.now())
    return redirect(url_for(".activation", batch_id=batch_id), 303)


def own_batch(batch_id: UUID):
    """Product and lot of a batch of the own facility; others are not there."""
    found = find_owned_batch(session(), batch_id, own_producer().id)
    if found is None:
        raise NotFound(lazy("Không có đợt mã này."))
    return found
