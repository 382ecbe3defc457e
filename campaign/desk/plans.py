"""Plans: tasks by unit, progress, plan against result."""

from typing import Any
from uuid import UUID

from flask import Response, redirect, request, url_for

from accounts.guards import requires, signed_in
from campaign.actions import plans as actions
from campaign.desk.frame import RECORD, blueprint, by, check_seen, day_words, home_id, home_ids, is_compiler
from campaign.models import CampaignPlan, PlanTask
from campaign.numbers import read_count
from campaign.plans import STATES, days_left
from campaign.queries.plans import (
    count_sheets_against,
    count_totals_against,
    get_plan,
    get_task,
    has_part,
    list_plans,
    list_progress,
    list_task_partners,
    list_tasks,
)
from campaign.queries.units import list_reporting_units, list_unit_names
from campaign.schemas.plans import PlanForm, ProgressForm, TaskForm
from campaign.words import QUALIFIERS, list_measures, list_rows, list_units, say_figure, say_item, say_row
from core import clock
from core.db import session
from core.errors import Conflict, NotFound
from core.forms import Errors, read_form, typed_words
from core.i18n import _, lazy
from core.installation import is_sample
from core.pages import page
from registry.sending import send


@blueprint.route("/plans", methods=["GET", "POST"])
@requires(RECORD)
def plans() -> Response:
    """The plans that the unit has a part in (of the province for those who compile), and a form for the next."""
    errors: Errors = {}
    made: list[CampaignPlan] = []
    if request.method == "POST":
        values, errors = read_form(PlanForm)
        if not errors:
            errors = send(lambda current: made.append(actions.make_plan(
                current, **values, province_id=home_id(), unit_id=signed_in().unit_id, is_sample=is_sample(),
                **by())))  # fmt: skip
    if made:
        return _seen(made[0].id)
    mine = None if is_compiler() else signed_in().unit_id
    found = list_plans(session(), province_ids=home_ids(), unit_id=mine)
    return page("campaign/plans.html", style="desk", status=422 if errors else 200, plans=found, errors=errors,
                values=typed_words())  # fmt: skip


@blueprint.get("/plans/<uuid:plan_id>")
@requires(RECORD)
def plan(plan_id: UUID) -> Response:
    """The tasks with who, by when, how far, and what the books say was done."""
    return _shown(_inside(plan_id), {}, {})


@blueprint.post("/plans/<uuid:plan_id>/tasks")
@requires(RECORD)
def add_task(plan_id: UUID) -> Response:
    """Give a task to a unit."""
    found = _owned(plan_id)
    values, errors = _task_sent()
    if not errors:
        errors = send(lambda current: actions.give_task(current, plan_id=plan_id, **values, **by()))
    return _shown(found, typed_words(), errors) if errors else _seen(plan_id)


@blueprint.get("/plans/<uuid:plan_id>/tasks/<uuid:task_id>")
@requires(RECORD)
def task(plan_id: UUID, task_id: UUID) -> Response:
    """One task: what was said of it, a form for more, for its plan's unit a form to change it."""
    found, one = _inside(plan_id), _task(plan_id, task_id)
    return _task_shown(found, one, _words_of(one), {})


@blueprint.post("/plans/<uuid:plan_id>/tasks/<uuid:task_id>/edit")
@requires(RECORD)
def edit_task(plan_id: UUID, task_id: UUID) -> Response:
    """The task written anew; who comes second sees both texts."""
    found, one = _owned(plan_id), _task(plan_id, task_id)
    sent = request.form.get("version", "")
    version = read_count(sent)
    values, errors = _task_sent()
    if errors:
        return _task_shown(found, one, typed_words(), errors)
    try:
        errors = send(lambda current: actions.change_task(
            current, task_id=task_id, version=version, **values, **by()))  # fmt: skip
    except Conflict:
        return _task_shown(found, one, typed_words() | {"version": one.version}, {}, clash=True)
    return _task_shown(found, one, typed_words(), errors) if errors else _seen(plan_id)


@blueprint.post("/plans/<uuid:plan_id>/tasks/<uuid:task_id>/progress")
@requires(RECORD)
def progress(plan_id: UUID, task_id: UUID) -> Response:
    """Say how far the task has come: the leading unit and those who join."""
    found, one = _inside(plan_id), _task(plan_id, task_id)
    unit_id = signed_in().unit_id
    if unit_id not in {one.lead_id, found.unit_id, *list_task_partners(session(), [task_id])[task_id]}:
        raise NotFound(lazy("Nhiệm vụ này không giao cho đơn vị bạn."))
    values, errors = read_form(ProgressForm)
    if not errors:
        errors = send(lambda current: actions.tell_progress(
            current, task_id=task_id, unit_id=unit_id, **values, **by()))  # fmt: skip
    if errors:
        words = typed_words()
        told = str(words.pop("text", ""))
        return _task_shown(found, one, _words_of(one) | words, errors, told=told)
    return redirect(url_for(".task", plan_id=plan_id, task_id=task_id), 303)


