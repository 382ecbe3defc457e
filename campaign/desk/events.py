"""The event sheets: planned, held, put right, with their figures and files."""

from typing import Any
from uuid import UUID

from flask import Response, redirect, request, url_for

from accounts.guards import requires, signed_in
from areas.queries import get_unit, list_communes
from campaign.actions.events import change_event, planned_measures, record_event
from campaign.actions.files import add_file, remove_file
from campaign.desk.frame import RECORD, blueprint, by, check_seen, home_id, home_ids, is_compiler
from campaign.models import CampaignEvent
from campaign.numbers import read_count, read_page
from campaign.queries.events import get_event, list_kinds, list_measures_of, list_partners, search_events
from campaign.queries.files import get_file, list_files
from campaign.queries.units import list_reporting_units, list_unit_names
from campaign.schemas.events import PLACES, EventForm, event_words, read_measures
from campaign.words import COUNTING, QUALIFIERS, list_measures, list_rows, list_units, say_figure, say_measure, say_row
from core import clock
from core.db import committing, session
from core.errors import Conflict
from core.forms import Errors, read_form, sent_files, typed_words
from core.http import send_kept
from core.i18n import _, lazy
from core.installation import is_sample
from core.pages import page
from registry.sending import send

ON_PAGE = 25
STATES = {"done": lazy("đã làm"), "planned": lazy("dự kiến"), "cancelled": lazy("không tổ chức")}


