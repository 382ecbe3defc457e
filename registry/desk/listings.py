"""Officers' desk: where products are said to be sold, checked; goods ready for supermarkets as a file."""

from uuid import UUID

from flask import Response, redirect, request, url_for

from accounts.guards import requires
from core import clock
from core.db import session
from core.errors import NotFound
from core.forms import read_form
from core.i18n import lazy
from core.pages import page
from core.tables import send_table
from registry.actions.listings import list_product, refuse_listing, verify_listing
from registry.desk.frame import back, blueprint, by, communes, inside
from registry.queries.listings import list_listings, list_ready_goods
from registry.queries.map import Sought, find_spots
from registry.queries.places import list_place_kinds
from registry.ready_goods import HEADINGS, ready_row
from registry.schemas.places import ListingForm, RefusalForm
from registry.sending import send


@blueprint.get("/listings")
@requires("places.read")
def listings() -> Response:
    """What producers of the own communes say, those that wait first."""
    rows = list_listings(session(), commune_ids=communes(), state="claimed")
    return page("registry/desk_listings.html", style="desk", rows=rows, errors={})


@blueprint.post("/listings/<uuid:listing_id>")
@requires("places.write")
def decide_listing(listing_id: UUID) -> Response:
    """Shown to buyers, or refused with a reason."""
    rows = list_listings(session(), commune_ids=communes(), state="claimed")
    if listing_id not in {row[0].id for row in rows}:
        raise NotFound(lazy("Không có dòng này."))
    values, errors = read_form(RefusalForm)
    if not errors and values["step"] == "refuse" and not values["reason"]:
        errors = {"reason": [str(lazy("Ghi lý do để cơ sở biết"))]}
    if errors:
        return page("registry/desk_listings.html", style="desk", status=422, rows=rows, errors=errors)
    if values["step"] == "verify":
        send(lambda current: verify_listing(current, listing_id=listing_id, **by()))
    else:
        send(lambda current: refuse_listing(current, listing_id=listing_id, reason=values["reason"], **by()))
    return redirect(url_for(".listings"), 303)


@blueprint.route("/products/<uuid:product_id>/listings", methods=["GET", "POST"])
@requires("places.write")
def list_at(product_id: UUID) -> Response:
    """Write down where a product of the own communes is sold; shown to buyers at once."""
    product = inside(product_id)
    values, errors = read_form(ListingForm) if request.method == "POST" else ({}, {})
    if request.method == "POST" and not errors:
        place_id = values.pop("place")
        errors = send(lambda current: list_product(
            current, product_id=product.id, place_id=place_id, verified=True, **values, **by()))  # fmt: skip
        if not errors:
            return back(product_id)
    return page("registry/listing_form.html", style="desk", status=422 if errors else 200, product=product,
                values=values, errors=errors, base="/desk/products/", **choices())  # fmt: skip


def choices() -> dict[str, list]:
    """Places of the own communes and kinds, to choose from."""
    spots = find_spots(session(), Sought(commune_ids=communes()), clock.today())
    kinds = list_place_kinds(session(), clock.today())
    return {"places": [(spot.id, spot.name) for spot in spots], "kinds": [(kind.code, kind.name) for kind in kinds]}


@blueprint.get("/ready-goods.<string:form>")
@requires("places.read")
def ready_goods(form: str) -> Response:
    """Goods of the own communes that supermarkets may take, as a table without formulas."""
    if form not in ("csv", "xlsx"):
        raise NotFound(lazy("Không có tệp dạng này."))
    rows = [[str(heading) for heading in HEADINGS]]
    rows += [ready_row(one) for one in list_ready_goods(session(), clock.today(), communes())]
    return send_table("hang-san-sang", form, [("Hang san sang", rows)])
