"""A producer's own codes: lots with batches, and changes of a batch with the consequences first."""

from uuid import UUID

from flask import Response, redirect, url_for

from accounts.guards import requires, signed_in
from core import clock
from core.db import committing, session
from core.errors import DomainError
from core.forms import Errors, read_form, typed_words
from core.home import register_desk_tab
from core.i18n import lazy
from core.pages import page
from qr.actions.parts import change_part
from qr.code_states import HANDS, Hand
from qr.producer.frame import blueprint, own_producer
from qr.queries.outlook import look_ahead
from qr.queries.producer_codes import OwnBatch, get_own_batch, list_own_batches, list_own_shared
from qr.queries.requests import get_allowance, list_asked_of
from qr.schemas.changes import ChangeForm, part_of
from qr.state_words import CHANGES, LEVELS, PROVES, REQUESTS, STATES, words_of

register_desk_tab(35, lazy("Mã và tem"), "/producer/codes", "producer")

MAY = {
    old: [new for new in CHANGES if Hand.PRODUCER in HANDS.get((old, new), ()) and new != "active"] for old in STATES
}
"""State of a batch -> the changes that a producer may ask for here; activating has its own page."""

UNDO = ("active", "in_trade", "sold")
"""Changes that a producer may take back in their time."""


@blueprint.get("/codes")
@requires("producer.write")
def codes() -> Response:
    """Batches, shared labels, requests, and what is left of the month's quota."""
    own = own_producer()
    return page(
        "qr/producer_codes.html", style="desk", batches=list_own_batches(session(), own.id), states=STATES,
        shared=list_own_shared(session(), own.id), requests=list_asked_of(session(), own.id), outcomes=REQUESTS,
        allowance=get_allowance(session(), own, clock.now()), levels=LEVELS, proves=PROVES,
    )  # fmt: skip


@blueprint.get("/codes/<uuid:batch_id>")
@requires("producer.write")
def batch(batch_id: UUID) -> Response:
    """One batch and what may be done with it."""
    found = get_own_batch(session(), batch_id, own_producer().id)
    changes = [state for state in CHANGES if any(state in MAY[old] for old in found.counts)]
    undo = [state for state in UNDO if state in found.counts]
    return page("qr/producer_batch.html", style="desk", batch=found, changes=changes, undo=undo, states=STATES,
                names=CHANGES)  # fmt: skip


@blueprint.post("/codes/<uuid:batch_id>/state")
@requires("producer.write")
def change(batch_id: UUID) -> Response:
    """Show what a change would mean; do it when it was confirmed."""
    found = get_own_batch(session(), batch_id, own_producer().id)
    values, errors = read_form(ChangeForm)
    if not errors and values["state"] == "active" and not values["undo"]:
        return redirect(url_for(".activation", batch_id=batch_id), 303)
    if errors or not values["confirmed"]:
        return change_page(found, typed_words(), errors)
    try:
        with committing() as current:
            change_part(current, batch_id=batch_id, **part_of(values), actor=signed_in().actor, now=clock.now())
    except DomainError as refused:
        return change_page(found, typed_words(), {refused.field or "first": [str(refused)]}, refused.status)
    return redirect(url_for(".batch", batch_id=batch_id), 303)


def change_page(found: OwnBatch, values: dict, errors: Errors, status: int = 422) -> Response:
    """The consequences of a change, before it is done."""
    outlook, told = look_ahead(session(), found.id, values, hand=Hand.PRODUCER, now=clock.now())
    errors = errors or told
    return page(
        "qr/change.html", style="desk", status=status if errors else 200, labelled=found, batch=found,
        outlook=outlook, values=values, errors=errors, action=url_for(".change", batch_id=found.id),
        back=url_for(".batch", batch_id=found.id), **words_of(values),
    )  # fmt: skip
