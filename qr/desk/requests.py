"""Requests of producers for codes: what waits, what was answered, the answer."""

from flask import Response, redirect, request, url_for

from accounts.guards import requires, signed_in
from core import clock
from core.db import committing, session
from core.errors import DomainError, NotFound
from core.forms import Errors, read_form, typed_words
from core.home import register_desk_tab
from core.i18n import lazy
from core.pages import page
from qr.actions.requests import approve_request, return_request
from qr.desk.frame import blueprint, own_communes
from qr.queries.requests import (
    ON_A_PAGE,
    Asked,
    count_asked,
    get_allowance,
    get_asked,
    list_asked,
    list_batches_of_request,
)
from qr.schemas.requests import AnswerForm
from qr.state_words import LEVELS, PROVES, REQUESTS

register_desk_tab(41, lazy("Yêu cầu mã"), "/desk/codes/requests", right="codes.issue")


@blueprint.get("/codes/requests")
@requires("codes.issue")
def requests() -> Response:
    """What waits, the soonest due first; with ?state=answered what was answered."""
    mine, is_waiting = own_communes(), request.args.get("state") != "answered"
    total = count_asked(session(), mine, is_waiting=is_waiting)
    asked = request.args.get("page", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and 0 < len(asked) < 5 else 1
    pages = max(-(-total // ON_A_PAGE), 1)
    if not 1 <= number <= pages:
        raise NotFound(lazy("Không có trang này trong danh sách."))
    rows = list_asked(session(), mine, is_waiting=is_waiting, offset=(number - 1) * ON_A_PAGE)
    state = "" if is_waiting else "&state=answered"
    near = {step: f"?page={number + step}{state}" for step in (-1, 1) if 1 <= number + step <= pages}
    return page("qr/requests.html", style="desk", rows=rows, is_waiting=is_waiting, states=REQUESTS, levels=LEVELS,
                today=clock.today(), page=number, pages=pages, previous=near.get(-1), next=near.get(1))  # fmt: skip


@blueprint.get("/codes/requests/<string:number>")
@requires("codes.issue")
def one_request(number: str) -> Response:
    """One request with the quota and the form for the answer."""
    return request_page(get_own_asked(number), {}, {})


@blueprint.post("/codes/requests/<string:number>")
@requires("codes.issue")
def answer(number: str) -> Response:
    """Approve, reduce or return."""
    found = get_own_asked(number)
    values, errors = read_form(AnswerForm)
    if errors:
        return request_page(found, values, errors)
    how = {"request_id": found.request.id, "reason": values["reason"], "version": values["version"]}
    how |= {"actor": signed_in().actor, "now": clock.now()}
    try:
        with committing() as current:
            if values["answer"] == "approve":
                approve_request(current, granted=values["granted"] or found.request.count, **how)
            else:
                return_request(current, **how)
    except DomainError as refused:
        return request_page(get_own_asked(number), typed_words(), {refused.field or "reason": [str(refused)]},
                            refused.status)  # fmt: skip
    return redirect(url_for(".one_request", number=found.request.number), 303)


def get_own_asked(number: str) -> Asked:
    """A request from the unit's communes. Raises NotFound for others, as if there were none."""
    found = get_asked(session(), number)
    if found.producer.commune_id not in own_communes():
        raise NotFound(lazy("Không có yêu cầu này."))
    return found


def request_page(found: Asked, values: dict, errors: Errors, status: int = 422) -> Response:
    """One request."""
    return page(
        "qr/request.html", style="desk", status=status if errors else 200, asked=found, states=REQUESTS,
        levels=LEVELS, proves=PROVES, allowance=get_allowance(session(), found.producer, clock.now()),
        batches=list_batches_of_request(session(), found.request.id), values=values, errors=errors, today=clock.today(),
    )  # fmt: skip
