"""The Front asks for returns and sees who has sent, who is late and what comes together."""

from typing import Any
from uuid import UUID

from flask import Response, redirect, request, url_for

from accounts.guards import requires, signed_in
from campaign.actions import returns as actions
from campaign.desk.frame import COMPILE, blueprint, by, check_seen, day_words, home_id
from campaign.models import ReturnForm
from campaign.queries.returns import get_form, list_items, list_returns, list_steps, list_sums, list_values
from campaign.queries.units import list_reporting_units, list_unit_names
from campaign.returns import OPEN, STATES, days_left, was_late
from campaign.schemas.returns import FREE, AskingForm, ChangeForm, read_items
from campaign.words import list_measures, list_rows, list_units, list_usual_items, say_figure, say_item, say_row
from core import clock
from core.db import committing, session
from core.errors import Conflict
from core.forms import Errors, read_form, typed_words
from core.installation import is_sample
from core.pages import page
from core.tables import send_table
from registry.sending import send


@blueprint.route("/returns/forms/new", methods=["GET", "POST"])
@requires(COMPILE)
def ask() -> Response:
    """The form of an asking; sent, it reaches every unit that was ticked."""
    if request.method == "GET":
        return _form({"unit_ids": [str(each.unit_id) for each in _units()]}, {})
    values, errors = read_form(AskingForm)
    if errors:
        return _form(typed_words(), errors)
    items = read_items(values, request.form.getlist("items"))
    made: list[ReturnForm] = []
    errors = send(lambda current: made.append(actions.ask_for_returns(
        current, **values, items=items, unit_ids=_ticked(), province_id=home_id(), unit_id=signed_in().unit_id,
        is_sample=is_sample(), **by())))  # fmt: skip
    return _form(typed_words(), errors) if errors else _seen(made[0].id)


@blueprint.get("/returns/forms/<uuid:form_id>")
@requires(COMPILE)
def asking(form_id: UUID) -> Response:
    """Who has sent, who is late, the sums with joint events once, each unit's figure beside them."""
    return page("campaign/asking.html", style="desk", **_gathered(_inside(form_id)))


@blueprint.route("/returns/forms/<uuid:form_id>/edit", methods=["GET", "POST"])
@requires(COMPILE)
def change_asking(form_id: UUID) -> Response:
    """Title, day, note and more units; who comes second sees both texts."""
    form = _inside(form_id)
    if request.method == "GET":
        words = {"title": form.title, "due_on": day_words(form.due_on), "note": form.note, "version": form.version}
        return _change_form(form, words, {})
    values, errors = read_form(ChangeForm)
    if errors:
        return _change_form(form, typed_words(), errors)
    try:
        errors = send(lambda current: actions.change_asking(
            current, form_id=form_id, **values, unit_ids=_ticked(), **by()))  # fmt: skip
    except Conflict:
        return _change_form(form, typed_words() | {"version": form.version}, {}, 409)
    return _change_form(form, typed_words(), errors) if errors else _seen(form_id)


@blueprint.post("/returns/forms/<uuid:form_id>/remind")
@requires(COMPILE)
def remind(form_id: UUID) -> Response:
    """Remind every unit that has not sent."""
    _inside(form_id)
    with committing() as current:
        actions.remind_units(current, form_id=form_id, **by())
    return _seen(form_id)


@blueprint.get("/returns/forms/<uuid:form_id>/totals.xlsx")
@requires(COMPILE)
def take_totals(form_id: UUID) -> Response:
    """Every unit's figures and the sums as a workbook."""
    found = _gathered(_inside(form_id))
    heads = ["", *(found["names"][each.unit_id] for each in found["returns"]), "Cộng"]
    rows = [heads]
    for item in found["items"]:
        told = [found["values"][each.id].get(item.id) for each in found["returns"]]
        cells = ["" if v is None or v.value is None else say_figure(v.value, item.unit, v.qualifier) for v in told]
        whole = found["sums"].get(item.id)
        rows.append([item.label or say_item(item.indicator, item.measure), *cells,
                     say_figure(whole[0], item.unit, whole[1]) if whole else ""])  # fmt: skip
    return send_table("totals", "xlsx", [("Tổng hợp", rows)])


def _gathered(form: ReturnForm) -> dict[str, Any]:
    returns, items = list_returns(session(), form.id), list_items(session(), form.id)
    values = list_values(session(), [each.id for each in returns])
    names = list_unit_names(session(), {each.unit_id for each in returns}, clock.today())
    today = clock.today()
    return {
        "form": form, "items": items, "values": values, "names": names, "states": STATES,
        "returns": sorted(returns, key=lambda each: names.get(each.unit_id, "")),
        "sums": list_sums(returns, values, items), "say_figure": say_figure, "say_item": say_item,
        "left": {each.id: days_left(form.due_on, each.state, today) for each in returns},
        "late": {each.id for each in returns if each.sent_at and was_late(form.due_on, clock.legal_date(each.sent_at))},
        "is_open": any(each.state in OPEN for each in returns),
        "reminders": [step for step in list_steps(session(), [r.id for r in returns]) if step.kind == "reminded"],
    }  # fmt: skip


def _inside(form_id: UUID) -> ReturnForm:
    form = get_form(session(), form_id)
    check_seen(form.province_id, form.unit_id)
    return form


def _units() -> list:
    return list_reporting_units(session(), home_id(), clock.today())


def _ticked() -> list[UUID]:
    """The units that were ticked, those of the province only."""
    sent = set(request.form.getlist("unit_ids"))
    return [each.unit_id for each in _units() if str(each.unit_id) in sent]


def _form(values: dict[str, Any], errors: Errors) -> Response:
    usual = [(each, f"{each} {say_item(row_id, measure)} ({unit})", "")
             for each, (row_id, measure, unit) in list_usual_items().items()]  # fmt: skip
    groups = [(letter, [each for each in usual if each[0][0] == letter]) for letter in sorted({u[0][0] for u in usual})]
    return page(
        "campaign/asking_form.html", style="desk", status=422 if errors else 200, values=values, errors=errors,
        groups=groups, free=FREE, ticked=request.form.getlist("items"), measures=list_measures(), units=list_units(),
        rows=[(row_id, f"{row_id} {say_row(row_id)}") for row_id in list_rows()],
        unit_choices=[(str(each.unit_id), each.name) for each in _units()],
    )  # fmt: skip


def _change_form(form: ReturnForm, values: dict[str, Any], errors: Errors, status: int = 200) -> Response:
    asked = {each.unit_id for each in list_returns(session(), form.id)}
    more = [(str(each.unit_id), each.name) for each in _units() if each.unit_id not in asked]
    return page("campaign/asking_edit.html", style="desk", status=422 if errors else status, form=form, values=values,
                errors=errors, more=more, theirs=form if status == 409 else None)  # fmt: skip


def _seen(form_id: UUID) -> Response:
    return redirect(url_for(".asking", form_id=form_id), 303)
