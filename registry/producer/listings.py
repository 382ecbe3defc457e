"""Producers' desk: where the own products are sold, how much can be delivered in a month."""

from uuid import UUID

from flask import Response, redirect, request, url_for

from accounts.guards import requires
from core import clock
from core.db import session
from core.errors import NotFound
from core.forms import read_form, typed_words
from core.i18n import lazy
from core.pages import page
from registry.actions.listings import end_listing, list_product, state_capacity
from registry.producer.frame import blueprint, by, own_product
from registry.queries.listings import find_capacity, list_listings
from registry.queries.map import Sought, find_spots
from registry.queries.places import list_place_kinds
from registry.schemas.places import CapacityForm, ListingForm
from registry.sending import send

STATES = {"claimed": lazy("chờ cán bộ kiểm tra"), "verified": lazy("đã kiểm tra"), "refused": lazy("không được nhận")}


@blueprint.route("/products/<uuid:product_id>/listings", methods=["GET", "POST"])
@requires("producer.write")
def list_own(product_id: UUID) -> Response:
    """Say where the product is sold; an officer checks before buyers read it."""
    product = own_product(product_id)
    values, errors = read_form(ListingForm) if request.method == "POST" else ({}, {})
    if request.method == "POST" and not errors:
        place_id = values.pop("place")
        errors = send(lambda current: list_product(
            current, product_id=product.id, place_id=place_id, **values, **by()))  # fmt: skip
        if not errors:
            return redirect(url_for(".list_own", product_id=product_id), 303)
    return _page(product, errors)


@blueprint.post("/products/<uuid:product_id>/listings/<uuid:listing_id>/end")
@requires("producer.write")
def end_own(product_id: UUID, listing_id: UUID) -> Response:
    """Today is the last day there."""
    own_product(product_id)
    if listing_id not in {row[0].id for row in list_listings(session(), product_ids=[product_id])}:
        raise NotFound(lazy("Không có dòng này."))
    send(lambda current: end_listing(current, listing_id=listing_id, to_day=clock.today(), **by()))
    return redirect(url_for(".list_own", product_id=product_id), 303)


@blueprint.post("/products/<uuid:product_id>/capacity")
@requires("producer.write")
def own_capacity(product_id: UUID) -> Response:
    """How much can be delivered in a month."""
    product = own_product(product_id)
    values, errors = read_form(CapacityForm)
    errors = errors or send(lambda current: state_capacity(current, product_id=product.id, **values, **by()))
    return _page(product, errors) if errors else redirect(url_for(".list_own", product_id=product_id), 303)


def _page(product, errors) -> Response:
    on = clock.today()
    kinds = [(kind.code, kind.name) for kind in list_place_kinds(session(), on)]
    spots = find_spots(session(), Sought(layers=("ocop", "viet", "supermarket", "market", "display")), on)
    return page("registry/listing_form.html", style="desk", status=422 if errors else 200, product=product,
                values=typed_words(), errors=errors, base="/producer/products/", kinds=kinds, states=STATES,
                places=[(spot.id, f"{spot.name} ({spot.place})") for spot in spots],
                rows=list_listings(session(), product_ids=[product.id]),
                capacity=find_capacity(session(), product.id, on), is_own=True)  # fmt: skip
