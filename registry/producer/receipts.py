"""Producers' desk: another's registered lot was received. The code is found at /producer/receiving."""

from uuid import NAMESPACE_URL, UUID, uuid5

from flask import Response, redirect, request

from accounts.guards import requires
from core import clock
from core.db import committing, session
from core.errors import NotFound
from core.forms import read_form, sent_form_key, typed_words
from core.i18n import lazy
from core.pages import page
from registry.actions.receipts import record_receipt, withdraw_receipt
from registry.models import Producer
from registry.producer.frame import blueprint, by, own_producer
from registry.producer.journeys import find_commune
from registry.products import SEEN
from registry.queries.places import today_words
from registry.queries.timeline import step_name
from registry.queries.traces import KnownLot, known_lots, list_units
from registry.schemas.traces import ReceiptForm
from registry.sending import send


@blueprint.route("/lots/<uuid:lot_id>/receive", methods=["GET", "POST"])
@requires("producer.write")
def receive(lot_id: UUID) -> Response:
    """When it came, how much, and from whom where that was not its maker."""
    producer, known = _own(), _others_lot(lot_id)
    values, errors = read_form(ReceiptForm) if request.method == "POST" else (_first_words(producer), {})
    if request.method == "POST" and not errors:
        errors = send(lambda current: _record(current, producer, known, values))
        if not errors:
            return redirect("/producer/receiving?done=1", 303)
    typed = typed_words() if request.method == "POST" else values
    return page("registry/receive.html", style="desk", status=422 if errors else 200, known=known, values=typed,
                errors=errors, form_key=sent_form_key(),
                units=[(unit.code, step_name(unit)) for unit in list_units(session())])  # fmt: skip


@blueprint.post("/receipts/<uuid:event_id>/withdraw")
@requires("producer.write")
def withdraw_received(event_id: UUID) -> Response:
    """It never came: the row stays, a later one says so."""
    producer = _own()
    with committing() as current:
        withdraw_receipt(current, producer_id=producer.id, event_id=event_id, **by())
    return redirect("/producer/receiving", 303)


def _record(current, producer: Producer, known: KnownLot, values: dict) -> None:
    commune = find_commune(current, values["commune"]) if values["commune"] else None
    rest = {name: value for name, value in values.items() if name != "commune"}
    key = uuid5(NAMESPACE_URL, f"{producer.id}:{known.lot.id}:{sent_form_key()}")
    record_receipt(
        current, producer_id=producer.id, lot_id=known.lot.id, event_id=f"urn:uuid:{key}",
        commune_id=commune.id if commune else None, **rest, **by(),
    )  # fmt: skip


def _first_words(producer: Producer) -> dict[str, str]:
    now = clock.local(clock.now())
    home = today_words(session(), [producer.commune_id], clock.today())[producer.commune_id]
    return {"happened_on": f"{now:%d/%m/%Y}", "happened_at": f"{now:%H:%M}", "commune": home}


def _own() -> Producer:
    producer = own_producer()
    if producer is None:
        raise NotFound(lazy("Bạn chưa ghi cơ sở nào."))
    return producer


def _others_lot(lot_id: UUID) -> KnownLot:
    """A lot of another producer whose product was once approved."""
    known = known_lots(session(), [lot_id]).get(lot_id)
    if known is None or known.product.state not in SEEN or known.producer.id == _own().id:
        raise NotFound(lazy("Không có lô hàng này."))
    return known
