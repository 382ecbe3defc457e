"""Officers' desk: producers of the unit's communes: approve, return, suspend, reopen, correct."""

from uuid import UUID

from flask import Response, redirect, request, url_for

from accounts.guards import requires
from areas.queries import label
from core import clock
from core.db import committing, session
from core.forms import read_form, typed_words
from core.limits import guess_limit
from core.pages import page
from registry import queries
from registry.actions.facilities import (
    compare_number,
    correct_facility,
    reopen_facility,
    return_facility,
    suspend_facility,
)
from registry.actions.producers import HIDDEN, approve_producer
from registry.applications import PRODUCER_ALLOWED, check_producer_change
from registry.conflicts import EditConflict
from registry.desk.frame import blueprint, by, communes, inside_producer
from registry.desk.returning import read_return, return_page
from registry.fields import PRODUCER_FIELDS, PRODUCER_LABELS
from registry.models import ChangeProposal, Producer
from registry.products import PRODUCER_KINDS, STATE_NAMES, STATE_TONES
from registry.queries.applications import find_open_application, find_open_proposal
from registry.queries.versions import list_producer_versions
from registry.queries.wording import reader_on
from registry.schemas.desk import FacilityCorrectionForm, NumberForm, SeenForm
from registry.schemas.facility import commune_error, facility_of, list_communes, without_person
from registry.schemas.goods import ReasonForm
from registry.sending import Errors, send, send_edit

REASONED = {"suspend": suspend_facility, "reopen": reopen_facility}
STEPS = {"suspend": "suspended", "reopen": "approved"}
NAMES = {"state_names": STATE_NAMES, "state_tones": STATE_TONES, "kinds": PRODUCER_KINDS}


@blueprint.get("/producers")
@requires("products.read")
def producers() -> Response:
    """Every producer of the unit's communes, by name."""
    rows = queries.list_producers(session(), commune_ids=communes())
    return page("registry/desk_producers.html", style="desk", rows=rows, **NAMES)


@blueprint.get("/producers/<uuid:producer_id>")
@requires("products.read")
def producer(producer_id: UUID) -> Response:
    """One producer and what the officer may do with it."""
    return _review(inside_producer(producer_id), {})


@blueprint.post("/producers/<uuid:producer_id>/approve")
@requires("products.approve")
def approve_facility(producer_id: UUID) -> Response:
    """The producer is checked; what somebody changed meanwhile is shown first."""
    found = inside_producer(producer_id)
    values, errors = read_form(SeenForm)
    clash = None
    if not errors:
        errors, clash = send_edit(lambda current: approve_producer(
            current, producer_id=producer_id, seen=values["seen"], **by()))  # fmt: skip
    return _review(found, errors, clash) if errors or clash else _back(producer_id)


@blueprint.route("/producers/<uuid:producer_id>/return", methods=["GET", "POST"])
@requires("products.approve")
def return_producer(producer_id: UUID) -> Response:
    """Send it back: the officer ticks the fields and gives a reason for each."""
    found = inside_producer(producer_id)
    errors: Errors = {}
    clash = None
    if request.method == "POST":
        values, notes, errors = read_return(PRODUCER_FIELDS)
        if not errors:
            errors, clash = send_edit(lambda current: return_facility(
                current, producer_id=producer_id, notes=notes, **values, **by()))  # fmt: skip
            if not errors and not clash:
                return _back(producer_id)
    address = f"/desk/producers/{producer_id}"
    return return_page(found.name, f"{address}/return", address, PRODUCER_FIELDS, errors, found.version,
                       _held(found), clash)


@blueprint.post('/producers/<uuid:producer_id>/<any("suspend", "reopen"):step>')
@requires("products.approve")
def decide_producer(producer_id: UUID, step: str) -> Response:
    """Take the producer with its goods off for now, or put them back, with a reason."""
    found = inside_producer(producer_id)
    check_producer_change(found.state, STEPS[step], STATE_NAMES)
    values, errors = read_form(ReasonForm)
    if not errors:
        errors = send(lambda current: REASONED[step](current, producer_id=producer_id, **values, **by()))
    return _review(found, errors) if errors else _back(producer_id)


