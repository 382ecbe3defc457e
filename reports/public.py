"""Figures for everybody."""

from flask import Response, request

from core import clock
from core.db import session
from core.errors import BadInput
from core.home import register_menu_item
from core.http import public_blueprint
from core.i18n import lazy
from core.pages import page
from reports.queries.places import open_scope
from reports.queries.tally import list_figures
from reports.schemas import read_period
from reports.scope import whole_months
from reports.shown import for_everybody, group_lines, say_day

blueprint = public_blueprint("reports", __name__)
register_menu_item(50, lazy("Số liệu"), "/statistics")


@blueprint.get("/statistics")
def statistics() -> Response:
    """Figures of a period and place; small counts are hidden, reports are told by whole months."""
    values, errors = read_period(request.args, clock.today())
    scope = None
    try:
        scope = open_scope(session(), **values)
    except BadInput as refused:
        errors = {**errors, refused.field or "from": [str(refused)]}
    months = whole_months(scope, clock.today()) if scope else None
    lines = for_everybody(list_figures(session(), scope, of_reports=months), scope, months) if scope else []
    groups = group_lines(lines, scope, base="#cach-tinh-", guarded=True) if scope else []
    return page(
        "reports/statistics.html", style="public", scope=scope, groups=groups, asked=request.args, errors=errors,
        say_day=say_day,
    )  # fmt: skip
