"""Producers' desk: the journey of a lot, written in at most three screens: the step, the form, a photo."""

from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from flask import Response, redirect, request, url_for

from accounts.guards import requires
from areas.models import AdminUnit
from areas.queries import label, search_units
from core import clock
from core.db import session
from core.errors import BadInput, NotFound
from core.forms import read_form, sent_files, sent_form_key, typed_words
from core.i18n import lazy
from core.pages import page
from registry.actions.pictures import add_picture
from registry.actions.trace_steps import record_step, withdraw_step
from registry.models import TraceStep
from registry.producer.frame import blueprint, by, own_producer
from registry.queries.places import today_words
from registry.queries.timeline import show_timeline, step_name
from registry.queries.traces import KnownLot, Recorded, get_event, get_step, known_lots, list_units
from registry.schemas.traces import MATERIALS, StepForm, WithdrawForm
from registry.sending import Errors, send
from registry.tracing import amount_text


@blueprint.get("/lots/<uuid:lot_id>/journey")
@requires("producer.write")
def journey(lot_id: UUID) -> Response:
    """The time line with its gaps, and a button for each step."""
    known = own_lot(lot_id)
    shown = show_timeline(session(), known, clock.today())
    return page("registry/journey.html", style="desk", known=known, shown=shown, step_name=step_name,
                done=request.args.get("done", "")[:36])  # fmt: skip


@blueprint.route("/lots/<uuid:lot_id>/journey/<string:step>", methods=["GET", "POST"])
@requires("producer.write")
def write_step(lot_id: UUID, step: str) -> Response:
    """One step: when, where, how much, of what, from or to whom."""
    known = own_lot(lot_id)
    row = _step(known, step)
    values, errors = read_form(StepForm) if request.method == "POST" else (_first_words(known), {})
    made: list[UUID] = []
    if request.method == "POST" and not errors:
        errors = send(lambda current: made.append(_record(current, known, row, values)))
        if not errors:
            return redirect(url_for(".photo", lot_id=lot_id, event_id=made[0]), 303)
    typed = typed_words() if request.method == "POST" else values
    return page("registry/journey_step.html", style="desk", status=422 if errors else 200, known=known, step=row,
                name=step_name(row), values=typed, errors=errors, form_key=sent_form_key(),
                units=_unit_choices(), materials=MATERIALS)  # fmt: skip


@blueprint.route("/lots/<uuid:lot_id>/journey/<uuid:event_id>/photo", methods=["GET", "POST"])
@requires("producer.write")
def photo(lot_id: UUID, event_id: UUID) -> Response:
    """The step is recorded; a photo may be added, or another."""
    known, recorded = own_lot(lot_id), own_event(lot_id, event_id)
    errors: Errors = {}
    if request.method == "POST":
        errors = _add_photos(event_id)
        if not errors:
            return redirect(url_for(".journey", lot_id=lot_id, done=event_id), 303)
    return page("registry/journey_photo.html", style="desk", status=422 if errors else 200, known=known,
                recorded=recorded, name=step_name(_step_of(known, recorded)), errors=errors)  # fmt: skip


@blueprint.route("/lots/<uuid:lot_id>/journey/<uuid:event_id>/withdraw", methods=["GET", "POST"])
@requires("producer.write")
def withdraw(lot_id: UUID, event_id: UUID) -> Response:
    """The step never happened, or was written wrong: what stands is kept, a later row says so."""
    known, recorded = own_lot(lot_id), own_event(lot_id, event_id)
    values, errors = read_form(WithdrawForm) if request.method == "POST" else ({}, {})
    if request.method == "POST" and not errors:
        errors = send(lambda current: withdraw_step(
            current, producer_id=known.producer.id, lot_id=lot_id, event_id=event_id, **values, **by()))  # fmt: skip
        if not errors:
            return redirect(url_for(".journey", lot_id=lot_id), 303)
    return page("registry/journey_withdraw.html", style="desk", status=422 if errors else 200, known=known,
                recorded=recorded, step=_step_of(known, recorded), name=step_name(_step_of(known, recorded)),
                values=typed_words(), errors=errors)  # fmt: skip


def own_lot(lot_id: UUID) -> KnownLot:
    """A lot of the own facility; others are not there."""
    producer, known = own_producer(), known_lots(session(), [lot_id]).get(lot_id)
    if producer is None or known is None or known.producer.id != producer.id:
        raise NotFound(lazy("Không có lô hàng này."))
    return known


