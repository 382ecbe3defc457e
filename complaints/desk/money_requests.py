"""Requests for money back that reached Sở Công Thương of where the buyer lives."""

from flask import Response, request

from accounts.guards import requires
from complaints.desk.frame import blueprint, unit_ids
from complaints.disputes import END_RESULTS, STEPS
from complaints.kinds import ASKED, WISHES
from complaints.queries.arrival import list_money_requests
from complaints.queries.disputes import list_standings
from core.db import session
from core.home import register_desk_tab
from core.i18n import lazy
from core.pages import page

register_desk_tab(14, lazy("Hoàn tiền, đổi hàng"), "/desk/money-requests", right="disputes.read")


@blueprint.get("/money-requests")
@requires("disputes.read")
def money_requests() -> Response:
    """Goods, trader, what is wanted and when the trader was asked; never who asks."""
    number = request.args.get("page", 1, int)
    rows = list_money_requests(session(), unit_ids(), page=number)
    return page(
        "complaints/desk/money_requests.html", style="desk", rows=rows, wishes=WISHES, asked=ASKED, steps=STEPS,
        standings=list_standings(session(), [row.complaint.id for row in rows]), results=END_RESULTS,
    )  # fmt: skip
