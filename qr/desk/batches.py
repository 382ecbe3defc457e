"""Batches of codes for those who may issue them: lots, batches, labels, changes."""

from uuid import UUID

from flask import Response, redirect, request, url_for

from accounts.guards import requires, signed_in
from core import clock
from core.config import settings
from core.db import committing, session
from core.errors import DomainError
from core.forms import Errors, read_form
from core.i18n import _, lazy
from core.pages import page
from qr.actions import Span, activate_codes, issue_codes, mark_printed, report_stolen, void_codes
from qr.desk.frame import blueprint, get_own_lot, own_communes
from qr.labels.documents import MEDIA_TYPES, draw_labels
from qr.labels.sheets import SHEETS
from qr.queries.batches import (
    get_batch_lot,
    list_batches,
    list_lots,
    open_number,
)
from qr.queries.labels import list_labels
from qr.schemas import ChangeForm, IssueForm, PrintForm

MOST_PRINTED = 20_000
"""Labels in one download; larger batches are printed by `flask qr issue` or from the list of links."""

STATES = {
    "reserved": (lazy("Đã tạo"), "grey"),
    "printed": (lazy("Đã in"), "grey"),
    "active": (lazy("Đã kích hoạt"), "ok"),
    "void": (lazy("Đã hủy"), "bad"),
    "stolen": (lazy("Báo mất"), "bad"),
    "blocked": (lazy("Tạm khóa"), "warn"),
}

CONSEQUENCES = {
    "active": lazy("Người quét các mã này sẽ thấy “Mã đúng”. Chỉ kích hoạt khi tem đã dán lên hàng."),
    "void": lazy("Người quét các mã này sẽ thấy “Mã này đã hủy” và lý do dưới đây. Không đổi lại được."),
    "stolen": lazy("Người quét các mã này sẽ thấy “Tem này đã được báo mất”."),
}


@blueprint.get("/codes")
@requires("codes.issue")
def lots() -> Response:
    """The lots that may get codes: those of producers in the unit's communes."""
    return page("qr/lots.html", style="desk", rows=list_lots(session(), commune_ids=own_communes()))


@blueprint.get("/lots/<uuid:lot_id>/codes")
@requires("codes.issue")
def lot(lot_id: UUID) -> Response:
    """The batches of a lot, and the form for a new one."""
    return lot_page(lot_id, {}, {})


@blueprint.post("/lots/<uuid:lot_id>/codes")
@requires("codes.issue")
def issue(lot_id: UUID) -> Response:
    """Issue a batch."""
    values, errors = read_form(IssueForm)
    if errors:
        return lot_page(lot_id, values, errors)
    get_own_lot(lot_id)
    with committing() as current:
        options = {name: bool(values[name]) for name in ("has_pin", "is_signed")}
        batch = issue_codes(
            current, lot_id=lot_id, count=values["count"], **options, actor=signed_in().actor, now=clock.now()
        )
    return redirect(url_for(".lot", lot_id=lot_id, _anchor=f"batch-{batch.batch_id}"), 303)


@blueprint.post("/codes/<uuid:batch_id>/labels")
@requires("codes.issue")
def labels(batch_id: UUID) -> Response:
    """Download the labels of a batch; the first download marks it printed."""
    values, errors = read_form(PrintForm)
    lot_id = get_own_lot(get_batch_lot(session(), batch_id)).lot.id
    if errors:
        return lot_page(lot_id, values, errors)
    try:
        data = print_batch(batch_id, values)
    except DomainError as refused:
        return lot_page(lot_id, values, {refused.field or "sheet": [str(refused)]})
    name = f"tem-{batch_id}.{values['form']}"
    return Response(
        data,
        content_type=MEDIA_TYPES[values["form"]],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@blueprint.post("/codes/<uuid:batch_id>/state")
@requires("codes.issue")
def change(batch_id: UUID) -> Response:
    """Show what a change would mean; do it when it was confirmed."""
    values, errors = read_form(ChangeForm)
    lot_id = get_own_lot(get_batch_lot(session(), batch_id)).lot.id
    if not errors and values["state"] != "active" and not values["reason"] and values["confirmed"]:
        errors = {"reason": [_("Ghi lý do, người mua sẽ đọc lý do này.")]}
    if errors or not values["confirmed"]:
        return change_page(batch_id, lot_id, values, errors)
    try:
        change_batch(batch_id, values)
    except DomainError as refused:
        return change_page(batch_id, lot_id, values, {refused.field or "first": [str(refused)]})
    return redirect(url_for(".lot", lot_id=lot_id, _anchor=f"batch-{batch_id}"), 303)


def print_batch(batch_id: UUID, values: dict) -> bytes:
    """The document, and the state of a batch that is printed for the first time."""
    drawn = list(list_labels(session(), batch_id, public_url=settings().public_url))
    if len(drawn) > MOST_PRINTED and values["form"] != "csv":
        values["form"] = "csv"  # a print shop draws a roll this long from the links
    data = draw_labels(drawn, form=values["form"], sheet=SHEETS[values["sheet"]], ecc=values["ecc"])
    with committing() as current:  # only now: drawing takes long, and nobody else could write meanwhile
        mark_printed(current, batch_id=batch_id, actor=signed_in().actor, now=clock.now())
    return data


def change_batch(batch_id: UUID, values: dict) -> None:
    """Do what was confirmed, to the whole batch or to the part between two serials."""
    with committing() as current:
        span = None
        if values["first"] or values["last"]:
            ends = [values["first"] or values["last"], values["last"] or values["first"]]
            span = Span(*(open_number(current, serial) for serial in ends))
        how = {"batch_id": batch_id, "span": span, "actor": signed_in().actor, "now": clock.now()}
        if values["state"] == "active":
            activate_codes(current, **how)
        else:
            act = void_codes if values["state"] == "void" else report_stolen
            act(current, reason=values["reason"], **how)


def lot_page(lot_id: UUID, values: dict, errors: Errors) -> Response:
    """The batches of a lot with the form for a new one."""
    return page(
        "qr/lot.html",
        style="desk",
        status=422 if errors else 200,
        labelled=get_own_lot(lot_id),
        batches=list_batches(session(), lot_id),
        states=STATES,
        sheets=[(key, sheet.name) for key, sheet in SHEETS.items()],
        values=values,
        errors=errors,
    )


def change_page(batch_id: UUID, lot_id: UUID, values: dict, errors: Errors) -> Response:
    """The consequences of a change, before it is done."""
    batch = next(each for each in list_batches(session(), lot_id) if each.id == batch_id)
    return page(
        "qr/change.html",
        style="desk",
        status=422 if errors else 200,
        labelled=get_own_lot(lot_id),
        batch=batch,
        states=STATES,
        consequence=CONSEQUENCES.get(values.get("state", ""), ""),
        asked=request.form.get("state", ""),
        values=values,
        errors=errors,
    )
