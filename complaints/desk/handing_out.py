"""Giving several reports to one officer at once, with how much each of them has."""

from uuid import UUID

from flask import Response, redirect, request, url_for

from accounts.guards import requires, signed_in
from complaints.actions.handing_out import hand_out
from complaints.deadlines import say_left
from complaints.desk.frame import blueprint, errors_of, unit_ids
from complaints.queries.load import list_load
from complaints.queries.queue import VIEWS, Desk, Filters, list_queue
from complaints.workflow import STATES
from core import clock
from core.db import committing, session
from core.errors import DomainError
from core.forms import Errors
from core.i18n import _
from core.pages import page

HANDLERS = {"tiep_nhan", "kiem_tra_vien", "doi_truong", "lanh_dao"}


@blueprint.get("/cases/hand-out")
@requires("cases.move")
def handing_out() -> Response:
    """A page of a view with boxes to tick, and the load of every officer."""
    return handing_page({}, {})


@blueprint.post("/cases/hand-out")
@requires("cases.move")
def hand_out_chosen() -> Response:
    """Give what was ticked to one officer: all of it or nothing."""
    try:
        with committing() as current:
            hand_out(
                current, case_ids=_ids(request.form.getlist("case")), officer_id=_id(request.form.get("officer", "")),
                unit_ids=set(unit_ids()), actor=signed_in().actor, now=clock.now(),
            )  # fmt: skip
    except DomainError as error:
        if error.status in (403, 404):
            raise
        return handing_page(request.form, errors_of(error, {"officer": "officer"}, "case"), error.status)
    return redirect(url_for(".handing_out", view=request.form.get("view", "")[:10]), 303)


def handing_page(values, errors: Errors, status: int = 200) -> Response:
    """The page; with what was ticked still ticked when it was refused."""
    view = request.values.get("view", "")
    view, today = view if view in VIEWS else "new", clock.today()
    desk = Desk(unit_ids(), signed_in().user_id, today)
    ticked = set(values.getlist("case")) if values else set()
    load = list_load(session(), unit_ids(), today, HANDLERS)
    return page(
        "complaints/desk/handing_out.html", style="desk", status=status, errors=errors, values=values, view=view,
        found=list_queue(session(), desk, view=view, filters=Filters(), page=request.args.get("page", 1, int)),
        load=load, ticked=ticked, states=STATES, now=clock.now(), say_left=say_left,
        officers=[(str(one.officer_id), _("%(name)s: %(open)s việc", name=one.name, open=one.open)) for one in load],
        address=lambda number: url_for(".handing_out", view=view, page=number),
    )  # fmt: skip


def _ids(sent: list[str]) -> list[UUID]:
    return [_id(each) for each in sent]


def _id(sent: str) -> UUID:
    try:
        return UUID(sent)
    except ValueError:
        return UUID(int=0)