@blueprint.route("/producers/<uuid:producer_id>/correct", methods=["GET", "POST"])
@requires("products.approve")
def correct_producer(producer_id: UUID) -> Response:
    """The officer mends fields, with a reason; two officers at once meet on the conflict page."""
    found = inside_producer(producer_id)
    if request.method == "GET":
        return _form(found, _held(found) | {"tax_code": ""}, {}, 200)
    values, errors = read_form(FacilityCorrectionForm)
    places = list_communes(values.get("commune") or "")
    errors = errors or commune_error(values["commune"], places)
    clash = None
    if not errors:
        wanted, more = facility_of(values, places[0]), {"reason": values["reason"], "seen": values["seen"]}
        errors, clash = send_edit(lambda current: correct_facility(
            current, producer_id=producer_id, facility=wanted, **more, **by()))  # fmt: skip
        if not errors and not clash:
            return _back(producer_id)
    return _form(found, without_person(typed_words()), errors, 409 if clash else 422, clash)


@blueprint.post("/producers/<uuid:producer_id>/number")
@requires("products.approve")
@guess_limit("20/hour")
def check_number(producer_id: UUID) -> Response:
    """Whether the number on the card in the officer's hand is the one on record; it is never shown."""
    found = inside_producer(producer_id)
    values, errors = read_form(NumberForm)
    is_same = None
    if not errors:
        with committing() as current:
            is_same = compare_number(current, producer_id=producer_id, typed=values["typed"], **by())
    return _review(found, errors, is_same=is_same)


@blueprint.get("/producers/<uuid:producer_id>/history")
@requires("products.read")
def producer_history(producer_id: UUID) -> Response:
    """Who changed what, when."""
    found = inside_producer(producer_id)
    return page("registry/history.html", style="desk", name=found.name, back=f"/desk/producers/{producer_id}",
                gtins=[], steps=list_producer_versions(session(), producer_id), labels=PRODUCER_LABELS,
                in_words=reader_on(session(), clock.today()), **NAMES)  # fmt: skip


def _waiting_change(producer_id: UUID) -> ChangeProposal | None:
    found = find_open_proposal(session(), producer_id=producer_id, product_id=None)
    return found if found and found.state == "submitted" else None


def _held(found: Producer) -> dict:
    """What stands in each field; a person's number stays hidden."""
    number = HIDDEN if found.person_id else found.tax_code
    texts = {name: getattr(found, name) for name in ("kind", "name", "address", "public_phone")}
    return texts | {"tax_code": number, "commune": queries.place_words(session(), found.commune_id)}


def _back(producer_id: UUID) -> Response:
    return redirect(url_for(".producer", producer_id=producer_id), 303)


def _review(
    found: Producer, errors: Errors, clash: EditConflict | None = None, is_same: bool | None = None
) -> Response:
    place = queries.today_words(session(), [found.commune_id], clock.today())[found.commune_id]
    return page(
        "registry/desk_producer.html", style="desk", status=409 if clash else 422 if errors else 200, producer=found,
        place=place, goods=queries.list_products_of(session(), found.id), allowed=PRODUCER_ALLOWED[found.state],
        today=clock.today(), proposal=_waiting_change(found.id),
        waiting=find_open_application(session(), producer_id=found.id, kind="producer"), hidden=HIDDEN,
        errors=errors, clash=clash, is_same=is_same, values={"reason": request.form.get("reason", "")},
        seen=clash.version if clash else found.version, labels=PRODUCER_LABELS,
        in_words=reader_on(session(), clock.today()), **NAMES,
    )  # fmt: skip


def _form(found: Producer, values: dict, errors: Errors, status: int, clash: EditConflict | None = None) -> Response:
    words = str(values.get("commune") or "")
    places = [label(unit) for unit in list_communes(words)] if errors.get("commune") else []
    return page(
        "registry/producer_facility.html", style="desk", status=status, own=found, opened=None, is_officer=True,
        action=f"/desk/producers/{found.id}/correct", back=f"/desk/producers/{found.id}", values=values,
        errors=errors, clash=clash, found=places, kinds=list(PRODUCER_KINDS.items()), labels=PRODUCER_LABELS,
        number=HIDDEN if found.person_id else found.tax_code or "", in_words=reader_on(session(), clock.today()),
        seen=clash.version if clash else values.get("seen") or found.version,
    )  # fmt: skip
