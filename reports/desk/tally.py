"""Figures for officers and the Fatherland Front: counts and money, no person anywhere."""

from flask import Response, abort, request

from accounts.guards import requires
from core import clock
from core.db import session
from core.errors import BadInput
from core.pages import page
from reports.desk.frame import blueprint
from reports.figures import say
from reports.queries.behind import rows_behind
from reports.queries.places import open_scope
from reports.queries.tally import list_figures
from reports.schemas import read_period
from reports.shown import COLUMNS, group_lines, say_cell, say_day

ROWS = 500


@blueprint.get("/reports/tally")
@requires("reports.read")
def tally() -> Response:
    """Every figure of a period and place."""
    values, errors = read_period(request.args, clock.today())
    scope = None
    try:
        scope = open_scope(session(), **values)
    except BadInput as refused:
        errors = {**errors, refused.field or "from": [str(refused)]}
    groups = group_lines(list_figures(session(), scope), scope, base="/desk/reports/rows/") if scope else []
    return page(
        "reports/tally.html", style="desk", scope=scope, groups=groups, asked=request.args, errors=errors,
        say_day=say_day,
    )  # fmt: skip


@blueprint.get("/reports/rows/<string:row_id>")
@requires("reports.read")
def rows(row_id: str) -> Response:
    """The rows behind one figure and how it is counted."""
    values, errors = read_period(request.args, clock.today())
    if errors:
        abort(404)
    scope = open_scope(session(), **values)
    behind = rows_behind(session(), scope, row_id)
    lines = [line for line in list_figures(session(), scope) if line.id == row_id]
    return page(
        "reports/rows.html", style="desk", row_id=row_id, line=lines[0] if lines else None, scope=scope,
        behind=behind, columns=COLUMNS, say_cell=say_cell, most=ROWS, said=say(lines[0].figure) if lines else "",
    )  # fmt: skip
