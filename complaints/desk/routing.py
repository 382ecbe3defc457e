"""What the routing table said of a report, saying it again, and handing the report to other bodies."""

from collections.abc import Callable
from uuid import UUID

from flask import Response, redirect, url_for

from accounts.guards import requires, signed_in
from complaints.actions import transfers
from complaints.actions.routing import route_case_again
from complaints.actions.steps import CaseChanged
from complaints.desk.frame import blueprint, errors_of, unit_ids
from complaints.kinds import PLACE_KINDS
from complaints.queries.cases import get_case
from complaints.queries.routing import find_route, list_goods_kinds, list_violations, name_kinds
from complaints.queries.transfers import list_bodies, list_transfers
from complaints.routing import BODIES, OUTSIDE, PLACES, Facts
from complaints.schemas.routing import RouteForm
from complaints.schemas.transfers import TransferForm
from complaints.transfers import CHANNELS, LIVING, STATES
from core import clock
from core.db import committing, session
from core.errors import DomainError
from core.forms import Errors, FormSchema, read_form
from core.pages import page

NAMES = {"reason": "transfer_reason", "goods": "goods", "place": "place", "lead": "lead"}


@blueprint.get("/cases/<uuid:case_id>/routing")
@requires("cases.read")
def routing(case_id: UUID) -> Response:
    """Who leads, who is told, what was sent to whom."""
    return routing_page(case_id, {}, {})


@blueprint.post("/cases/<uuid:case_id>/routing")
@requires("cases.move")
def route_again(case_id: UUID) -> Response:
    """Say what the report is; the table answers, or the officer names another lead, with a reason."""

    def act(common: dict, values: dict) -> None:
        case = get_case(common["session"], case_id, unit_ids())
        facts = Facts(
            kind=case.kind_code, goods=values["goods"], place=values["place"], violation=values["violation"],
            is_urgent=bool(values["is_urgent"]),
        )  # fmt: skip
        route_case_again(
            **common, facts=facts, lead=values["lead"], reason=values["route_reason"], version=values["version"]
        )

    return done(case_id, RouteForm, act, {"reason": "route_reason"}, "goods")


@blueprint.post("/cases/<uuid:case_id>/transfers")
@requires("cases.move")
def transfer(case_id: UUID) -> Response:
    """Hand the report to a body, or tell it."""

    def act(common: dict, values: dict) -> None:
        transfers.send_transfer(
            **common, body_id=values["body"], is_lead=values["role"] == "lead", channel=values["channel"],
            reason=values["transfer_reason"], version=values["version"],
        )  # fmt: skip

    return done(case_id, TransferForm, act, NAMES, "body")


def routing_page(case_id: UUID, values: dict, errors: Errors, *, status: int = 200, conflict: bool = False) -> Response:
    """The page, with the words of a form that was refused in their place."""
    case, today, officer = get_case(session(), case_id, unit_ids()), clock.today(), signed_in()
    route = find_route(session(), case_id)
    bodies = list_bodies(session(), today, province_id=case.province_id)
    lead = route.lead if route else ""
    choices = [(str(body.id), body.name) for body in sorted(bodies, key=lambda body: body.kind != lead)]
    goods = [(kind.code, kind.name) for kind in list_goods_kinds(session(), today)]
    return page(
        "complaints/routing/case.html", style="desk", status=status, case=case, route=route, values=values,
        errors=errors, conflict=conflict, bodies=BODIES, body_choices=choices, goods=goods, places=PLACES.items(),
        kinds=name_kinds(session(), today), may_move=officer.may("cases.move"), outside=OUTSIDE,
        violations=[(kind.code, f"{kind.code}: {kind.name}") for kind in list_violations(session(), today)],
        sent=list_transfers(session(), case_id), states=STATES, living=LIVING, channels=CHANNELS.items(),
        place_words=PLACES | PLACE_KINDS,
    )  # fmt: skip


def done(case_id: UUID, schema: type[FormSchema], act: Callable, names: dict, default: str) -> Response:
    """Read the form, do it in one commit, go back; a refusal shows the page with the words kept."""
    return answered(case_id, schema, act, lambda *sent, **how: routing_page(case_id, *sent, **how), names, default)


def answered(
    case_id: UUID, schema: type[FormSchema], act: Callable, show: Callable, names: dict, default: str
) -> Response:
    """The same, with `show(values, errors, status=, conflict=)` for a refusal."""
    get_case(session(), case_id, unit_ids())
    values, errors = read_form(schema)
    if errors:
        return show(values, errors, status=422)
    try:
        with committing() as current:
            common = {"complaint_id": case_id, "actor": signed_in().actor, "now": clock.now()}
            act({"session": current} | common, values)
    except CaseChanged:
        return show(values, {}, status=409, conflict=True)
    except DomainError as error:
        if error.status in (403, 404):
            raise
        return show(values, errors_of(error, names, error.field or default), status=error.status)
    return redirect(url_for(".routing", case_id=case_id), 303)
