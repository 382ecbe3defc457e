"""The list of inspections, recording one, and its page."""

from uuid import UUID

from flask import Response, make_response, redirect, request, url_for

from accounts.guards import requires, signed_in
from complaints.actions.inspection_drafts import drop_draft, keep_draft
from complaints.actions.inspections import record_inspection
from complaints.actions.outcomes import link_cases
from complaints.bookkeeping import MONEY_KINDS, OUTCOMES, PAID_TO_BUDGET, SOURCES
from complaints.desk.frame import blueprint, refused, unit_ids
from complaints.models import InspectionDraft
from complaints.outcomes import DECISION_KINDS
from complaints.queries.cases import get_case
from complaints.queries.inspection_drafts import find_draft
from complaints.queries.inspections import (
    Period,
    get_inspection_file,
    list_communes,
    list_inspections,
    list_violations,
)
from complaints.queries.outcomes import list_group_cases
from complaints.schemas.desk import InspectionForm, PeriodForm
from core import clock
from core.db import committing, session
from core.forms import Errors, read_form
from core.i18n import _
from core.pages import page


@blueprint.get("/inspections")
@requires("inspections.read")
def inspections() -> Response:
    """Inspections of the officer's units in a period."""
    form = PeriodForm()
    errors = form.validate(request.args)
    asked = form.load({name: value for name, value in request.args.items() if name not in errors})
    found = list_inspections(
        session(), unit_ids(), period=Period(asked["first"], asked["last"]), source=asked["source"],
        outcome=asked["outcome"], page=request.args.get("page", 1, int), officer_id=signed_in().user_id,
    )  # fmt: skip
    kept = {name: request.args[name] for name in form.fields if request.args.get(name)}
    return page(
        "complaints/desk/inspections.html", style="desk", found=found, values=kept, errors=errors, sources=SOURCES,
        outcomes=OUTCOMES, may_record=signed_in().may("inspections.record"),
        address=lambda number: url_for(".inspections", page=number, **kept),
    )  # fmt: skip


@blueprint.get("/inspections/new")
@requires("inspections.record")
def new_inspection() -> Response:
    """The form, alone or for a case, as far as the officer had filled it in."""
    case = find_case()
    draft, typed = find_draft(session(), signed_in().user_id, about(case))
    return new_page(case, typed or {"source": "citizens" if case else ""}, {}, draft=draft, is_fresh=True)


@blueprint.post("/inspections/new")
@requires("inspections.record")
def record() -> Response:
    """Record an inspection, or keep the form for later."""
    if "draft" in request.form:
        return keep(find_case())
    case, (values, errors) = find_case(), read_form(InspectionForm)
    made: list[UUID] = []
    errors = errors or place_errors(values["commune_id"])
    errors = errors or refused(lambda: made.append(write_down(case, values)), {}, "outcome")
    if errors:
        return new_page(case, values, errors, 422)
    return redirect(url_for(".inspection", inspection_id=made[0]), 303)


def write_down(case, values: dict) -> UUID:
    """The inspection, under every report of the case; its draft is done with."""
    with committing() as current:
        row = record_inspection(
            current, **values, unit_id=signed_in().unit_id, complaint_id=case.id if case else None,
            actor=signed_in().actor, now=clock.now(),
        )  # fmt: skip
        if case:
            link_group(current, row.id, case.id)
        drop_draft(current, about=about(case), actor=signed_in().actor)
        return row.id


@blueprint.get("/inspections/<uuid:inspection_id>")
@requires("inspections.read")
def inspection(inspection_id: UUID) -> Response:
    """An inspection with its decisions and its money."""
    return inspection_page(inspection_id, {}, {})


def link_group(current, inspection_id: UUID, case_id: UUID) -> None:
    """An inspection recorded for a report stands under every report of its case."""
    ids = list_group_cases(current, case_id, unit_ids())
    link_cases(current, inspection_id=inspection_id, complaint_ids=ids, actor=signed_in().actor, now=clock.now())


def place_errors(commune_id: UUID) -> Errors:
    """An inspection stands in the communes of the officer's units, so that it counts where they work."""
    inside = {commune.id for commune in list_communes(session(), unit_ids(), clock.today())}
    return {} if commune_id in inside else {"commune_id": [_("Chọn xã, phường thuộc địa bàn của đơn vị bạn")]}


def keep(case) -> Response:
    """Keep what is typed, unchecked: with a press back to the form, from the script without a page."""
    typed = {name: request.form.get(name, "") for name in InspectionForm().fields}
    with committing() as current:
        keep_draft(current, about=about(case), answers=typed, actor=signed_in().actor, now=clock.now())
    if request.form["draft"] == "quiet":
        return make_response("", 204)
    return redirect(url_for(".new_inspection", case=case.id if case else None), 303)


def about(case) -> UUID:
    """What a draft is about: the report, or the officer when there is none."""
    return case.id if case else signed_in().user_id


def find_case():
    """The case named in the address, if the officer may see it."""
    sent = request.args.get("case", type=UUID)
    return get_case(session(), sent, unit_ids()) if sent else None


def new_page(
    case, values: dict, errors: Errors, status: int = 200, *, draft: InspectionDraft | None = None,
    is_fresh: bool = False,
) -> Response:  # fmt: skip
    """The form of a new inspection; fresh when nothing was refused in it."""
    communes = list_communes(session(), unit_ids(), clock.today())
    sent = {"commune_id": str(case.commune_id)} if case and case.commune_id else {}
    return page(
        "complaints/desk/new_inspection.html", style="desk", status=status, case=case, values=sent | values,
        errors=errors, sources=SOURCES.items(), outcomes=OUTCOMES.items(),
        communes=[(str(commune.id), commune.full_name) for commune in communes],
        action=url_for(".record", case=case.id if case else None), draft=draft, is_fresh=is_fresh, about=about(case),
    )  # fmt: skip


def inspection_page(inspection_id: UUID, values: dict, errors: Errors, status: int = 200) -> Response:
    """The page of an inspection; with the words of a form that was refused, in their place."""
    today = clock.today()
    file = get_inspection_file(session(), inspection_id, unit_ids(), today)
    return page(
        "complaints/desk/inspection.html", style="desk", status=status, file=file, row=file.inspection, values=values,
        errors=errors, sources=SOURCES, outcomes=OUTCOMES, kinds=MONEY_KINDS, paid=PAID_TO_BUDGET,
        decision_kinds=DECISION_KINDS,
        violations=[(each.code, f"{each.code} – {each.name}") for each in list_violations(session(), today)],
        may_record=signed_in().may("inspections.record"),
    )  # fmt: skip
