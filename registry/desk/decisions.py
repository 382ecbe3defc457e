"""Officers' desk: returning a product field by field, reopening, correcting; what was changed."""

from uuid import UUID

from flask import Response, request

from accounts.guards import requires
from core import clock
from core.db import session
from core.forms import read_form, typed_words
from core.i18n import _
from core.pages import page
from registry import queries
from registry.actions.decisions import reopen_product, return_product
from registry.actions.products import correct_product
from registry.conflicts import EditConflict
from registry.desk.frame import back, blueprint, by, inside
from registry.desk.returning import read_return, return_page
from registry.fields import PRODUCT_FIELDS, PRODUCT_LABELS, PRODUCT_PARTS
from registry.models import Product
from registry.products import STATE_NAMES
from registry.queries.versions import list_product_versions
from registry.queries.wording import reader_on
from registry.schemas.desk import CorrectionForm
from registry.schemas.goods import ReasonForm
from registry.sending import Errors, send, send_edit

FIELDS = PRODUCT_FIELDS | PRODUCT_PARTS


@blueprint.route("/products/<uuid:product_id>/return", methods=["GET", "POST"])
@requires("products.approve")
def send_back(product_id: UUID) -> Response:
    """Send it back: the officer ticks the fields and gives a reason for each."""
    found = inside(product_id)
    address = f"/desk/products/{product_id}"
    errors: Errors = {}
    clash = None
    if request.method == "POST":
        values, notes, errors = read_return(FIELDS)
        if not errors:
            errors, clash = send_edit(lambda current: return_product(
                current, product_id=product_id, notes=notes, **values, **by()))  # fmt: skip
            if not errors and not clash:
                return back(product_id)
    return return_page(found.name, f"{address}/return", address, FIELDS, errors, found.version,
                       {field: getattr(found, field) for field in PRODUCT_FIELDS}, clash)


@blueprint.route("/products/<uuid:product_id>/reopen", methods=["GET", "POST"])
@requires("products.approve")
def reopen(product_id: UUID) -> Response:
    """What was suspended is on the register again, with a reason."""
    found = inside(product_id)
    values, errors = read_form(ReasonForm) if request.method == "POST" else ({}, {})
    if request.method == "POST" and not errors:
        errors = send(lambda current: reopen_product(current, product_id=product_id, **values, **by()))
        if not errors:
            return back(product_id)
    address = f"/desk/products/{product_id}"
    return page("registry/desk_reason.html", style="desk", status=422 if errors else 200, errors=errors,
                heading=_("Mở lại “%(name)s”", name=found.name), action=f"{address}/reopen", back=address,
                words=_("Mở lại"), values=typed_words())  # fmt: skip


@blueprint.route("/products/<uuid:product_id>/correct", methods=["GET", "POST"])
@requires("products.approve")
def correct(product_id: UUID) -> Response:
    """The officer mends fields, with a reason; two officers at once meet on the conflict page."""
    found = inside(product_id)
    if request.method == "GET":
        return _form(found, {name: getattr(found, name) for name in PRODUCT_FIELDS}, {}, 200)
    values, errors = read_form(CorrectionForm)
    clash = None
    if not errors:
        errors, clash = send_edit(lambda current: correct_product(current, product_id=product_id, **values, **by()))
        if not errors and not clash:
            return back(product_id)
    return _form(found, typed_words(), errors, 409 if clash else 422, clash)


@blueprint.get("/products/<uuid:product_id>/history")
@requires("products.read")
def history(product_id: UUID) -> Response:
    """Who changed what, when; every GTIN the product ever had."""
    found = inside(product_id)
    return page("registry/history.html", style="desk", name=found.name, back=f"/desk/products/{product_id}",
                gtins=queries.list_gtins(session(), product_id), steps=list_product_versions(session(), product_id),
                labels=PRODUCT_LABELS,
                in_words=reader_on(session(), clock.today()), state_names=STATE_NAMES)  # fmt: skip


def _form(found: Product, values: dict, errors: Errors, status: int, clash: EditConflict | None = None) -> Response:
    address = f"/desk/products/{found.id}"
    return page(
        "registry/producer_form.html", style="desk", status=status, heading=_("Sửa thông tin sản phẩm"), back=address,
        action=f"{address}/correct", is_officer=True, values=values, errors=errors, clash=clash,
        seen=clash.version if clash else values.get("seen") or found.version, labels=PRODUCT_LABELS,
        in_words=reader_on(session(), clock.today()), kinds=queries.list_kinds(session()),
        groups=queries.list_groups(session(), clock.today()),
    )  # fmt: skip
