"""Producers' desk: the own products, lots, papers; sent in for approval."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid5

from flask import Response, redirect, request, url_for

from accounts.guards import requires
from core import clock
from core.db import committing, session
from core.errors import Conflict, NotFound
from core.forms import FormSchema, read_form, sent_form_key, typed_words
from core.i18n import _, lazy
from core.pages import page
from registry import actions, queries
from registry.actions.drafts import save_draft, words_of
from registry.actions.from_forms import change_from_form, register_from_form
from registry.actions.versions import lock_producer
from registry.conflicts import EditConflict
from registry.fields import PRODUCT_FIELDS, PRODUCT_LABELS
from registry.models import Product
from registry.producer.frame import blueprint, by, own_producer, own_product
from registry.products import EDITABLE, ORIGIN_BASES, STATE_NAMES, STATE_TONES
from registry.queries.applications import find_open_application, find_proposal, list_notes
from registry.queries.drafts import find_draft
from registry.queries.pictures import list_pictures
from registry.queries.showing import show_product
from registry.queries.wording import reader_on
from registry.schemas.desk import EditForm
from registry.schemas.goods import PAPERS, LotForm
from registry.sending import Errors, send, send_edit

PARTS = {"lots": (LotForm, actions.register_lot), **PAPERS}
DRAFT_STEPS = {"draft": "product", "preview": "preview"}  # of the form's buttons -> the page after it was kept
NAMES = {"state_names": STATE_NAMES, "state_tones": STATE_TONES, "basis_names": ORIGIN_BASES}


@blueprint.route("/products/new", methods=["GET", "POST"])
@blueprint.route("/products/new/<uuid:draft_id>", methods=["GET", "POST"])
@requires("producer.write")
def new_product(draft_id: UUID | None = None) -> Response:
    """A new product; "save draft" keeps what was typed, also where it is no good yet."""
    producer = own_producer()
    if producer is None:
        return redirect(url_for(".facility"), 303)
    draft_id = draft_id or uuid5(producer.id, sent_form_key())
    if request.method == "GET":
        return _new_form(draft_id, words_of(find_draft(session(), producer.id, "product", draft_id)), {})
    if request.form.get("step") in DRAFT_STEPS:
        after = {"draft": url_for(".home"), "preview": url_for(".preview_new", draft_id=draft_id)}
        return keep_draft(producer.id, draft_id, after)
    values, errors = read_form(EditForm)
    made: list[Product] = []
    clash = None
    if not errors:
        errors, clash = send_edit(lambda current: made.append(
            register_from_form(current, producer.id, draft_id, values, by())))  # fmt: skip
    if made:
        return redirect(url_for(".product", product_id=made[0].id), 303)
    return _new_form(draft_id, typed_words(), errors, clash)


@blueprint.get("/products/<uuid:product_id>")
@requires("producer.write")
def product(product_id: UUID) -> Response:
    """One own product: what is done, what is missing, send it in."""
    return _product_page(own_product(product_id), {})


@blueprint.route("/products/<uuid:product_id>/edit", methods=["GET", "POST"])
@requires("producer.write")
def edit(product_id: UUID) -> Response:
    """Change a draft or a returned product; what the officer wants mended stands at its field."""
    own = own_product(product_id)
    if own.state == "approved":
        return redirect(url_for(".change", product_id=product_id), 303)
    if request.method == "GET":
        held = {name: getattr(own, name) for name in PRODUCT_FIELDS}
        held |= words_of(find_draft(session(), own.producer_id, "product", product_id))
        notes = list_notes(session(), producer_id=own.producer_id, kinds=("product",), product_id=own.id)
        return _edit_form(own, held, {field: [why] for field, why in notes.items() if field in PRODUCT_FIELDS}, 200)
    if request.form.get("step") in DRAFT_STEPS:
        after = {step: url_for(f".{page}", product_id=product_id) for step, page in DRAFT_STEPS.items()}
        return keep_draft(own.producer_id, product_id, after)
    values, errors = read_form(EditForm)
    clash = None
    if not errors:
        errors, clash = send_edit(lambda current: change_from_form(current, own, values, by()))
        if not errors and not clash:
            return redirect(url_for(".product", product_id=product_id), 303)
    return _edit_form(own, typed_words(), errors, 409 if clash else 422, clash)


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
    shown = show_product(session(), own, clock.today()) | {"pictures": list_pictures(session(), "product", own.id)}
    ids = {"producer_id": own.producer_id, "product_id": own.id}
    return page(
        "registry/producer_product.html", style="desk", status=422 if errors else 200, errors=errors,
        is_editable=own.state in EDITABLE, told=_told(own), labels=PRODUCT_LABELS,
        notes=list_notes(session(), **ids, kinds=("product",)), proposal=find_proposal(session(), **ids),
        waiting=[find_open_application(session(), **ids, kind=kind) for kind in ("product", "change")],
        **shown, **NAMES,
    )  # fmt: skip


def keep_draft(owner_id: UUID, subject_id: UUID, after: dict[str, str]) -> Response:
    """Keep what was typed as it stands, then go where the pressed button leads."""
    with committing() as current:
        lock_producer(current, owner_id)
        save_draft(current, owner_id=owner_id, form="product", subject_id=subject_id, words=typed_words(),
                   now=clock.now())  # fmt: skip
    return redirect(after[request.form["step"]], 303)


def _new_form(draft_id: UUID, values: dict, errors: Errors, clash: EditConflict | None = None) -> Response:
    status = 409 if clash else 422 if errors else 200
    return _product_form(values, errors, status, heading=_("Đăng ký sản phẩm mới"), back="/producer", clash=clash,
                         action=f"/producer/products/new/{draft_id}", seen=clash.version if clash else "")  # fmt: skip


def _edit_form(own: Product, values: dict, errors: Errors, status: int, clash: EditConflict | None = None) -> Response:
    base = f"/producer/products/{own.id}"
    return _product_form(values, errors, status, heading=_("Sửa sản phẩm"), back=base, action=f"{base}/edit",
                         clash=clash, seen=clash.version if clash else values.get("seen") or own.version)  # fmt: skip


def _product_form(values: dict, errors: Errors, status: int, **shown: object) -> Response:
    return page("registry/producer_form.html", style="desk", status=status, values=values, errors=errors,
                labels=PRODUCT_LABELS,
                in_words=reader_on(session(), clock.today()), kinds=queries.list_kinds(session()),
                groups=queries.list_groups(session(), clock.today()), **shown)  # fmt: skip
