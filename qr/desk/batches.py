"""Batches of codes for those who may issue them: lots, batches, labels, changes."""

from uuid import UUID

from flask import Response, redirect, url_for

from accounts.guards import requires, signed_in
from core import clock
from core.db import committing, session
from core.errors import DomainError
from core.forms import Errors, read_form, typed_words
from core.pages import page
from qr.actions import issue_codes
from qr.actions.shared import issue_shared
from qr.code_states import ALLOWED
from qr.desk.frame import blueprint, get_own_lot, own_communes
from qr.queries.batches import (
    list_batches,
    list_lots,
)
from qr.queries.producer_codes import list_lot_shared
from qr.schemas import IssueForm
from qr.state_words import CHANGES, LEVELS, PROVES, STATES


@blueprint.get("/codes")
@requires("codes.issue")
def lots() -> Response:
    """The lots that may get codes: those of producers in the unit's communes."""
    return page("qr/lots.html", style="desk", rows=list_lots(session(), commune_ids=own_communes()))


@blueprint.get("/lots/<uuid:lot_id>/codes")
@requires("codes.issue")
def lot(lot_id: UUID) -> Response:
    """The batches of a lot, and the form for a new one."""
    return lot_page(lot_id, {}, {})


@blueprint.post("/lots/<uuid:lot_id>/codes")
@requires("codes.issue")
def issue(lot_id: UUID) -> Response:
    """Issue a batch, or labels with one code for all."""
    values, errors = read_form(IssueForm)
    if errors:
        return lot_page(lot_id, values, errors)
    get_own_lot(lot_id)
    how = {"lot_id": lot_id, "count": values["count"], "actor": signed_in().actor, "now": clock.now()}
    try:
        with committing() as current:
            if values["level"] != "item":
                made = issue_shared(current, level=values["level"], **how).id
            else:
                options = {name: bool(values[name]) for name in ("has_pin", "is_signed")}
                made = issue_codes(current, **options, **how).batch_id
    except DomainError as refused:
        return lot_page(lot_id, typed_words(), {refused.field or "count": [str(refused)]})
    return redirect(url_for(".lot", lot_id=lot_id, _anchor=f"batch-{made}"), 303)


def lot_page(lot_id: UUID, values: dict, errors: Errors) -> Response:
    """The batches of a lot with the form for a new one."""
    return page(
        "qr/lot.html",
        style="desk",
        status=422 if errors else 200,
        labelled=get_own_lot(lot_id),
        batches=list_batches(session(), lot_id),
        shared=list_lot_shared(session(), lot_id),
        states=STATES,
        changes=CHANGES,
        allowed=ALLOWED,
        levels=list(LEVELS.items()),
        proves=PROVES,
        values=values,
        errors=errors,
    )
