"""Recording what the campaign did."""

from typing import Any

from flask import Response, redirect, url_for

from accounts.guards import requires, signed_in
from campaign.actions.events import record_event
from campaign.desk.frame import blueprint, home_id, home_ids
from campaign.queries.events import list_events, list_kinds, list_measures_of
from campaign.schemas.events import PLACES, EventForm, read_measures
from campaign.words import QUALIFIERS, list_measures, list_rows, list_units, say_figure, say_measure, say_row
from core import clock
from core.db import committing, session
from core.errors import BadInput
from core.forms import Errors, read_form
from core.installation import is_sample
from core.pages import page


@blueprint.get("/events")
@requires("campaign.record")
def events() -> Response:
    """Activities of the unit's province, newest first."""
    found = list_events(session(), province_ids=home_ids())
    figures = list_measures_of(session(), [event.id for event in found])
    return page("campaign/desk_events.html", style="desk", events=found, figures=figures, **_words())


@blueprint.get("/events/new")
@requires("campaign.record")
def new() -> Response:
    """The empty form."""
    return _form({"state": "done"}, {})


@blueprint.post("/events")
@requires("campaign.record")
def record() -> Response:
    """Keep an activity with its figures."""
    values, errors = read_form(EventForm)
    if errors:
        return _form(values, errors)
    typed, measures = dict(values), read_measures(values)
    try:
        with committing() as current:
            _record(current, values, measures)
    except BadInput as refused:
        return _form(typed, {refused.field or "name": [str(refused)]})
    return redirect(url_for(".events"), 303)


def _record(current, values: dict[str, Any], measures: list) -> None:
    officer = signed_in()
    record_event(
        current, **values, measures=measures, unit_id=officer.unit_id, province_id=home_id(),
        is_sample=is_sample(), actor=officer.actor, now=clock.now(),
    )  # fmt: skip


def _form(values: dict[str, Any], errors: Errors) -> Response:
    kinds = [(kind.code, kind.name) for kind in list_kinds(session(), clock.today())]
    return page(
        "campaign/desk_new.html", style="desk", status=422 if errors else 200, values=values, errors=errors,
        kinds=kinds, rows=[(row_id, f"{row_id} {say_row(row_id)}") for row_id in list_rows()], places=PLACES,
        qualifiers=list(QUALIFIERS.items()), measures=list_measures(), units=list_units(),
    )  # fmt: skip


def _words() -> dict[str, Any]:
    return {"say_figure": say_figure, "say_measure": say_measure, "say_row": say_row}
