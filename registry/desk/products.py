"""Officers' desk: the queue of products and their review."""

from collections.abc import Callable
from uuid import UUID

from flask import Response, redirect, request

from accounts.guards import requires
from core import clock
from core.db import committing, session
from core.errors import NotFound
from core.forms import read_form, typed_words
from core.i18n import lazy
from core.pages import page
from registry import actions, queries
from registry.conflicts import EditConflict
from registry.desk.frame import back, blueprint, by, communes, inside
from registry.fields import PRODUCT_LABELS
from registry.models import Product
from registry.products import ALLOWED, ORIGIN_BASES, PRODUCER_KINDS, STATE_NAMES, STATE_TONES, check_change
from registry.queries.applications import find_open_application, find_proposal
from registry.queries.showing import show_product
from registry.queries.wording import reader_on
from registry.schemas.desk import SeenForm
from registry.schemas.goods import PAPERS, ReasonForm
from registry.sending import Errors, send, send_edit

TABS = ("submitted", "returned", "approved", "suspended")
REASONED: dict[str, Callable] = {"suspend": actions.suspend_product}
NAMES = {"state_names": STATE_NAMES, "state_tones": STATE_TONES, "bases_of": ORIGIN_BASES}


@blueprint.get("/products")
@requires("products.read")
def queue() -> Response:
    """Products of the unit's communes by state, longest waiting first."""
    state = request.args.get("state", "submitted")
    if state not in TABS:
        raise NotFound(lazy("Không có danh sách này."))
    mine = communes()
    rows = queries.list_queue(session(), state=state, commune_ids=mine)
    counts = queries.count_by_state(session(), mine)
    places = queries.today_words(session(), [row[1].commune_id for row in rows], clock.today())
    tabs = [
        {"label": STATE_NAMES[each], "href": f"/desk/products?state={each}", "count": counts.get(each, 0),
         "current": each == state} for each in TABS
    ]  # fmt: skip
    return page("registry/desk_queue.html", style="desk", rows=rows, places=places, tabs=tabs,
                kinds=PRODUCER_KINDS, title=STATE_NAMES[state])  # fmt: skip


@blueprint.get("/products/<uuid:product_id>")
@requires("products.read")
def review(product_id: UUID) -> Response:
    """Everything about one product, and what the officer may do with it."""
    return _review(inside(product_id), {})


@blueprint.post("/products/<uuid:product_id>/approve")
@requires("products.approve")
def approve(product_id: UUID) -> Response:
    """Put it on the public register."""
    found = inside(product_id)
    values, errors = read_form(SeenForm)
    clash = None
    if not errors:
        errors, clash = send_edit(lambda current: actions.approve_product(
            current, product_id=product_id, seen=values["seen"], **by()))  # fmt: skip
    return _review(found, errors, clash) if errors or clash else back(product_id)


@blueprint.post('/products/<uuid:product_id>/<any("suspend"):step>')
@requires("products.approve")
def decide(product_id: UUID, step: str) -> Response:
    """Take it off for now, with the reason that the producer reads."""
    found = inside(product_id)
    check_change(found.state, "suspended")
    values, errors = read_form(ReasonForm)
    if not errors:
        errors = send(lambda current: REASONED[step](current, product_id=product_id, **values, **by()))
    return _review(found, errors) if errors else back(product_id)


@blueprint.post("/products/<uuid:product_id>/approve-producer")
@requires("products.approve")
def approve_producer(product_id: UUID) -> Response:
    """The producer of the product is checked."""
    found = inside(product_id)
    with committing() as current:
        actions.approve_producer(current, producer_id=found.producer_id, **by())
    return back(product_id)


@blueprint.get("/products/<uuid:product_id>/recall")
@requires("products.approve")
def recall(product_id: UUID) -> Response:
    """Recalls are begun where their reach is shown first."""
    return redirect(f"/desk/recalls/new/{inside(product_id).id}", 303)


@blueprint.route("/products/<uuid:product_id>/papers/<string:part>", methods=["GET", "POST"])
@requires("products.approve")
def add_paper(product_id: UUID, part: str) -> Response:
    """Add a basis of origin, a certificate or a GTIN that the producer has shown."""
    if part not in PAPERS:
        raise NotFound(lazy("Sản phẩm không có phần này."))
    found, (schema, action) = inside(product_id), PAPERS[part]
    values, errors = read_form(schema) if request.method == "POST" else ({}, {})
    if request.method == "POST" and not errors:
        errors = send(lambda current: action(current, product_id=product_id, **values, **by()))
        if not errors:
            return back(product_id)
    return page("registry/producer_add.html", style="desk", status=422 if errors else 200, part=part,
                base="/desk/products/", sub="papers/", product=found, values=typed_words(), errors=errors,
                bases=list(ORIGIN_BASES.items()))  # fmt: skip


def _review(found: Product, errors: Errors, clash: EditConflict | None = None) -> Response:
    shown = show_product(session(), found, clock.today())
    events = queries.list_events(session(), found.id)
    ids = {"producer_id": found.producer_id, "product_id": found.id}
    return page(
        "registry/desk_product.html", style="desk", status=409 if clash else 422 if errors else 200,
        values=typed_words(), errors=errors, events=events, allowed=ALLOWED[found.state], clash=clash,
        seen=clash.version if clash else found.version, labels=PRODUCT_LABELS,
        in_words=reader_on(session(), clock.today()),
        proposal=find_proposal(session(), **ids),
        waiting=[find_open_application(session(), **ids, kind=kind) for kind in ("product", "change")],
        **shown, **NAMES,
    )  # fmt: skip
