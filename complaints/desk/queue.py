"""The queue."""

from collections.abc import Mapping

from flask import Response, request, url_for

from accounts.guards import requires, signed_in
from complaints.deadlines import say_left
from complaints.desk.frame import blueprint, unit_ids
from complaints.queries.queue import VIEWS, Desk, Filters, count_views, list_kinds, list_queue
from complaints.signals import list_reasons, say_verdict
from complaints.workflow import STATES
from core import clock
from core.db import session
from core.fields import clean_text
from core.forms import Errors
from core.i18n import _
from core.pages import page


@blueprint.get("/cases")
@requires("cases.read")
def cases() -> Response:
    """Reports of the officer's units, by what has to be done."""
    return queue_page(request.args.get("view", ""), sent_filters(request.args), request.args.get("page", 1, int))


def queue_page(
    view: str, filters: Filters, number: int = 1, values: dict | None = None, errors: Errors | None = None
) -> Response:
    """A page of a list; with the name of a list that could not be kept."""
    desk = Desk(unit_ids(), signed_in().user_id, clock.today())
    counts = count_views(session(), desk)
    view = view if view in VIEWS else ("new" if counts["new"] else "all")
    found = list_queue(session(), desk, view=view, filters=filters, page=number, counts=counts)
    return page(
        "complaints/desk/queue.html", style="desk", status=422 if errors else 200, found=found, view=view,
        filters=filters, tabs=tabs(view, counts), kinds=list_kinds(session()), states=STATES, now=clock.now(),
        say_left=say_left, say_verdict=say_verdict, list_reasons=list_reasons, values=values or {},
        errors=errors or {}, address=lambda number: address(view, filters, number),
    )  # fmt: skip


def sent_filters(sent: Mapping[str, str]) -> Filters:
    """What was asked for, an unknown state left aside."""
    state = sent.get("state", "")
    place = sent.get("place", "")[:10]
    return Filters(
        clean_text(sent.get("text", ""))[:100], sent.get("kind", "")[:30], state if state in STATES else "",
        place if place.isdigit() and place.isascii() else "",
    )  # fmt: skip


def tabs(view: str, counts: dict[str, int]) -> list[dict]:
    """The lists everybody has, with their counts."""
    words = {
        "new": _("Mới"),
        "late": _("Trễ hẹn"),
        "today": _("Hạn hôm nay"),
        "due": _("Sắp trễ"),
        "waiting": _("Chờ người dân"),
        "mine": _("Của tôi"),
        "all": _("Tất cả"),
    }
    return [
        {"label": words[name], "href": url_for(".cases", view=name), "count": counts[name], "current": name == view}
        for name in VIEWS
    ]


def address(view: str, filters: Filters, number: int) -> str:
    """The address of a page of this view with its filters."""
    asked = {name: value for name, value in vars(filters).items() if value}
    return url_for(".cases", view=view, page=number, **asked)
