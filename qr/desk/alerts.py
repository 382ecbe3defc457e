"""Codes that may have been copied: officers look at the scans behind a score and decide what buyers read."""

from typing import Any

from flask import Response, redirect, request, url_for

from accounts.guards import requires, signed_in
from areas.queries import list_provinces
from core import clock
from core.db import committing, session
from core.errors import DomainError
from core.forms import Errors, read_form, typed_words
from core.home import register_desk_tab
from core.i18n import lazy
from core.pages import page
from qr.actions.deciding import clear_alert, confirm_copied, end_freeze, freeze_product
from qr.desk.frame import blueprint, own_communes
from qr.queries import alerts as reading
from qr.queries.provinces import list_centres, list_choices
from qr.queries.scoring import find_seen, weights_on
from qr.scan_counts import count_scans, place_dots
from qr.schemas.alerts import DecisionForm, FreezeForm
from registry.queries.drawing import draw_whole

register_desk_tab(45, lazy("Cảnh báo mã"), "/desk/alerts", right="codes.read")

STATES = {
    "open": (lazy("Cần quyết định"), "bad"),
    "watch": (lazy("Theo dõi"), "warn"),
    "confirmed": (lazy("Đã xác nhận sao chép"), "bad"),
    "cleared": (lazy("Đã bỏ cảnh báo"), "ok"),
    "late": (lazy("Quá một giờ chưa ai quyết định"), "bad"),
}

REASONS = {
    "provinces": lazy("Quét ở %(count)s tỉnh"),
    "turns": lazy("Ba máy lần lượt quét ở đây, ở kia, rồi lại ở đây"),
    "devices": lazy("Khoảng %(count)s máy khác nhau"),
    "long": lazy("Nhiều máy quét trong %(count)s ngày"),
    "unprinted": lazy("Được quét khi chưa in tem: mã có thể lộ từ danh sách"),
    "pin_again": lazy("Mã cào được mở lại từ máy khác"),
    "late": lazy("Được quét rất lâu sau hạn dùng"),
    "reports": lazy("%(count)s phản ánh có ảnh từ mã này"),
}


@blueprint.get("/alerts")
@requires("codes.read")
def alerts() -> Response:
    """What waits, or with ?state=decided what was decided."""
    is_decided = request.args.get("state") == "decided"
    states = reading.DECIDED if is_decided else reading.WAITING
    rows = reading.list_alerts(session(), commune_ids=own_communes(), states=states)
    return page("qr/alerts.html", style="desk", rows=rows, states=STATES, is_decided=is_decided, now=clock.now())


@blueprint.get("/alerts/<string:serial>")
@requires("codes.read")
def alert(serial: str) -> Response:
    """The map and time line behind a score, and what may be decided."""
    return alert_page(serial, {}, {})


@blueprint.post("/alerts/<string:serial>")
@requires("codes.confirm")
def decide(serial: str) -> Response:
    """Confirm that the code was copied, or clear it."""
    values, errors = read_form(DecisionForm)
    found = reading.get_alert(session(), serial, commune_ids=own_communes())
    if errors:
        return alert_page(serial, values, errors)
    how = {"code": found.code, "reason": values["reason"], "version": values["version"]}
    how |= {"actor": signed_in().actor, "now": clock.now()}
    try:
        with committing() as current:
            if values["decision"] == "copied":
                confirm_copied(current, authority=signed_in().unit_name, **how)
            else:
                clear_alert(current, **how)
    except DomainError as refused:
        return alert_page(serial, typed_words(), {refused.field or "reason": [str(refused)]}, refused.status)
    return redirect(url_for(".alert", serial=serial), 303)


@blueprint.post("/alerts/<string:serial>/freeze")
@requires("codes.confirm")
def freeze(serial: str) -> Response:
    """Hold the alerts of the product back, or let them through again."""
    found = reading.get_alert(session(), serial, commune_ids=own_communes())
    how = {"product_id": found.product.id, "actor": signed_in().actor, "now": clock.now()}
    if request.form.get("end"):
        with committing() as current:
            end_freeze(current, **how)
        return redirect(url_for(".alert", serial=serial), 303)
    values, errors = read_form(FreezeForm)
    if not errors:
        try:
            with committing() as current:
                freeze_product(current, until=values["until"], reason=values["freeze_reason"], **how)
            return redirect(url_for(".alert", serial=serial), 303)
        except DomainError as refused:
            errors = {{"reason": "freeze_reason"}.get(refused.field or "", "until"): [str(refused)]}
    return alert_page(serial, typed_words(), errors)


def alert_page(serial: str, values: dict, errors: Errors, status: int = 422) -> Response:
    """One alert with everything behind it."""
    current, today = session(), clock.today()
    found = reading.get_alert(current, serial, commune_ids=own_communes())
    moments = reading.list_moments(find_seen(current, found.code, weights_on(current, today)))
    places = reading.count_places(moments)
    return page(
        "qr/alert.html", style="desk_map", status=status if errors else 200, alert=found, moments=moments,
        places=places, **draw_scans(places),
        names=dict(list_choices()), reasons=said_reasons(found),
        steps=reading.list_steps(current, found.code), signals=reading.list_signals(current, found.code),
        copied=reading.find_copied(current, found.code), freeze=reading.find_freeze(current, found.product.id, today),
        may_decide=signed_in().may("codes.confirm"), states=STATES, values=values, errors=errors, now=clock.now(),
    )  # fmt: skip


def draw_scans(places: dict[str, tuple[int, int]]) -> dict[str, Any]:
    """The country with Hoàng Sa and Trường Sa, and the scans of each province on it."""
    today = clock.today()
    picture, counts = draw_whole(session(), list_provinces(session(), today), today), count_scans(places)
    return {"picture": picture, "counts": counts, "dots": place_dots(picture.frame, list_centres(today), counts)}


def said_reasons(found: reading.Alert) -> list[tuple[str, int]]:
    """Each part of the score in words, with its hundredths of a point."""
    return [(str(REASONS[kind]) % {"count": count}, points) for kind, count, points in found.reasons]
