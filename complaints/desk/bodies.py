"""The administrator's list of bodies that take reports over."""

from uuid import UUID

from flask import Response, redirect, url_for

from accounts.guards import requires, signed_in
from areas.queries import list_provinces
from complaints.actions import bodies
from complaints.desk.frame import blueprint, errors_of
from complaints.queries.transfers import list_bodies
from complaints.routing import BODIES, OUTSIDE
from complaints.schemas.transfers import BodyForm, MailboxForm
from core import clock
from core.db import committing, session
from core.errors import DomainError
from core.forms import Errors, read_form
from core.home import register_desk_tab
from core.i18n import _, lazy
from core.pages import page

register_desk_tab(86, lazy("Cơ quan nhận chuyển"), "/desk/bodies", right="routing.manage")


@blueprint.get("/bodies")
@requires("routing.manage")
def receiving_bodies() -> Response:
    """The bodies of today and the form for one more."""
    return bodies_page({}, {})


@blueprint.post("/bodies")
@requires("routing.manage")
def declare_body() -> Response:
    """One more body, or one that follows another from a day on."""
    values, errors = read_form(BodyForm)
    provinces = {unit.code: unit.id for unit in list_provinces(session(), clock.today())}
    if not errors and values["province"] and values["province"] not in provinces:
        errors = {"province": [_("Chọn tỉnh, thành phố trong danh sách")]}
    if errors:
        return bodies_page(values, errors, 422)
    sent = values | {"province_id": provinces.get(values["province"])}
    sent.pop("province")
    try:
        with committing() as current:
            bodies.declare_body(current, **sent, actor=signed_in().actor, now=clock.now())
    except DomainError as error:
        return bodies_page(values, errors_of(error, {}, error.field or "name"), error.status)
    return redirect(url_for(".receiving_bodies"), 303)


@blueprint.post("/bodies/<uuid:body_id>/mailbox")
@requires("routing.manage")
def change_mailbox(body_id: UUID) -> Response:
    """Another mailbox; the old one is erased."""
    values, errors = read_form(MailboxForm)
    if errors:
        return bodies_page(values, errors, 422)
    try:
        with committing() as current:
            bodies.change_mailbox(current, body_id=body_id, **values, actor=signed_in().actor, now=clock.now())
    except DomainError as error:
        if error.status == 404:
            raise
        return bodies_page(values, errors_of(error, {}, "email"), error.status)
    return redirect(url_for(".receiving_bodies"), 303)


@blueprint.post("/bodies/<uuid:body_id>/end")
@requires("routing.manage")
def end_body(body_id: UUID) -> Response:
    """Today is the last day of a body."""
    with committing() as current:
        bodies.end_body(current, body_id=body_id, actor=signed_in().actor, now=clock.now())
    return redirect(url_for(".receiving_bodies"), 303)


def bodies_page(values: dict, errors: Errors, status: int = 200) -> Response:
    """The list and the form."""
    provinces = list_provinces(session(), clock.today())
    return page(
        "complaints/transfers/bodies.html", style="desk", status=status, values=values, errors=errors,
        rows=list_bodies(session(), clock.today()), names={unit.id: unit.full_name for unit in provinces},
        provinces=[(unit.code, unit.full_name) for unit in provinces],
        kinds=[(code, BODIES[code]) for code in OUTSIDE], words=BODIES,
    )  # fmt: skip
