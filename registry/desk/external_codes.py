"""Officers' desk: codes and links of other systems."""

from uuid import UUID

from flask import Response, redirect, request

from accounts.guards import requires
from core import clock
from core.db import committing, session
from core.fields import Text
from core.forms import FormSchema, read_form, typed_words
from core.i18n import lazy
from core.pages import page
from registry.actions.external_codes import attach_external_code, detach_external_code
from registry.desk.frame import blueprint, by, inside
from registry.queries.external_codes import list_external_codes, list_systems
from registry.sending import send


class ExternalCodeForm(FormSchema):
    system_code = Text(lazy("Hệ thống"), most=30, required=True)
    external_code = Text(lazy("Mã ở hệ thống đó"), most=100)
    external_url = Text(lazy("Đường dẫn"), most=500)


@blueprint.route("/products/<uuid:product_id>/external-codes", methods=["GET", "POST"])
@requires("products.approve")
def external_codes(product_id: UUID) -> Response:
    """The codes that hold, and one more."""
    found, on = inside(product_id), clock.today()
    values, errors = read_form(ExternalCodeForm) if request.method == "POST" else ({}, {})
    if request.method == "POST" and not errors:
        errors = send(lambda current: attach_external_code(
            current, product_id=product_id, system_code=values["system_code"], code=values["external_code"],
            url=values["external_url"], **by()))  # fmt: skip
    rows, systems = list_external_codes(session(), [product_id], on), list_systems(session(), on)
    return page("registry/desk_external_codes.html", style="desk", status=422 if errors else 200, product=found,
                rows=rows, systems=systems, errors=errors, values=typed_words() if errors else {})  # fmt: skip


@blueprint.post("/products/<uuid:product_id>/external-codes/<uuid:code_id>/detach")
@requires("products.approve")
def detach_code(product_id: UUID, code_id: UUID) -> Response:
    """The code no longer names the product."""
    inside(product_id)
    with committing() as current:
        detach_external_code(current, product_id=product_id, external_code_id=code_id, **by())
    return external_codes_page(product_id)


def external_codes_page(product_id: UUID) -> Response:
    """Back to the list of codes."""
    return redirect(f"/desk/products/{product_id}/external-codes", 303)
