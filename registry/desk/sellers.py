"""Officers' desk: the register of online sellers. Who sees which field is registry/sight.py's table."""

from collections.abc import Iterator
from uuid import UUID

from flask import Response, redirect, request

from accounts.guards import requires
from core import clock
from core.db import committing, session
from core.fields import clean_text
from core.forms import read_form
from core.home import register_desk_tab
from core.i18n import _, lazy
from core.pages import page
from core.tables import send_table
from registry.actions import sellers as actions
from registry.actions.sellers import PERSONAL, SELLER_KINDS, SellerChanged
from registry.desk.forming import answer_form, own_commune
from registry.desk.frame import blueprint, by, communes
from registry.models import OnlineSeller
from registry.queries import today_words
from registry.queries.selling import get_seller_inside, list_platforms, search_sellers
from registry.schemas.selling import SellerChangeForm, SellerForm, SellerLookForm
from registry.sending import Errors, send
from registry.sight import BUSINESSES, cut_fields, how_seen, sight_table

ON_A_PAGE = 50
MOST = 20_000
LIST = {"back": "/desk/online-sellers", "back_words": lazy("Người bán trên mạng")}

register_desk_tab(34, lazy("Người bán trên mạng"), "/desk/online-sellers", right="sellers.read")


@blueprint.get("/online-sellers")
@requires("sellers.read")
def online_sellers() -> Response:
    """The sellers of the unit's communes: by name, or by the address of a shop."""
    words = clean_text(request.args.get("q", ""))[:200]
    number = max(request.args.get("page", 1, int), 1) if len(request.args.get("page", "")) < 6 else 1
    found = search_sellers(session(), words, commune_ids=communes(), offset=(number - 1) * ON_A_PAGE, limit=ON_A_PAGE)
    rows = [(seller, show_seller(seller, platform.name)) for seller, platform in found[:ON_A_PAGE]]
    return page("registry/desk_sellers.html", style="desk", rows=rows, words=words, page=number, kinds=SELLER_KINDS,
                has_more=len(found) > ON_A_PAGE)  # fmt: skip


@blueprint.get("/online-sellers.csv")
@requires("sellers.read")
def export_sellers() -> Response:
    """The same list as a file, with the fields that may leave the house."""
    mine, fields = communes(), [field for of, field in sight_table() if of == "seller" and may_leave(field)]
    found = search_sellers(session(), "", commune_ids=mine, limit=MOST)
    places = today_words(session(), {seller.commune_id for seller, _platform in found}, clock.today())

    def rows() -> Iterator[list]:
        yield fields
        for seller, platform in found:
            shown = show_seller(seller, platform.name, "export", places[seller.commune_id])
            yield [shown.get(field, "") for field in fields]

    return send_table("nguoi-ban-tren-mang", "csv", [("", rows())])


@blueprint.route("/online-sellers/new", methods=["GET", "POST"])
@requires("sellers.verify")
def new_seller() -> Response:
    """Write a seller down."""

    def write(current, values: dict) -> object:
        commune = own_commune(values.pop("commune"))
        return actions.register_seller(current, commune_id=commune.id, **values, **by())

    platforms = [(str(row.id), row.name) for row in list_platforms(session(), clock.today())]
    told = _("Mã số thuế và địa chỉ của hộ, cá nhân là dữ liệu cá nhân: chỉ mở được khi ghi lý do.")
    return answer_form(SellerForm, write, heading=lazy("Thêm người bán trên mạng"), told=told,
                       choices={"kind": list(SELLER_KINDS.items()), "platform_id": platforms}, **LIST)  # fmt: skip


@blueprint.get("/online-sellers/<uuid:seller_id>")
@requires("sellers.read")
def online_seller(seller_id: UUID) -> Response:
    """One seller, and what the officer may do."""
    return _page(get_seller_inside(session(), seller_id, communes()), {})


@blueprint.post("/online-sellers/<uuid:seller_id>")
@requires("sellers.verify")
def change_seller(seller_id: UUID) -> Response:
    """Correct it; when somebody was faster, both texts stand on the page."""
    seller = get_seller_inside(session(), seller_id, communes())
    values, errors = read_form(SellerChangeForm)
    if errors:
        return _page(seller, errors, values)
    try:
        errors = send(lambda current: actions.change_seller(
            current, seller=_again(current, seller_id), **values, **by()))  # fmt: skip
    except SellerChanged:
        return _page(_again(session(), seller_id), {}, values, status=409)
    return _page(seller, errors, values) if errors else redirect(f"/desk/online-sellers/{seller_id}", 303)


@blueprint.post("/online-sellers/<uuid:seller_id>/end")
@requires("sellers.verify")
def end_seller(seller_id: UUID) -> Response:
    """The shop sells no more."""
    get_seller_inside(session(), seller_id, communes())
    with committing() as current:
        actions.end_seller(current, seller=_again(current, seller_id), **by())
    return redirect(f"/desk/online-sellers/{seller_id}", 303)


@blueprint.post("/online-sellers/<uuid:seller_id>/look")
@requires("sellers.verify")
def look_at_seller(seller_id: UUID) -> Response:
    """Show a person's number or address once, after the reason is in the log."""
    seller = get_seller_inside(session(), seller_id, communes())
    values, errors = read_form(SellerLookForm)
    if errors:
        return _page(seller, errors, values)
    with committing() as current:
        seen = actions.reveal_seller(current, seller=_again(current, seller_id), **values, **by())
    return _page(seller, {}, seen=(values["field"], seen or _("không có")))


def show_seller(seller: OnlineSeller, platform: str, audience: str = "officer", place: str = "") -> dict:
    """The seller's fields that the audience may see."""
    values = {name: getattr(seller, name) for name in seller.__table__.columns.keys()}  # noqa: SIM118 - no dict
    return cut_fields("seller", audience, values | {"platform": platform, "place": place},
                      is_business=seller.kind in BUSINESSES)  # fmt: skip


def may_leave(field: str) -> bool:
    """Whether a field of sellers stands in the exported file."""
    return how_seen("seller", field, "export") != "no"


def _again(current, seller_id: UUID) -> OnlineSeller:
    return get_seller_inside(current, seller_id, communes())


def _page(seller: OnlineSeller, errors: Errors, values: dict | None = None, *, status: int = 200,
          seen: tuple | None = None) -> Response:  # fmt: skip
    kept = values or {"name": seller.name, "tax_code": seller.tax_code, "address": seller.address}
    return page(
        "registry/desk_seller.html", style="desk", status=422 if errors else status, seller=seller, values=kept,
        errors=errors, kinds=SELLER_KINDS, is_business=seller.kind in BUSINESSES, seen=seen, personal=PERSONAL,
        is_conflict=status == 409, place=today_words(session(), [seller.commune_id], clock.today())[seller.commune_id],
    )  # fmt: skip
