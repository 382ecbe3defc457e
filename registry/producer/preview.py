"""Producers' desk: the public page as it would be with what was typed last; nobody else sees it."""

import json
from uuid import UUID

from flask import Response

from accounts.guards import requires
from core import clock
from core.config import settings
from core.db import session
from core.errors import NotFound
from core.i18n import lazy
from core.pages import page
from registry.actions.drafts import words_of
from registry.actions.from_forms import blank_product, overlay
from registry.applications import PROPOSAL_OPEN
from registry.minimum import list_items
from registry.models import Product
from registry.producer.frame import blueprint, own_producer, own_product
from registry.products import ORIGIN_BASES
from registry.queries.applications import find_proposal
from registry.queries.drafts import find_draft
from registry.queries.market import show_market
from registry.queries.showing import show_product


@blueprint.get("/products/<uuid:product_id>/preview")
@requires("producer.write")
def preview(product_id: UUID) -> Response:
    """A product with its draft and its proposed change laid over it."""
    own = own_product(product_id)
    words = words_of(find_draft(session(), own.producer_id, "product", product_id))
    proposal = find_proposal(session(), producer_id=own.producer_id, product_id=product_id)
    if proposal and proposal.state in PROPOSAL_OPEN:
        words |= json.loads(proposal.words)
    return _page(overlay(own, words), f"/producer/products/{product_id}")


@blueprint.get("/products/new/<uuid:draft_id>/preview")
@requires("producer.write")
def preview_new(draft_id: UUID) -> Response:
    """A draft that is no product yet, whatever is missing in it."""
    producer = own_producer()
    draft = find_draft(session(), producer.id, "product", draft_id) if producer else None
    if producer is None or draft is None:
        raise NotFound(lazy("Không có bản nháp này."))
    return _page(overlay(blank_product(producer), words_of(draft)), f"/producer/products/new/{draft_id}")


def _page(drawn: Product, back: str) -> Response:
    shown = show_product(session(), drawn, clock.today())
    market = show_market(session(), drawn, shown["producer"], clock.today(), settings().public_url.rstrip("/"))
    return page("registry/product.html", bases_of=ORIGIN_BASES, is_preview=True, back=back,
                items=list_items(drawn, shown), **shown | market | {"linked": None})  # fmt: skip
