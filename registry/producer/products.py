"""Producers' desk: the own products, lots, papers; sent in for approval."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Response, redirect, request, url_for

from accounts.guards import requires
from core import clock
from core.db import session
from core.errors import Conflict, NotFound
from core.forms import FormSchema, read_form, typed_words
from core.i18n import lazy
from core.pages import page
from registry import actions, queries
from registry.models import Product
from registry.producer.frame import blueprint, by, own_producer, own_product
from registry.products import EDITABLE, ORIGIN_BASES, STATE_NAMES, STATE_TONES
from registry.queries.showing import show_product
from registry.schemas.goods import PAPERS, LotForm, ProductForm
from registry.sending import Errors, send

PARTS = {"lots": (LotForm, actions.register_lot), **PAPERS}
NAMES = {"state_names": STATE_NAMES, "state_tones": STATE_TONES, "basis_names": ORIGIN_BASES}


@blueprint.get("")
@requires("producer.write")
def home() -> Response:
    """The own facility and its products, with what each waits for."""
    producer = own_producer()
    rows = [_told(product) for product in queries.list_products_of(session(), producer.id)] if producer else []
    return page("registry/producer_home.html", style="desk", producer=producer, rows=rows, **NAMES)


@blueprint.route("/products/new", methods=["GET", "POST"])
@requires("producer.write")
def new_product() -> Response:
    """A new product, kept as a draft."""
    producer = own_producer()
    if producer is None:
        return redirect(url_for(".facility"), 303)
    values, errors = read_form(ProductForm) if request.method == "POST" else ({}, {})
    if request.method == "POST" and not errors:
        made: list[Product] = []
        errors = send(lambda current: made.append(
            actions.register_product(current, producer_id=producer.id, **values, **by())))  # fmt: skip
        if not errors:
            return redirect(url_for(".product", product_id=made[0].id), 303)
    return _product_form(typed_words(), errors, None)


@blueprint.get("/products/<uuid:product_id>")
@requires("producer.write")
def product(product_id: UUID) -> Response:
    """One own product: what is done, what is missing, send it in."""
    return _product_page(own_product(product_id), {})


@blueprint.route("/products/<uuid:product_id>/edit", methods=["GET", "POST"])
@requires("producer.write")
def edit(product_id: UUID) -> Response:
    """Change a draft or a returned product."""
    own = own_product(product_id)
    if request.method == "GET":
        return _product_form({name: getattr(own, name) for name in ProductForm().fields}, {}, own)
    values, errors = read_form(ProductForm)
    if not errors:
        errors = send(lambda current: actions.change_product(current, product_id=product_id, **values, **by()))
        if not errors:
            return redirect(url_for(".product", product_id=product_id), 303)
    return _product_form(typed_words(), errors, own)


@blueprint.route("/products/<uuid:product_id>/<string:part>", methods=["GET", "POST"])
@requires("producer.write")
def add(product_id: UUID, part: str) -> Response:
    """Add a lot, a basis of origin, a certificate or a GTIN."""
    own, (schema, action) = own_product(product_id), _part(part)
    _refuse_unseen(own, part)
    values, errors = read_form(schema) if request.method == "POST" else ({}, {})
    if request.method == "POST" and not errors:
        errors = send(lambda current: action(current, product_id=product_id, **values, **by()))
        if not errors:
            return redirect(url_for(".product", product_id=product_id), 303)
    return page("registry/producer_add.html", style="desk", status=422 if errors else 200, part=part,
                base="/producer/products/", sub="", product=own, values=typed_words(), errors=errors,
                bases=list(ORIGIN_BASES.items()))  # fmt: skip


@blueprint.post("/products/<uuid:product_id>/submit")
@requires("producer.write")
def submit(product_id: UUID) -> Response:
    """Send it to the officer; what is missing is named."""
    own = own_product(product_id)
    errors = send(lambda current: actions.submit_product(current, product_id=product_id, **by()))
    return _product_page(own, errors) if errors else redirect(url_for(".product", product_id=product_id), 303)


def _part(name: str) -> tuple[type[FormSchema], Callable[..., object]]:
    if name not in PARTS:
        raise NotFound(lazy("Sản phẩm không có phần này."))
    return PARTS[name]


def _refuse_unseen(own: Product, part: str) -> None:
    """What buyers will read is seen by an officer first; only lots are a producer's own to add later."""
    if part != "lots" and own.state not in EDITABLE:
        raise Conflict(lazy("Sản phẩm đã gửi duyệt: chứng nhận, căn cứ và GTIN mới do cán bộ duyệt ghi."))


def _told(own: Product) -> dict[str, Any]:
    """A product with the officer's words where it came back."""
    last = queries.list_events(session(), own.id)[-1]
    return {"product": own, "reason": last.reason, "at": last.at}


def _product_page(own: Product, errors: Errors) -> Response:
    shown = show_product(session(), own, clock.today())
    return page("registry/producer_product.html", style="desk", status=422 if errors else 200, errors=errors,
                is_editable=own.state in EDITABLE, told=_told(own), **shown, **NAMES)  # fmt: skip


def _product_form(values: dict, errors: Errors, own: Product | None) -> Response:
    on = clock.today()
    return page(
        "registry/producer_form.html", style="desk", status=422 if errors else 200, values=values, errors=errors,
        product=own, kinds=queries.list_kinds(session()), groups=queries.list_groups(session(), on),
    )  # fmt: skip
