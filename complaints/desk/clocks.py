"""The terms of a report: what is promised, what the law says, and the steps that officers write down about them."""

from uuid import UUID

from flask import Response, redirect, url_for

from accounts.guards import requires, signed_in
from areas.queries.calendar import get_calendar
from complaints.actions.clock_steps import STEP_WORDS, step_clock
from complaints.clocks import is_late, share_used
from complaints.desk.frame import blueprint, errors_of, unit_ids
from complaints.queries.cases import get_case
from complaints.queries.clocks import list_clocks, list_rules, split_clocks
from complaints.schemas.clocks import ClockForm
from core import clock
from core.db import committing, session
from core.errors import DomainError
from core.forms import Errors, read_form
from core.pages import page


@blueprint.get("/cases/<uuid:case_id>/clocks")
@requires("cases.read")
def clocks(case_id: UUID) -> Response:
    """Every term of the report, running, waiting or over."""
    return clocks_page(case_id, {}, {})


@blueprint.post("/cases/<uuid:case_id>/clocks")
@requires("cases.take")
def step(case_id: UUID) -> Response:
    """Start, end, stop, go on with or lengthen a clock of the law."""
    get_case(session(), case_id, unit_ids())
    values, errors = read_form(ClockForm)
    if errors:
        return clocks_page(case_id, values, errors, 422)
    try:
        with committing() as current:
            step_clock(
                current, complaint_id=case_id, code=values["clock_code"], kind=values["clock_step"],
                on_date=values["clock_on"], days=values["clock_days"] or 0, article=values["clock_article"] or "",
                note=values["clock_note"] or "", version=values["version"], actor=signed_in().actor, now=clock.now(),
            )  # fmt: skip
    except DomainError as error:
        if error.status in (403, 404):
            raise
        return clocks_page(case_id, values, errors_of(error, NAMES, "clock_step"), error.status)
    return redirect(url_for(".clocks", case_id=case_id), 303)


NAMES = {"code": "clock_code", "on_date": "clock_on", "days": "clock_days", "article": "clock_article"}


def clocks_page(case_id: UUID, values: dict, errors: Errors, status: int = 200) -> Response:
    """The page of the terms; with the words of a form that was refused, in their place."""
    case, today = get_case(session(), case_id, unit_ids()), clock.today()
    calendar = get_calendar(session())
    service, law = split_clocks(list_clocks(session(), [case])[case.id])
    known = {rule.code: rule for rule in list_rules(session()) if rule.clock == "legal" and not rule.valid_to}
    return page(
        "complaints/desk/clocks.html", style="desk", status=status, case=case, service=service, law=law,
        values=values, errors=errors, steps=STEP_WORDS.items(), may_step=signed_in().may("cases.take"),
        codes=[(code, rule.name) for code, rule in known.items()],
        share=lambda each: share_used(each, today, calendar), late=lambda each: is_late(each, today),
    )  # fmt: skip
