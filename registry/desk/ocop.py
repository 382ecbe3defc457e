"""Officers' desk: OCOP decisions."""

from uuid import UUID

from flask import Response, request

from accounts.guards import requires
from core import clock
from core.db import session
from core.errors import NotFound
from core.forms import read_form, typed_words
from core.i18n import lazy
from core.pages import page
from registry import actions, queries
from registry.desk.frame import back, blueprint, by, inside
from registry.ocop import points_text
from registry.schemas.ocop import OcopForm, RevocationForm
from registry.sending import send


@blueprint.route("/products/<uuid:product_id>/ocop", methods=["GET", "POST"])
@requires("ocop.record")
def recognise(product_id: UUID) -> Response:
    """Record the decision that recognises the product; the points give the stars."""
    found = inside(product_id)
    values, errors = read_form(OcopForm) if request.method == "POST" else ({}, {})
    if request.method == "POST" and not errors:
        errors = send(lambda current: actions.recognise_product(current, product_id=product_id, **values, **by()))
        if not errors:
            return back(product_id)
    return page("registry/desk_ocop.html", style="desk", status=422 if errors else 200, product=found,
                values=typed_words(), errors=errors, limits=_limits())  # fmt: skip


@blueprint.route("/products/<uuid:product_id>/ocop/revoke", methods=["GET", "POST"])
@requires("ocop.record")
def revoke(product_id: UUID) -> Response:
    """Record the decision that withdraws the newest recognition."""
    found, newest = inside(product_id), queries.find_newest_ocop(session(), product_id)
    if newest is None:
        raise NotFound(lazy("Sản phẩm này chưa có công nhận OCOP."))
    values, errors = read_form(RevocationForm) if request.method == "POST" else ({}, {})
    if request.method == "POST" and not errors:
        errors = send(lambda current: actions.revoke_recognition(
            current, recognition_id=newest.id, **values, **by()))  # fmt: skip
        if not errors:
            return back(product_id)
    return page("registry/desk_revoke.html", style="desk", status=422 if errors else 200, product=found,
                values=typed_words(), errors=errors)  # fmt: skip


def _limits() -> dict[str, str]:
    """The most points of each part today, in words."""
    limits = queries.score_limits(session(), clock.today())
    return {part: points_text(limits[part]) for part in "ABC"}
