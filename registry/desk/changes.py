"""Officers' desk: a change proposed to an approved product, old and new side by side."""

import json
from uuid import UUID

from flask import Response, request

from accounts.guards import requires
from core.db import session
from core.errors import NotFound
from core.forms import read_form, typed_words
from core.i18n import lazy
from core.pages import page
from registry.actions.proposals import approve_proposal, return_proposal
from registry.applications import PROPOSAL_NAMES
from registry.conflicts import EditConflict
from registry.desk.frame import back, blueprint, by, inside
from registry.desk.returning import read_return
from registry.fields import PRODUCT_FIELDS, PRODUCT_LABELS, in_words
from registry.models import ChangeProposal, Product
from registry.queries.applications import get_proposal
from registry.queries.pictures import list_pictures
from registry.schemas.desk import SeenForm
from registry.sending import Errors, send_edit

FIELDS = PRODUCT_FIELDS | {"pictures": PRODUCT_LABELS["pictures"]}


@blueprint.get("/changes/<uuid:proposal_id>")
@requires("products.read")
def change(proposal_id: UUID) -> Response:
    """What stands and what is proposed."""
    return _page(*_found(proposal_id), {}, None)


@blueprint.post("/changes/<uuid:proposal_id>/approve")
@requires("products.approve")
def approve_change(proposal_id: UUID) -> Response:
    """Take the change over; the public page shows it from now on."""
    proposal, product = _found(proposal_id)
    values, errors = read_form(SeenForm)
    clash = None
    if not errors:
        errors, clash = send_edit(lambda current: approve_proposal(
            current, proposal_id=proposal_id, seen=values["seen"], **by()))  # fmt: skip
        if not errors and not clash:
            return back(product.id)
    return _page(proposal, product, errors, clash)


@blueprint.post("/changes/<uuid:proposal_id>/return")
@requires("products.approve")
def return_change(proposal_id: UUID) -> Response:
    """Send the change back, field by field."""
    proposal, product = _found(proposal_id)
    values, notes, errors = read_return(FIELDS)
    if not errors:
        errors, _clash = send_edit(lambda current: return_proposal(
            current, proposal_id=proposal_id, reason=values["reason"], notes=notes, **by()))  # fmt: skip
        if not errors:
            return back(product.id)
    return _page(proposal, product, errors, None)


def _found(proposal_id: UUID) -> tuple[ChangeProposal, Product]:
    """A proposal about a product of the unit's communes that was sent in; others are not there."""
    proposal = get_proposal(session(), proposal_id)
    if proposal.product_id is None or proposal.state == "draft":
        raise NotFound(lazy("Không có đề nghị này."))
    return proposal, inside(proposal.product_id)


def _page(proposal: ChangeProposal, product: Product, errors: Errors, clash: EditConflict | None) -> Response:
    words = json.loads(proposal.words)
    gone = words.pop("remove_pictures", [])
    rows = [(field, in_words(field, getattr(product, field)), in_words(field, new)) for field, new in words.items()]
    held = list_pictures(session(), "product", product.id)
    return page(
        "registry/desk_change.html", style="desk", status=409 if clash else 422 if errors else 200, proposal=proposal,
        product=product, rows=rows, added=list_pictures(session(), "proposal", proposal.id), clash=clash,
        removed=[each for each in held if str(each.id) in gone], labels=PRODUCT_LABELS, in_words=in_words,
        fields={field: FIELDS[field] for field in (*words, "pictures")}, errors=errors, names=PROPOSAL_NAMES,
        values=typed_words() if request.method == "POST" else {}, seen=clash.version if clash else "",
    )  # fmt: skip
