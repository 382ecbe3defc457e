"""Officers' desk: what waits for a decision, the soonest due first; receipts."""

from uuid import UUID

from flask import Response, request

from accounts.guards import requires, signed_in
from accounts.queries import list_units, unit_on
from core import clock
from core.db import session
from core.errors import NotFound
from core.home import register_desk_tab
from core.i18n import _, lazy
from core.pages import page
from registry import queries
from registry.applications import KINDS, OUTCOMES, TONES
from registry.desk.frame import blueprint, communes
from registry.fields import PRODUCT_LABELS
from registry.queries.applications import (
    ON_A_PAGE,
    count_late,
    count_waiting,
    get_application,
    list_terms,
    list_waiting,
    notes_of,
)

register_desk_tab(19, lazy("Hồ sơ"), "/desk/applications", "desk", right="products.read")
HOLDERS = ("so_cong_thuong", "so_nnmt")
NAMES = {"kind_names": KINDS, "outcomes": OUTCOMES, "tones": TONES}


@blueprint.get("/applications")
@requires("products.read")
def applications() -> Response:
    """The queue of the unit's communes; `held=mine` only what this unit must answer."""
    mine, today = communes(), clock.today()
    unit_id = signed_in().unit_id if request.args.get("held") == "mine" else None
    total = count_waiting(session(), mine, unit_id=unit_id)
    asked = request.args.get("page", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and 0 < len(asked) < 5 else 1
    pages = max(-(-total // ON_A_PAGE), 1)
    if not 1 <= number <= pages:
        raise NotFound(lazy("Không có trang này trong danh sách."))
    holders = {unit.unit_id: unit.name for unit in list_units(session(), today, kinds=HOLDERS)}
    held = "&held=mine" if unit_id else ""
    near = {step: f"/desk/applications?page={number + step}{held}" for step in (-1, 1) if 1 <= number + step <= pages}
    return page("registry/desk_applications.html", style="desk", tabs=_tabs(mine, unit_id), holders=holders,
                rows=list_waiting(session(), mine, unit_id=unit_id, offset=(number - 1) * ON_A_PAGE),
                late=count_late(session(), mine, today), terms=list_terms(session(), today), today=today,
                page=number, pages=pages, previous=near.get(-1),
                next=near.get(1), **NAMES)  # fmt: skip


@blueprint.get("/applications/<string:number>")
@requires("products.read")
def application(number: str) -> Response:
    """One receipt of the unit's communes."""
    found = get_application(session(), number)
    producer = queries.get_producer(session(), found.producer_id)
    if producer.commune_id not in communes():
        raise NotFound(lazy("Không có hồ sơ này."))
    product = queries.get_product(session(), found.product_id) if found.product_id else None
    holder = unit_on(session(), found.unit_id, clock.today()).name if found.unit_id else ""
    return page("registry/receipt.html", style="desk", row=found, holder=holder, producer=producer, product=product,
                notes=notes_of(session(), found.id), labels=PRODUCT_LABELS, back="/desk/applications",
                today=clock.today(), **NAMES)  # fmt: skip


def _tabs(mine: set[UUID], unit_id: UUID | None) -> list[dict]:
    """All of the area, and what this unit itself must answer."""
    own = count_waiting(session(), mine, unit_id=signed_in().unit_id)
    address = "/desk/applications"
    return [
        {"label": _("Cả địa bàn"), "href": address, "count": count_waiting(session(), mine), "current": not unit_id},
        {"label": _("Đơn vị tôi giữ"), "href": f"{address}?held=mine", "count": own, "current": bool(unit_id)},
    ]
