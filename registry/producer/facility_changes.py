"""Producers' desk: changes proposed to the own facility once an officer has approved it."""

import json

from flask import Response, redirect, request, url_for

from accounts.guards import requires
from areas.queries import label
from core.db import committing, session
from core.errors import NotFound
from core.forms import read_form, typed_words
from core.i18n import lazy
from core.pages import page
from registry.actions.facility_changes import TEXTS, propose_facility, withdraw_facility_change
from registry.applications import PROPOSAL_NAMES
from registry.fields import PRODUCER_LABELS
from registry.models import ChangeProposal, Producer
from registry.producer.frame import blueprint, by, own_producer
from registry.queries import place_words
from registry.queries.applications import find_open_proposal, list_notes
from registry.schemas.desk import FacilityChangeForm
from registry.schemas.facility import commune_error, facility_of, list_communes
from registry.sending import Errors, send


@blueprint.route("/facility/change", methods=["GET", "POST"])
@requires("producer.write")
def facility_change() -> Response:
    """Propose another name, place or telephone: kept as a draft, or sent in."""
    own = _own()
    proposal = find_open_proposal(session(), producer_id=own.id, product_id=None)
    if request.method == "GET":
        notes = list_notes(session(), producer_id=own.id, kinds=("change",)) if proposal else {}
        return _form(own, proposal, _known(own, proposal), {field: [why] for field, why in notes.items()}, 200)
    values, errors = read_form(FacilityChangeForm)
    places = list_communes(values.get("commune") or "")
    errors = errors or commune_error(values["commune"], places)
    if not errors:
        wanted = facility_of(values | {"kind": own.kind, "tax_code": ""}, places[0])
        is_sent = request.form.get("step") != "draft"
        errors = send(lambda current: propose_facility(
            current, producer_id=own.id, facility=wanted, why=values["why"], is_sent=is_sent, **by()))  # fmt: skip
        if not errors:
            return redirect(url_for(".home"), 303)
    return _form(own, proposal, typed_words(), errors, 422)


@blueprint.post("/facility/change/withdraw")
@requires("producer.write")
def withdraw_own_change() -> Response:
    """Take the proposed change back."""
    own = _own()
    with committing() as current:
        withdraw_facility_change(current, producer_id=own.id, **by())
    return redirect(url_for(".home"), 303)


def _own() -> Producer:
    own = own_producer()
    if own is None:
        raise NotFound(lazy("Bạn chưa ghi cơ sở nào."))
    return own


def _known(own: Producer, proposal: ChangeProposal | None) -> dict:
    """What stands in the register with what is proposed over it."""
    held = {name: getattr(own, name) for name in TEXTS} | {"commune": place_words(session(), own.commune_id)}
    return held | (json.loads(proposal.words) | {"why": proposal.why} if proposal else {})


def _form(own: Producer, proposal: ChangeProposal | None, values: dict, errors: Errors, status: int) -> Response:
    found = [label(unit) for unit in list_communes(str(values.get("commune") or ""))] if errors.get("commune") else []
    return page("registry/producer_facility_change.html", style="desk", status=status, own=own, proposal=proposal,
                values=values, errors=errors, found=found, names=PROPOSAL_NAMES, labels=PRODUCER_LABELS)  # fmt: skip
