"""Officers' desk: shop links that wait for a look, and the province's exchange."""

from uuid import UUID

from flask import Response, redirect, request

from accounts.guards import requires
from areas.queries import list_provinces
from core import clock
from core.db import committing, session
from core.errors import NotFound
from core.forms import read_form
from core.home import register_desk_tab
from core.i18n import lazy
from core.pages import page
from registry.actions import selling as actions
from registry.desk.forming import answer_form
from registry.desk.frame import blueprint, by, communes, own_provinces
from registry.models import Platform
from registry.queries.selling import (
    get_link_inside,
    list_exchange_counts,
    list_exchange_links,
    list_links,
    list_platforms,
)
from registry.schemas.selling import ExchangeCountForm, ExchangeForm, ExchangeLinkForm, RefusalForm
from registry.sending import Errors, send

STATES = {
    "waiting": lazy("Chờ xem"), "verified": lazy("Đã xác nhận"), "refused": lazy("Không xác nhận"),
    "ended": lazy("Đã kết thúc"),
}  # fmt: skip
EXCHANGES = {"back": "/desk/exchanges", "back_words": lazy("Sàn của tỉnh")}

register_desk_tab(32, lazy("Gian hàng trên mạng"), "/desk/shop-links", right="sellers.verify")


@blueprint.get("/shop-links")
@requires("sellers.verify")
def shop_links() -> Response:
    """Shop links of producers of the unit's communes by state, longest waiting first."""
    return _queue(request.args.get("state", "waiting"), {})


@blueprint.post('/shop-links/<uuid:link_id>/<any("verify", "end"):step>')
@requires("sellers.verify")
def decide_link(link_id: UUID, step: str) -> Response:
    """The officer has opened the address: it is the producer's own, or it is gone."""
    get_link_inside(session(), link_id, communes())
    act = actions.verify_shop_link if step == "verify" else actions.end_shop_link
    with committing() as current:
        act(current, link_id=link_id, **by())
    return redirect("/desk/shop-links", 303)


@blueprint.post("/shop-links/<uuid:link_id>/refuse")
@requires("sellers.verify")
def refuse_link(link_id: UUID) -> Response:
    """It is not the producer's own; the producer reads why."""
    get_link_inside(session(), link_id, communes())
    values, errors = read_form(RefusalForm)
    if not errors:
        errors = send(lambda current: actions.refuse_shop_link(current, link_id=link_id, **values, **by()))
    return _queue("waiting", {str(link_id): errors}) if errors else redirect("/desk/shop-links", 303)


@blueprint.get("/exchanges")
@requires("sellers.verify")
def exchanges() -> Response:
    """The province's exchanges with their figures and their links to other provinces."""
    mine = _exchanges()
    ids = {row.id for row in mine}
    partners = {row.id: row.full_name for row in list_provinces(session(), clock.today())}
    return page(
        "registry/desk_exchanges.html", style="desk", exchanges=mine, partners=partners,
        platforms=list_platforms(session(), clock.today(), kind="named"),
        counts=list_exchange_counts(session(), ids), links=list_exchange_links(session(), ids),
    )  # fmt: skip


@blueprint.route("/exchanges/new", methods=["GET", "POST"])
@requires("sellers.verify")
def new_exchange() -> Response:
    """Write the province's exchange down with the hosts of its pages."""

    def write(current, values: dict) -> object:
        return actions.add_exchange(current, province_id=next(iter(own_provinces())), **values, **by())

    hints = {"hosts": lazy("Tên miền của sàn, cách nhau bằng dấu cách")}
    return answer_form(ExchangeForm, write, heading=lazy("Thêm sàn của tỉnh"), hints=hints, **EXCHANGES)


@blueprint.route("/exchanges/counts/new", methods=["GET", "POST"])
@requires("sellers.verify")
def new_exchange_count() -> Response:
    """What the exchange says of itself on a day."""
    return answer_form(
        ExchangeCountForm,
        lambda current, values: actions.record_exchange_count(current, **_own(values), **by()),
        heading=lazy("Ghi số sản phẩm trên sàn"), choices={"platform_id": _choices(_exchanges())},
        hints={"source": lazy("Văn bản hoặc trang nào cho số này")}, **EXCHANGES,
    )  # fmt: skip


@blueprint.route("/exchanges/links/new", methods=["GET", "POST"])
@requires("sellers.verify")
def new_exchange_link() -> Response:
    """The exchange is joined with one of another province."""
    provinces = [(str(row.id), row.full_name) for row in list_provinces(session(), clock.today())]
    return answer_form(
        ExchangeLinkForm, lambda current, values: actions.link_exchanges(current, **_own(values), **by()),
        heading=lazy("Ghi liên kết sàn"),
        choices={"platform_id": _choices(_exchanges()), "partner_province_id": provinces}, **EXCHANGES,
    )  # fmt: skip


def _own(values: dict) -> dict:
    if values["platform_id"] not in {row.id for row in _exchanges()}:
        raise NotFound(lazy("Sàn này không thuộc tỉnh của đơn vị bạn."))
    return values


def _exchanges() -> list[Platform]:
    mine = own_provinces()
    return [row for row in list_platforms(session(), clock.today(), kind="provincial") if row.province_id in mine]


def _choices(rows: list[Platform]) -> list[tuple[str, str]]:
    return [(str(row.id), row.name) for row in rows]


def _queue(state: str, errors: dict[str, Errors]) -> Response:
    if state not in STATES:
        raise NotFound(lazy("Không có danh sách này."))
    tabs = [{"label": label, "href": f"/desk/shop-links?state={name}", "current": name == state}
            for name, label in STATES.items()]  # fmt: skip
    rows = list_links(session(), state=state, commune_ids=communes())
    return page("registry/desk_shop_links.html", style="desk", status=422 if errors else 200, rows=rows, tabs=tabs,
                state=state, errors=errors, title=STATES[state])  # fmt: skip
