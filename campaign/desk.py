"""Recording what the campaign did."""

from typing import Any

from flask import Response, redirect, url_for

from accounts.guards import requires, signed_in
from accounts.queries import list_unit_areas
from areas.queries import get_unit, list_provinces
from campaign.actions import record_event
from campaign.queries import list_events, list_kinds, list_measures_of
from campaign.schemas import PLACES, EventForm, read_measures
from campaign.words import QUALIFIERS, list_measures, list_rows, list_units, say_figure, say_measure, say_row
from core import clock
from core.db import committing, session
from core.errors import BadInput
from core.forms import Errors, read_form
from core.home import register_desk_tab
from core.http import desk_blueprint
from core.i18n import lazy
from core.installation import is_sample
from core.pages import page

blueprint = desk_blueprint("campaign", __name__)
register_desk_tab(55, lazy("Hoạt động"), "/desk/events", right="campaign.record")


@blueprint.get("/events")
@requires("campaign.record")
def events() -> Response:
    """Activities of the unit's province, newest first."""
    found = list_events(session(), province_ids=_provinces())
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
        current, **values, measures=measures, unit_id=officer.unit_id, province_id=_home_province(current),
        is_sample=is_sample(), actor=officer.actor, now=clock.now(),
    )  # fmt: skip


def _home_province(current):
    """The province of the officer's unit; of the first where it covers several, or the first of the country."""
    areas = list_unit_areas(current, signed_in().unit_id, clock.today())
    for area_id in sorted(areas):
        unit = get_unit(current, area_id)
        return unit.id if unit.parent_id is None else unit.parent_id
    return list_provinces(current)[0].id


def _provinces() -> set:
    """The province of the unit with the former ones it is made of: their activities stay in the list."""
    return {_home_province(session())} | {
        event.province_id for event in list_events(session()) if event.unit_id == signed_in().unit_id
    }


def _form(values: dict[str, Any], errors: Errors) -> Response:
    kinds = [(kind.code, kind.name) for kind in list_kinds(session(), clock.today())]
    return page(
        "campaign/desk_new.html", style="desk", status=422 if errors else 200, values=values, errors=errors,
        kinds=kinds, rows=[(row_id, f"{row_id} {say_row(row_id)}") for row_id in list_rows()], places=PLACES,
        qualifiers=list(QUALIFIERS.items()), measures=list_measures(), units=list_units(),
    )  # fmt: skip


def _words() -> dict[str, Any]:
    return {"say_figure": say_figure, "say_measure": say_measure, "say_row": say_row}