def _shown(found: CampaignPlan, values: dict[str, Any], errors: Errors) -> Response:
    tasks = list_tasks(session(), found.id)
    partners = list_task_partners(session(), [each.id for each in tasks])
    units = {found.unit_id, *(each.lead_id for each in tasks), *(unit for each in partners.values() for unit in each)}
    said = list_progress(session(), [each.id for each in tasks])
    return page(
        "campaign/plan.html", style="desk", status=422 if errors else 200, plan=found, tasks=tasks, partners=partners,
        names=list_unit_names(session(), units, clock.today()), said=said, states=STATES, values=values, errors=errors,
        left={each.id: days_left(each.due_on, each.state, clock.today()) for each in tasks}, owned=_is_owned(found),
        sheets=count_sheets_against(session(), found), totals=count_totals_against(session(), found),
        say_figure=say_figure, say_item=say_item, mine=signed_in().unit_id, **_lists(),
    )  # fmt: skip


def _task_shown(
    found: CampaignPlan, one: PlanTask, values: dict[str, Any], errors: Errors, clash: bool = False, told: str = ""
) -> Response:
    partners = list_task_partners(session(), [one.id])[one.id]
    said = list_progress(session(), [one.id])[one.id]
    units = {one.lead_id, *partners, *(row.unit_id for row in said)}
    return page(
        "campaign/task.html", style="desk", status=409 if clash else 422 if errors else 200, plan=found, task=one,
        values=values, errors=errors, clash=clash, told=told, said=said, states=STATES, owned=_is_owned(found),
        names=list_unit_names(session(), units, clock.today()), partner_ids=partners, say_figure=say_figure,
        may_tell=signed_in().unit_id in {one.lead_id, found.unit_id, *partners}, qualifiers=list(QUALIFIERS.items()),
        left=days_left(one.due_on, one.state, clock.today()), **_lists(),
    )  # fmt: skip


def _task_sent() -> tuple[dict[str, Any], Errors]:
    """The task's values with units of the province only."""
    values, errors = read_form(TaskForm)
    if errors:
        return {}, errors
    values.pop("version")
    lead_id, known = values.pop("lead"), {each.unit_id for each in _units()}
    if lead_id not in known:
        return {}, {"lead": [_("Chọn đơn vị trong danh sách")]}
    ticked = set(request.form.getlist("partner_ids"))
    return values | {"lead_id": lead_id, "partner_ids": [each for each in known if str(each) in ticked]}, {}


def _words_of(one: PlanTask) -> dict[str, Any]:
    words = {name: getattr(one, name) for name in ("text", "others", "indicator", "measure", "unit", "version")}
    partners = list_task_partners(session(), [one.id])[one.id]
    return words | {"lead": str(one.lead_id), "due_on": day_words(one.due_on), "target": one.target,
                    "partner_ids": [str(each) for each in partners]}  # fmt: skip


def _inside(plan_id: UUID) -> CampaignPlan:
    found = get_plan(session(), plan_id)
    if not has_part(session(), found, signed_in().unit_id):
        check_seen(found.province_id, found.unit_id)
    return found


def _owned(plan_id: UUID) -> CampaignPlan:
    found = get_plan(session(), plan_id)
    check_seen(found.province_id, found.unit_id)
    return found


def _is_owned(found: CampaignPlan) -> bool:
    return found.unit_id == signed_in().unit_id or (is_compiler() and found.province_id in home_ids())


def _task(plan_id: UUID, task_id: UUID) -> PlanTask:
    one = get_task(session(), task_id)
    if one.plan_id != plan_id:
        raise NotFound(lazy("Không có nhiệm vụ này."))
    return one


def _units() -> list:
    return list_reporting_units(session(), home_id(), clock.today())


def _lists() -> dict[str, Any]:
    return {
        "unit_choices": [(str(each.unit_id), each.name) for each in _units()], "units": list_units(),
        "measures": list_measures(), "rows": [(row_id, f"{row_id} {say_row(row_id)}") for row_id in list_rows()],
    }  # fmt: skip


def _seen(plan_id: UUID) -> Response:
    return redirect(url_for(".plan", plan_id=plan_id), 303)
