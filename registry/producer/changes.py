"""Producers' desk: packaging photos, and changes proposed to an approved product."""

import json
from uuid import UUID

from flask import Response, redirect, request, url_for

from accounts.guards import requires
from core import clock
from core.db import committing, session
from core.forms import read_form, sent_files, typed_words
from core.i18n import _
from core.pages import page
from registry import queries
from registry.actions.packaging import add_packaging, remove_packaging
from registry.actions.proposals import EDITABLE as WRITABLE
from registry.actions.proposals import propose_change, submit_proposal, withdraw_proposal
from registry.applications import PROPOSAL_NAMES
from registry.fields import PRODUCT_FIELDS, PRODUCT_LABELS
from registry.models import ChangeProposal, Product
from registry.producer.frame import blueprint, by, own_product
from registry.products import EDITABLE
from registry.queries.applications import find_open_proposal, list_notes
from registry.queries.pictures import list_pictures
from registry.queries.wording import reader_on
from registry.schemas.desk import ChangeForm
from registry.sending import Errors, send


@blueprint.route("/products/<uuid:product_id>/pictures", methods=["GET", "POST"])
@requires("producer.write")
def pictures(product_id: UUID) -> Response:
    """Packaging photos: see, add, take away; for an approved product they wait with the proposed change."""
    own = own_product(product_id)
    errors: Errors = {}
    if request.method == "POST":
        errors = _add_photos(product_id)
        if not errors:
            return redirect(url_for(".pictures", product_id=product_id), 303)
    proposal = find_open_proposal(session(), producer_id=own.producer_id, product_id=own.id)
    waiting = list_pictures(session(), "proposal", proposal.id) if proposal else []
    is_written = proposal is None or proposal.state in WRITABLE
    notes = list_notes(session(), producer_id=own.producer_id, kinds=("product", "change"), product_id=own.id)
    return page("registry/producer_pictures.html", style="desk", status=422 if errors else 200, product=own,
                held=list_pictures(session(), "product", own.id), waiting=waiting, note=notes.get("pictures"),
                is_written=is_written,
                can_add=own.state in EDITABLE or (own.state == "approved" and is_written),
                can_remove=own.state in EDITABLE,
                values=typed_words(), errors=errors)  # fmt: skip


@blueprint.post("/products/<uuid:product_id>/pictures/<uuid:picture_id>/remove")
@requires("producer.write")
def take_away(product_id: UUID, picture_id: UUID) -> Response:
    """Take away a photo that no officer has approved."""
    own_product(product_id)
    with committing() as current:
        remove_packaging(current, product_id=product_id, picture_id=picture_id, **by())
    return redirect(url_for(".pictures", product_id=product_id), 303)


@blueprint.route("/products/<uuid:product_id>/change", methods=["GET", "POST"])
@requires("producer.write")
def change(product_id: UUID) -> Response:
    """Propose a change of an approved product: kept as a draft, or sent in."""
    own = own_product(product_id)
    proposal = find_open_proposal(session(), producer_id=own.producer_id, product_id=own.id)
    held = list_pictures(session(), "product", own.id)
    if request.method == "GET":
        words = json.loads(proposal.words) if proposal else {}
        now = {name: getattr(own, name) for name in PRODUCT_FIELDS}
        notes = list_notes(session(), producer_id=own.producer_id, kinds=("change",), product_id=own.id)
        values = now | words | {"why": proposal.why if proposal else ""}
        return _form(own, proposal, held, values, {field: [why] for field, why in notes.items()}, 200)
    values, errors = read_form(ChangeForm)
    if not errors:
        errors = send(lambda current: _written(current, product_id, values, [each.id for each in held]))
        if not errors:
            after = ".preview" if request.form.get("step") == "preview" else ".product"
            return redirect(url_for(after, product_id=product_id), 303)
    return _form(own, proposal, held, typed_words(), errors, 422)


@blueprint.post("/products/<uuid:product_id>/change/withdraw")
@requires("producer.write")
def withdraw_change(product_id: UUID) -> Response:
    """Take the proposed change back."""
    own_product(product_id)
    with committing() as current:
        withdraw_proposal(current, product_id=product_id, **by())
    return redirect(url_for(".product", product_id=product_id), 303)


def _add_photos(product_id: UUID) -> Errors:
    files = sent_files("picture")
    errors: Errors = {} if files else {"picture": [_("Chọn ảnh bao bì")]}
    caption = request.form.get("caption", "")
    for file in files:
        data = file.stream.read()
        errors = errors or send(lambda current, data=data: add_packaging(
            current, product_id=product_id, data=data, caption=caption, **by()))  # fmt: skip
    return errors


def _written(current, product_id: UUID, values: dict, held: list[UUID]) -> None:
    why = values.pop("why")
    gone = [picture_id for picture_id in held if request.form.get(f"remove-{picture_id}")]
    propose_change(current, product_id=product_id, values=values, why=why, remove=gone, **by())
    if request.form.get("step") not in ("draft", "preview"):
        submit_proposal(current, product_id=product_id, **by())


def _form(
    own: Product, proposal: ChangeProposal | None, held: list, values: dict, errors: Errors, status: int
) -> Response:
    base = f"/producer/products/{own.id}"
    return page(
        "registry/producer_form.html", style="desk", status=status, heading=_("Đề nghị thay đổi sản phẩm"), back=base,
        action=f"{base}/change", is_change=True, proposal=proposal, names=PROPOSAL_NAMES, held=held, base=base,
        values=values, errors=errors, labels=PRODUCT_LABELS, in_words=reader_on(session(), clock.today()), product=own,
        kinds=queries.list_kinds(session()), groups=queries.list_groups(session(), clock.today()),
    )  # fmt: skip