def own_event(lot_id: UUID, event_id: UUID) -> Recorded:
    """An own event of the lot that nobody declared wrong."""
    recorded = get_event(session(), event_id)
    producer = own_producer()
    is_mine = producer is not None and recorded.event.producer_id == producer.id
    if not is_mine or not recorded.touches(lot_id) or recorded.correction is not None:
        raise NotFound(lazy("Không có bước này."))
    return recorded


def _step(known: KnownLot, code: str) -> TraceStep:
    try:
        return get_step(session(), known.product.kind_code, code, clock.today())
    except BadInput as unknown:
        raise NotFound(lazy("Không có bước này.")) from unknown


def _step_of(known: KnownLot, recorded: Recorded) -> TraceStep | None:
    try:
        return _step(known, recorded.event.step_code)
    except NotFound:
        return None


def _first_words(known: KnownLot) -> dict[str, Any]:
    """Now, at the own facility; when an event is to be put right, what it said."""
    now = clock.local(clock.now())
    home = known.producer.commune_id
    place = today_words(session(), [home], clock.today())[home]
    words = {"happened_on": f"{now:%d/%m/%Y}", "happened_at": f"{now:%H:%M}", "commune": place}
    try:
        wrong = own_event(known.lot.id, UUID(request.args.get("corrects", "")))
    except (ValueError, NotFound):
        return words
    return words | _words_of(known, wrong)


def _words_of(known: KnownLot, wrong: Recorded) -> dict[str, Any]:
    """What an event said, as its form takes it; partners are asked again."""
    event, at = wrong.event, clock.local(wrong.event.happened_at)
    words = {
        "corrects": str(event.id), "happened_on": f"{at:%d/%m/%Y}", "happened_at": f"{at:%H:%M}",
        "place_words": event.place_words, "note": event.note,
    }  # fmt: skip
    if event.commune_id:
        words["commune"] = today_words(session(), [event.commune_id], clock.today())[event.commune_id]
    lots, place = known_lots(session(), {item.lot_id for item in wrong.items if item.lot_id}), 0
    for item in wrong.items:
        size = {"amount": amount_text(item.amount) if item.amount else "", "unit": item.unit}
        if item.lot_id == known.lot.id:
            words |= size
            continue
        place += 1
        other = lots.get(item.lot_id) if item.lot_id else None
        words[f"material_{place}"] = f"{other.product.code}/{other.lot.number}" if other else item.words or item.epc
        words |= {f"material_{place}_{key}": value for key, value in size.items()}
    return words


def _record(current, known: KnownLot, row: TraceStep, values: dict) -> UUID:
    commune = find_commune(current, values["commune"]) if values["commune"] else None
    rest = {name: value for name, value in values.items() if name != "commune"}
    key = uuid5(NAMESPACE_URL, f"{known.lot.id}:{sent_form_key()}")
    return record_step(
        current, producer_id=known.producer.id, lot_id=known.lot.id, step_code=row.code, event_id=f"urn:uuid:{key}",
        commune_id=commune.id if commune else None, **rest, **by(),
    ).id  # fmt: skip


def find_commune(current, text: str) -> AdminUnit:
    """The one commune of today that the words name. Raises BadInput with the field."""
    hits = search_units(current, text, limit=8)
    units = list({unit.id: unit for hit in hits for unit in hit.units}.values())
    exact = [unit for unit in units if label(unit).casefold() == text.casefold()]
    if len(found := exact or units) == 1:
        return found[0]
    if not found:
        raise BadInput(
            lazy("Không thấy xã, phường “%(sent)s”; ghi tên như “xã Tân Cương, tỉnh Thái Nguyên”", sent=text[:60]),
            field="commune",
        )
    raise BadInput(
        lazy("Có %(count)s nơi tên “%(sent)s”; ghi thêm tên tỉnh", count=len(found), sent=text[:60]), field="commune"
    )


def _add_photos(event_id: UUID) -> Errors:
    files = sent_files("picture")
    if not files:
        return {}
    return send(lambda current: [
        add_picture(current, owner_kind="trace_event", owner_id=event_id, data=file.read(), **by()) for file in files
    ])  # fmt: skip


def _unit_choices() -> list[tuple[str, str]]:
    return [(unit.code, step_name(unit)) for unit in list_units(session())]
