"""Cases of several reports: what is like a report, joining, taking out, crowds."""

from uuid import UUID

from flask import Response, redirect, request, url_for

from accounts.guards import requires, signed_in
from complaints.actions.grouping import join_cases, leave_group
from complaints.desk.frame import blueprint, errors_of, unit_ids
from complaints.likeness import NAMES
from complaints.queries.cases import get_case
from complaints.queries.crowds import list_crowds
from complaints.queries.grouping import find_group_of, get_group_file, list_alike, list_groups
from complaints.queries.inspections import get_inspection_totals
from complaints.queries.queue import Desk
from complaints.queries.seen import list_seen
from complaints.schemas.outcomes import JoinForm, LeaveForm
from complaints.workflow import OUTCOMES, STATES
from core import clock
from core.db import committing, session
from core.errors import DomainError
from core.forms import Errors, read_form
from core.pages import page


def desk() -> Desk:
    """Whose reports these are."""
    return Desk(unit_ids(), signed_in().user_id, clock.today())


@blueprint.get("/groups")
@requires("cases.read")
def groups() -> Response:
    """Crowds that nobody joined yet, each one line, then the cases of several reports."""
    return groups_page({}, {})


@blueprint.post("/groups")
@requires("cases.take")
def join_crowd() -> Response:
    """Join the reports of a crowd."""
    values, errors = read_form(JoinForm)
    made, errors = (None, errors) if errors else join([], values)
    if errors:
        return groups_page(values, errors, 422)
    return redirect(url_for(".group", group_id=made), 303)


@blueprint.get("/groups/<uuid:group_id>")
@requires("cases.read")
def group(group_id: UUID) -> Response:
    """One case with its reports, its inspections and what came of them."""
    return group_page(group_id, {}, {})


@blueprint.post("/groups/<uuid:group_id>/leave")
@requires("cases.take")
def leave(group_id: UUID) -> Response:
    """Take a report out of the case."""
    file = get_group_file(session(), group_id, desk())
    values, errors = read_form(LeaveForm)
    inside = {case.id for case, _member in file.members}
    if not errors:
        get_case(session(), values["report"], unit_ids() if values["report"] in inside else set())
        with committing() as current:
            leave_group(
                current, complaint_id=values["report"], reason=values["reason"], actor=signed_in().actor,
                now=clock.now(),
            )  # fmt: skip
    if errors:
        return group_page(group_id, values, errors, 422)
    return redirect(url_for(".alike", case_id=values["report"]), 303)


@blueprint.get("/cases/<uuid:case_id>/alike")
@requires("cases.read")
def alike(case_id: UUID) -> Response:
    """Reports that are like this one, by what."""
    return alike_page(case_id, {}, {})


@blueprint.post("/cases/<uuid:case_id>/join")
@requires("cases.take")
def join_alike(case_id: UUID) -> Response:
    """Join chosen reports with this one."""
    get_case(session(), case_id, unit_ids())
    values, errors = read_form(JoinForm)
    made, errors = (None, errors) if errors else join([case_id], values)
    if errors:
        return alike_page(case_id, values, errors, 422)
    return redirect(url_for(".group", group_id=made), 303)


def join(ids: list[UUID], values: dict) -> tuple[UUID | None, Errors]:
    """Join these, the chosen ones and the one typed by its number, as far as this desk sees them."""
    try:
        chosen = list_seen(session(), desk(), values["cases"], values["number"])
        with committing() as current:
            made = join_cases(
                current, complaint_ids=[*ids, *chosen], reason=values["join_reason"], actor=signed_in().actor,
                now=clock.now(),
            )  # fmt: skip
            return made.id, {}
    except DomainError as error:
        return None, errors_of(error, {"reason": "join_reason", "number": "number"}, "cases")


def groups_page(values: dict, errors: Errors, status: int = 200) -> Response:
    """The page of crowds and cases."""
    number = max(request.args.get("page", 1, int), 1)
    offset = (min(number, 10_000) - 1) * 25
    rows = list_groups(session(), desk(), offset=offset, limit=26)
    return page(
        "complaints/desk/groups.html", style="desk", status=status, crowds=list_crowds(session(), desk(), clock.now()),
        rows=rows[:25], has_more=len(rows) > 25, number=number, names=NAMES, values=values, errors=errors,
        may_join=signed_in().may("cases.take"),
    )  # fmt: skip


def group_page(group_id: UUID, values: dict, errors: Errors, status: int = 200) -> Response:
    """The page of one case."""
    file = get_group_file(session(), group_id, desk())
    totals = get_inspection_totals(session(), [row.id for row in file.inspections])
    return page(
        "complaints/desk/group.html", style="desk", status=status, file=file, group=file.group, totals=totals,
        states=STATES, outcomes=OUTCOMES, values=values, errors=errors, may_join=signed_in().may("cases.take"),
    )  # fmt: skip


def alike_page(case_id: UUID, values: dict, errors: Errors, status: int = 200) -> Response:
    """The page of likeness of one report."""
    case = get_case(session(), case_id, unit_ids())
    return page(
        "complaints/desk/alike.html", style="desk", status=status, case=case, values=values, errors=errors,
        rows=list_alike(session(), case, desk(), clock.now()), found=find_group_of(session(), case_id), names=NAMES,
        states=STATES, may_join=signed_in().may("cases.take"),
    )  # fmt: skip
