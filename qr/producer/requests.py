"""A producer asks for codes, reads the receipt and the answer, withdraws."""

from flask import Response, redirect, url_for

from accounts.guards import requires, signed_in
from accounts.queries import unit_on
from core import clock
from core.db import committing, session
from core.errors import DomainError, NotFound
from core.forms import Errors, read_form, sent_form_key, typed_words
from core.i18n import lazy
from core.pages import page
from qr.actions.requests import ask_codes, withdraw_request
from qr.producer.frame import blueprint, own_producer
from qr.queries.requests import Asked, get_allowance, get_asked, list_batches_of_request, list_own_lots
from qr.schemas.requests import AskForm, WithdrawForm
from qr.state_words import LEVELS, PROVES, REQUESTS


@blueprint.get("/codes/requests/new")
@requires("producer.write")
def new_request() -> Response:
    """The form, with the quota of the month."""
    return form_page({"level": "item"}, {})


@blueprint.post("/codes/requests/new")
@requires("producer.write")
def ask() -> Response:
    """Send it: issued at once, or queued."""
    own = own_producer()
    values, errors = read_form(AskForm)
    if errors:
        return form_page(values, errors)
    named = {name: values[name] for name in ("level", "count", "purpose")}
    named |= {name: bool(values[name]) for name in ("has_pin", "is_signed")}
    try:
        with committing() as current:
            made = ask_codes(current, producer_id=own.id, lot_id=values["lot"], **named, form_key=sent_form_key(),
                             actor=signed_in().actor, now=clock.now()).number  # fmt: skip
    except DomainError as refused:
        return form_page(typed_words(), {refused.field or "lot": [str(refused)]})
    return redirect(url_for(".one_request", number=made), 303)


@blueprint.get("/codes/requests/<string:number>")
@requires("producer.write")
def one_request(number: str) -> Response:
    """The receipt: what was asked, who answers until when, the answer."""
    found = get_own_asked(number)
    unit_id = found.request.unit_id
    return page(
        "qr/producer_request.html", style="desk", asked=found, states=REQUESTS, levels=LEVELS, proves=PROVES,
        holder=unit_on(session(), unit_id, clock.today()).name if unit_id else "",
        batches=list_batches_of_request(session(), found.request.id), today=clock.today(),
    )  # fmt: skip


@blueprint.post("/codes/requests/<string:number>/withdraw")
@requires("producer.write")
def withdraw(number: str) -> Response:
    """Take the request back before it is answered."""
    found = get_own_asked(number)
    values, errors = read_form(WithdrawForm)
    if not errors:
        with committing() as current:
            withdraw_request(current, request_id=found.request.id, version=values["version"],
                             actor=signed_in().actor, now=clock.now())  # fmt: skip
    return redirect(url_for(".one_request", number=found.request.number), 303)


def get_own_asked(number: str) -> Asked:
    """A request of the own facility. Raises NotFound for others, as if there were none."""
    found = get_asked(session(), number)
    if found.request.producer_id != own_producer().id:
        raise NotFound(lazy("Không có yêu cầu này."))
    return found


def form_page(values: dict, errors: Errors) -> Response:
    """The form with the lots that may get codes."""
    own = own_producer()
    lots = [(lot.id, f"{product.name}, {lot.number}") for lot, product in list_own_lots(session(), own.id)]
    return page(
        "qr/producer_ask.html", style="desk", status=422 if errors else 200, lots=lots, key=sent_form_key(),
        levels=[(key, name, PROVES[key]) for key, name in LEVELS.items()], values=values, errors=errors,
        allowance=get_allowance(session(), own, clock.now()),
    )  # fmt: skip
