"""Producers' desk: keys for the own program, which sends events by the EPCIS interface."""

from uuid import UUID

from flask import Response, redirect, request, url_for

from accounts.guards import requires
from core.db import committing, session
from core.errors import NotFound
from core.forms import read_form, typed_words
from core.i18n import lazy
from core.pages import page
from registry.actions.captures import end_key, list_keys, make_key
from registry.models import Producer
from registry.producer.frame import blueprint, by, own_producer
from registry.schemas.traces import KeyForm
from registry.sending import send


@blueprint.route("/epcis-keys", methods=["GET", "POST"])
@requires("producer.write")
def epcis_keys() -> Response:
    """The keys that open, and a new one, told once."""
    producer = _own()
    values, errors = read_form(KeyForm) if request.method == "POST" else ({}, {})
    made: list[str] = []
    if request.method == "POST" and not errors:
        errors = send(lambda current: made.append(make_key(current, producer_id=producer.id, **values, **by())))
    return page("registry/epcis_keys.html", style="desk", status=422 if errors else 200, errors=errors,
                values=typed_words() if errors else {}, made=made, keys=list_keys(session(), producer.id))  # fmt: skip


@blueprint.post("/epcis-keys/<uuid:key_id>/end")
@requires("producer.write")
def end_epcis_key(key_id: UUID) -> Response:
    """The key opens nothing from now on."""
    producer = _own()
    with committing() as current:
        end_key(current, key_id=key_id, producer_id=producer.id, **by())
    return redirect(url_for(".epcis_keys"), 303)


def _own() -> Producer:
    producer = own_producer()
    if producer is None:
        raise NotFound(lazy("Bạn chưa ghi cơ sở nào."))
    return producer
