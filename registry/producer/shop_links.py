"""Producers' desk: the own stalls and product pages on exchanges and platforms."""

from uuid import UUID

from flask import Response, redirect, request, url_for

from accounts.guards import requires
from core import clock
from core.db import committing, session
from core.errors import NotFound
from core.forms import read_form, typed_words
from core.home import register_desk_tab
from core.i18n import lazy
from core.pages import page
from registry.actions import selling as actions
from registry.form_lines import lines_of
from registry.models import Producer
from registry.producer.frame import blueprint, by, own_producer
from registry.queries import list_products_of
from registry.queries.selling import get_link, list_links_of, list_platforms
from registry.schemas.selling import ShopLinkForm
from registry.sending import send

STATES = {
    "waiting": (lazy("Chờ cán bộ xem"), "warn"), "verified": (lazy("Đã xác nhận"), "ok"),
    "refused": (lazy("Không xác nhận"), "bad"), "ended": (lazy("Đã kết thúc"), "grey"),
}  # fmt: skip

register_desk_tab(30, lazy("Gian hàng trên mạng"), "/producer/shop-links", "producer")


@blueprint.get("/shop-links")
@requires("producer.write")
def shop_links() -> Response:
    """The own shop links with what each waits for."""
    rows = list_links_of(session(), _producer().id)
    return page("registry/producer_shop_links.html", style="desk", rows=rows, states=STATES)


@blueprint.route("/shop-links/new", methods=["GET", "POST"])
@requires("producer.write")
def new_shop_link() -> Response:
    """A stall, or a product's own page; buyers see it once an officer has looked at it."""
    producer = _producer()
    values, errors = read_form(ShopLinkForm) if request.method == "POST" else ({}, {})
    if request.method == "POST" and not errors:
        values["has_qr"] = bool(values["has_qr"])
        errors = send(lambda current: actions.add_shop_link(current, producer_id=producer.id, **values, **by()))
        if not errors:
            return redirect(url_for(".shop_links"), 303)
    goods = [(str(row.id), row.name) for row in list_products_of(session(), producer.id, state="approved")]
    platforms = [(str(row.id), row.name) for row in list_platforms(session(), clock.today())]
    hints = {"url": lazy("Chép cả địa chỉ, bắt đầu bằng https://"), "product_id": lazy("Để trống nếu là cả gian hàng")}
    lines = lines_of(ShopLinkForm, {"product_id": goods, "platform_id": platforms}, hints)
    return page("registry/list_form.html", style="desk", status=422 if errors else 200, lines=lines, errors=errors,
                heading=lazy("Thêm gian hàng"), back="/producer/shop-links", back_words=lazy("Gian hàng trên mạng"),
                values=typed_words())  # fmt: skip


@blueprint.post("/shop-links/<uuid:link_id>/end")
@requires("producer.write")
def end_shop_link(link_id: UUID) -> Response:
    """The stall is closed."""
    if get_link(session(), link_id).producer_id != _producer().id:
        raise NotFound(lazy("Không có gian hàng này trong sổ."))
    with committing() as current:
        actions.end_shop_link(current, link_id=link_id, **by())
    return redirect(url_for(".shop_links"), 303)


def _producer() -> Producer:
    found = own_producer()
    if found is None:
        raise NotFound(lazy("Ghi thông tin cơ sở trước khi thêm gian hàng."))
    return found
