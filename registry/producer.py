"""Producers' desk: the own facility, products, lots, papers; sent in for approval."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Response, redirect, request, url_for

from accounts.guards import requires, signed_in
from areas.models import AdminUnit
from areas.queries import label, search_units
from core import clock
from core.db import session
from core.errors import Conflict, NotFound
from core.forms import FormSchema, read_form, typed_words
from core.home import register_desk_tab
from core.http import producer_blueprint
from core.i18n import _, lazy
from core.pages import page
from registry import actions, queries
from registry.models import Producer, Product
from registry.products import EDITABLE, ORIGIN_BASES, PRODUCER_KINDS, STATE_NAMES, STATE_TONES
from registry.queries.showing import show_product
from registry.schemas import PAPERS, LotForm, ProducerForm, ProductForm
from registry.sending import Errors, send

blueprint = producer_blueprint("registry", __name__)

register_desk_tab(10, lazy("Sản phẩm của tôi"), "/producer", "producer")

PARTS = {"lots": (LotForm, actions.register_lot), **PAPERS}
NAMES = {"state_names": STATE_NAMES, "state_tones": STATE_TONES, "basis_names": ORIGIN_BASES}
CHOICES = 8


@blueprint.get("")
@requires("producer.write")
def home() -> Response:
    """The own facility and its products, with what each waits for."""
    producer = _own_producer()
    rows = [_told(product) for product in queries.list_products_of(session(), producer.id)] if producer else []
    return page("registry/producer_home.html", style="desk", producer=producer, rows=rows, **NAMES)


@blueprint.route("/facility", methods=["GET", "POST"])
@requires("producer.write")
def facility() -> Response:
    """Write the own facility down; the officer approves it with its first product."""
    if _own_producer():
        return redirect(url_for(".home"), 303)
    values, errors = read_form(ProducerForm) if request.method == "POST" else ({}, {})
    found = _communes(values.get("commune", "")) if values else []
    if request.method == "POST" and not errors:
        errors = _commune_error(values["commune"], found) or send(_registering(values, found[0]))
        if not errors:
            return redirect(url_for(".home"), 303)
    status = 422 if errors else 200
    return page("registry/producer_facility.html", style="desk", status=status, values=typed_words(), errors=errors,
                kinds=list(PRODUCER_KINDS.items()), found=[label(unit) for unit in found])  # fmt: skip


@blueprint.route("/products/new", methods=["GET", "POST"])
@requires("producer.write")
def new_product() -> Response:
    """A new product, kept as a draft."""
    producer = _own_producer()
    if producer is None:
        return redirect(url_for(".facility"), 303)
    values, errors = read_form(ProductForm) if request.method == "POST" else ({}, {})
    if request.method == "POST" and not errors:
        made: list[Product] = []
        errors = send(lambda current: made.append(
            actions.register_product(current, producer_id=producer.id, **values, **_by())))  # fmt: skip
        if not errors:
            return redirect(url_for(".product", product_id=made[0].id), 303)
    return _product_form(typed_words(), errors, None)


@blueprint.get("/products/<uuid:product_id>")
@requires("producer.write")
def product(product_id: UUID) -> Response:
    """One own product: what is done, what is missing, send it in."""
    return _product_page(_own_product(product_id), {})


@blueprint.route("/products/<uuid:product_id>/edit", methods=["GET", "POST"])
@requires("producer.write")
def edit(product_id: UUID) -> Response:
    """Change a draft or a returned product."""
    own = _own_product(product_id)
    if request.method == "GET":
        return _product_form({name: getattr(own, name) for name in ProductForm().fields}, {}, own)
    values, errors = read_form(ProductForm)
    if not errors:
        errors = send(lambda current: actions.change_product(current, product_id=product_id, **values, **_by()))
        if not errors:
            return redirect(url_for(".product", product_id=product_id), 303)
    return _product_form(typed_words(), errors, own)


@blueprint.route("/products/<uuid:product_id>/<string:part>", methods=["GET", "POST"])
@requires("producer.write")
def add(product_id: UUID, part: str) -> Response:
    """Add a lot, a basis of origin, a certificate or a GTIN."""
    own, (schema, action) = _own_product(product_id), _part(part)
    _refuse_unseen(own, part)
    values, errors = read_form(schema) if request.method == "POST" else ({}, {})
    if request.method == "POST" and not errors:
        errors = send(lambda current: action(current, product_id=product_id, **values, **_by()))
        if not errors:
            return redirect(url_for(".product", product_id=product_id), 303)
    return page("registry/producer_add.html", style="desk", status=422 if errors else 200, part=part,
                base="/producer/products/", sub="", product=own, values=typed_words(), errors=errors,
                bases=list(ORIGIN_BASES.items()))  # fmt: skip


@blueprint.post("/products/<uuid:product_id>/submit")
@requires("producer.write")
def submit(product_id: UUID) -> Response:
    """Send it to the officer; what is missing is named."""
    own = _own_product(product_id)
    errors = send(lambda current: actions.submit_product(current, product_id=product_id, **_by()))
    return _product_page(own, errors) if errors else redirect(url_for(".product", product_id=product_id), 303)


def _part(name: str) -> tuple[type[FormSchema], Callable[..., object]]:
    if name not in PARTS:
        raise NotFound(lazy("Sản phẩm không có phần này."))
    return PARTS[name]


def _refuse_unseen(own: Product, part: str) -> None:
    """What buyers will read is seen by an officer first; only lots are a producer's own to add later."""
    if part != "lots" and own.state not in EDITABLE:
        raise Conflict(lazy("Sản phẩm đã gửi duyệt: chứng nhận, căn cứ và GTIN mới do cán bộ duyệt ghi."))


def _by() -> dict[str, Any]:
    return {"actor": signed_in().actor, "now": clock.now()}


def _own_producer() -> Producer | None:
    return queries.find_producer_of(session(), signed_in().user_id, clock.today())


def _own_product(product_id: UUID) -> Product:
    producer, found = _own_producer(), queries.get_product(session(), product_id)
    if producer is None or found.producer_id != producer.id:
        raise NotFound(lazy("Không có sản phẩm này."))
    return found


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


def _communes(text: str) -> list[AdminUnit]:
    """The communes of today that the words may mean."""
    hits = search_units(session(), text, limit=CHOICES) if text.strip() else []
    return list({unit.id: unit for hit in hits for unit in hit.units}.values())


def _commune_error(text: str, found: list[AdminUnit]) -> Errors:
    if len(found) == 1:
        return {}
    if not found:
        told = _("Không thấy xã, phường “%(sent)s”; ghi tên như “xã Tân Cương, tỉnh Thái Nguyên”", sent=text)
        return {"commune": [told]}
    exact = [unit for unit in found if label(unit).casefold() == text.casefold()]
    if exact:
        found[:] = exact
        return {}
    told = _("Có %(count)s nơi tên “%(sent)s”; chọn một nơi trong danh sách gợi ý", count=len(found), sent=text)
    return {"commune": [told]}


def _registering(values: dict, commune: AdminUnit) -> Callable:
    """The facility and the user who writes for it, in one commit."""
    plain = {name: value for name, value in values.items() if name != "commune"}

    def write(current) -> None:
        producer = actions.register_producer(current, commune_id=commune.id, **plain, **_by())
        actions.add_member(current, producer_id=producer.id, user_id=signed_in().user_id, **_by())

    return write