@blueprint.get("/events")
@requires(RECORD)
def events() -> Response:
    """Activities of the unit (of its province for those who compile), newest first."""
    number = read_page(request.args.get("page", ""))
    asked = {name: request.args.get(name, "")[:30] for name in ("row_id", "kind", "state")}
    whose = {"province_ids": home_ids()} if is_compiler() else {"unit_id": signed_in().unit_id}
    found, count = search_events(session(), **whose, **asked, offset=(number - 1) * ON_PAGE, limit=ON_PAGE)
    figures = list_measures_of(session(), [event.id for event in found])
    units = list_unit_names(session(), {event.unit_id for event in found}, clock.today())
    return page(
        "campaign/desk_events.html", style="desk", events=found, figures=figures, units=units, asked=asked,
        count=count, number=number, pages=-(-count // ON_PAGE) or 1, states=list(STATES.items()),
        **_lists(), **_words(),
    )  # fmt: skip


@blueprint.get("/events/new")
@requires(RECORD)
def new() -> Response:
    """The empty form."""
    return _form({"state": "done"}, {})


@blueprint.post("/events")
@requires(RECORD)
def record() -> Response:
    """Keep an activity with its figures."""
    values, errors = _sent()
    made: list[CampaignEvent] = []
    if not errors:
        measures = read_measures(values)
        errors = send(lambda current: made.append(record_event(
            current, **values, measures=measures, unit_id=signed_in().unit_id, province_id=home_id(),
            is_sample=is_sample(), **by())))  # fmt: skip
    return _form(typed_words(), errors) if errors else _seen(made[0].id)


@blueprint.get("/events/<uuid:event_id>")
@requires(RECORD)
def event(event_id: UUID) -> Response:
    """One sheet: plan beside result, units, files."""
    return _shown(_inside(event_id), {})


@blueprint.route("/events/<uuid:event_id>/edit", methods=["GET", "POST"])
@requires(RECORD)
def edit(event_id: UUID) -> Response:
    """The sheet written anew; who comes second sees both texts."""
    found = _led(event_id)
    if request.method == "GET":
        words = event_words(found, list_measures_of(session(), [event_id])[event_id])
        partners = list_partners(session(), [event_id])[event_id]
        return _form(words | {"partner_ids": [str(each) for each in partners]}, {}, found)
    version = request.form.get("version", "")
    values, errors = _sent()
    if errors:
        return _form(typed_words(), errors, found)
    measures = read_measures(values, planned_measures(session(), event_id))
    try:
        errors = send(lambda current: change_event(
            current, event_id=event_id, version=read_count(version), measures=measures,
            **values, **by()))  # fmt: skip
    except Conflict:
        return _form(typed_words() | {"version": found.version}, {}, found, clash=True)
    return _form(typed_words(), errors, found) if errors else _seen(event_id)


@blueprint.post("/events/<uuid:event_id>/files")
@requires(RECORD)
def add_event_file(event_id: UUID) -> Response:
    """Add a picture or a PDF."""
    found, files = _led(event_id), sent_files("file")
    if not files:
        return _shown(found, {"file": [_("Chọn ảnh hoặc tệp PDF")]})
    data, name = files[0].read(), request.form.get("caption") or files[0].filename or ""
    errors = send(lambda current: add_file(
        current, owner_kind="event", owner_id=event_id, data=data, name=name, **by()))  # fmt: skip
    return _shown(found, errors) if errors else _seen(event_id)


@blueprint.get("/events/<uuid:event_id>/files/<int:position>")
@requires(RECORD)
def event_file(event_id: UUID, position: int) -> Response:
    """A kept file."""
    row = get_file(session(), _inside(event_id).id, position)
    return send_kept(row.key, name=f"tep-{position}", media_type=row.media_type)


@blueprint.post("/events/<uuid:event_id>/files/<int:position>/remove")
@requires(RECORD)
def remove_event_file(event_id: UUID, position: int) -> Response:
    """Take a file away."""
    _led(event_id)
    with committing() as current:
        remove_file(current, owner_id=event_id, position=position, **by())
    return _seen(event_id)


def _sent() -> tuple[dict[str, Any], Errors]:
    """The form's values with its commune inside the province and the partner units that were ticked."""
    values, errors = read_form(EventForm)
    if errors:
        return {}, errors
    values.pop("version")
    commune_id = values.pop("commune")
    if commune_id and commune_id not in {each.id for each in _communes()}:
        return {}, {"commune": [_("Chọn xã, phường trong tỉnh của đơn vị")]}
    ticked = set(request.form.getlist("partner_ids"))
    partners = [each.unit_id for each in _units() if str(each.unit_id) in ticked]
    return values | {"commune_id": commune_id, "partner_ids": partners}, {}


def _inside(event_id: UUID) -> CampaignEvent:
    """A sheet that the officer may read: of the unit, of one it takes part in, or of the compiler's province."""
    found = get_event(session(), event_id)
    if signed_in().unit_id not in list_partners(session(), [event_id])[event_id]:
        check_seen(found.province_id, found.unit_id)
    return found


def _led(event_id: UUID) -> CampaignEvent:
    """A sheet that the officer may change: of the unit itself, or of the compiler's province."""
    found = get_event(session(), event_id)
    check_seen(found.province_id, found.unit_id)
    return found


def _shown(found: CampaignEvent, errors: Errors) -> Response:
    partners = list_partners(session(), [found.id])[found.id]
    names = list_unit_names(session(), {found.unit_id, *partners}, clock.today())
    return page(
        "campaign/desk_event.html", style="desk", status=422 if errors else 200, event=found, errors=errors,
        values=typed_words(),
        measures=list_measures_of(session(), [found.id])[found.id], files=list_files(session(), found.id),
        names=names, partner_ids=partners, commune=get_unit(session(), found.commune_id) if found.commune_id else None,
        may_change=found.unit_id == signed_in().unit_id or is_compiler(), counting=COUNTING, **_words(),
    )  # fmt: skip


def _form(values: dict[str, Any], errors: Errors, found: CampaignEvent | None = None, clash: bool = False) -> Response:
    theirs = list_measures_of(session(), [found.id])[found.id] if found and clash else []
    return page(
        "campaign/desk_new.html", style="desk", status=409 if clash else 422 if errors else 200, values=values,
        errors=errors, found=found, clash=clash, theirs=theirs, places=PLACES, qualifiers=list(QUALIFIERS.items()),
        measures=list_measures(), units=list_units(), counting=list(COUNTING.items())[1:],
        communes=[(str(each.id), each.full_name) for each in _communes()],
        unit_choices=[(str(each.unit_id), each.name) for each in _units() if each.unit_id != signed_in().unit_id],
        **_lists(), **_words(),
    )  # fmt: skip


def _communes() -> list:
    return list_communes(session(), home_id(), clock.today())


def _units() -> list:
    return list_reporting_units(session(), home_id(), clock.today())


def _lists() -> dict[str, Any]:
    kinds = [(kind.code, kind.name) for kind in list_kinds(session(), clock.today())]
    return {"kinds": kinds, "rows": [(row_id, f"{row_id} {say_row(row_id)}") for row_id in list_rows()]}


def _words() -> dict[str, Any]:
    return {"say_figure": say_figure, "say_measure": say_measure, "say_row": say_row, "state_words": STATES}


def _seen(event_id: UUID) -> Response:
    return redirect(url_for(".event", event_id=event_id), 303)
