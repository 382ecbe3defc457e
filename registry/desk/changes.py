"""Officers' desk: a change proposed to an approved product or facility, old and new side by side."""

import json
from uuid import UUID

from flask import Response, redirect, request

from accounts.guards import requires
from core import clock
from core.db import session
from core.errors import NotFound
from core.forms import read_form, typed_words
from core.i18n import lazy
from core.pages import page
from registry.actions.facility_changes import approve_facility_change, return_facility_change
from registry.actions.proposals import approve_proposal, return_proposal
from registry.applications import PROPOSAL_NAMES, check_proposal_change
from registry.conflicts import EditConflict
from registry.desk.frame import blueprint, by, inside, inside_producer
from registry.desk.returning import read_return
from registry.fields import CHANGEABLE, PRODUCER_LABELS, PRODUCT_FIELDS, PRODUCT_LABELS
from registry.models import ChangeProposal, Producer, Product
from registry.queries import place_words
from registry.queries.applications import get_proposal
from registry.queries.pictures import list_pictures
from registry.queries.wording import reader_on
from registry.schemas.desk import SeenForm
from registry.sending import Errors, send_edit

FIELDS = PRODUCT_FIELDS | {"pictures": PRODUCT_LABELS["pictures"]}
Subject = Product | Producer


@blueprint.get("/changes/<uuid:proposal_id>")
@requires("products.read")
def change(proposal_id: UUID) -> Response:
    """What stands and what is proposed."""
    return _page(*_found(proposal_id), {}, None)


@blueprint.post("/changes/<uuid:proposal_id>/approve")
@requires("products.approve")
def approve_change(proposal_id: UUID) -> Response:
    """Take the change over; the public page shows it from now on."""
    proposal, subject = _found(proposal_id)
    check_proposal_change(proposal.state, "approved")
    action = approve_proposal if proposal.product_id else approve_facility_change
    values, errors = read_form(SeenForm)
    clash = None
    if not errors:
        errors, clash = send_edit(lambda current: action(
            current, proposal_id=proposal_id, seen=values["seen"], **by()))  # fmt: skip
        if not errors and not clash:
            return redirect(_home(subject), 303)
    return _page(proposal, subject, errors, clash)


@blueprint.post("/changes/<uuid:proposal_id>/return")
@requires("products.approve")
def return_change(proposal_id: UUID) -> Response:
    """Send the change back, field by field."""
    proposal, subject = _found(proposal_id)
    check_proposal_change(proposal.state, "returned")
    action = return_proposal if proposal.product_id else return_facility_change
    values, notes, errors = read_return(FIELDS if proposal.product_id else CHANGEABLE)
    if not errors:
        errors, _clash = send_edit(lambda current: action(
            current, proposal_id=proposal_id, reason=values["reason"], notes=notes, **by()))  # fmt: skip
        if not errors:
            return redirect(_home(subject), 303)
    return _page(proposal, subject, errors, None)


def _found(proposal_id: UUID) -> tuple[ChangeProposal, Subject]:
    """A proposal about something of the unit's communes that was sent in; others are not there."""
    proposal = get_proposal(session(), proposal_id)
    if proposal.state == "draft":
        raise NotFound(lazy("Không có đề nghị này."))
    return proposal, inside(proposal.product_id) if proposal.product_id else inside_producer(proposal.producer_id)


def _home(subject: Subject) -> str:
    return f"/desk/{'products' if isinstance(subject, Product) else 'producers'}/{subject.id}"


def _page(proposal: ChangeProposal, subject: Subject, errors: Errors, clash: EditConflict | None) -> Response:
    words = json.loads(proposal.words)
    gone, _place = words.pop("remove_pictures", []), words.pop("commune_id", None)
    is_product, read = isinstance(subject, Product), reader_on(session(), clock.today())
    asked = {field: FIELDS[field] for field in (*words, "pictures")} if is_product else {
        field: CHANGEABLE[field] for field in words}  # fmt: skip
    held = list_pictures(session(), "product", subject.id) if is_product else []
    stands = {field: _standing(subject, field) for field in words}
    return page(
        "registry/desk_change.html", style="desk", status=409 if clash else 422 if errors else 200, proposal=proposal,
        rows=[(field, read(field, stands[field]), read(field, new)) for field, new in words.items()], held=stands,
        added=list_pictures(session(), "proposal", proposal.id), clash=clash, in_words=read, subject=subject,
        kept=[each for each in held if str(each.id) not in gone], home=_home(subject),
        removed=[each for each in held if str(each.id) in gone], fields=asked, errors=errors, names=PROPOSAL_NAMES,
        labels=PRODUCT_LABELS if is_product else PRODUCER_LABELS, seen=clash.version if clash else "",
        values=typed_words() if request.method == "POST" else {},
    )  # fmt: skip


def _standing(subject: Subject, field: str) -> object:
    return place_words(session(), subject.commune_id) if field == "commune" else getattr(subject, field)
