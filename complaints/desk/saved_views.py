"""An officer's own lists beside the queue."""

from uuid import UUID

from flask import Response, redirect, request, url_for

from accounts.guards import requires, signed_in
from complaints.actions.saved_views import drop_view, save_view
from complaints.desk.frame import blueprint, refused
from complaints.desk.queue import queue_page, sent_filters
from complaints.queries.saved_views import list_saved_views
from core import clock
from core.db import committing, session
from core.pages import page


@blueprint.get("/cases/views")
@requires("cases.read")
def own_views() -> Response:
    """The officer's own lists."""
    found = list_saved_views(session(), signed_in().user_id)
    return page("complaints/desk/own_views.html", style="desk", found=found)


@blueprint.post("/cases/views")
@requires("cases.read")
def keep_view() -> Response:
    """Keep the list as it stands, under a name."""
    view, filters = request.form.get("view", ""), sent_filters(request.form)
    asked = {"view": view} | vars(filters)

    def keep() -> None:
        with committing() as current:
            name = request.form.get("name", "")
            save_view(current, name=name, asked=asked, actor=signed_in().actor, now=clock.now())

    errors = refused(keep, {}, "name")
    if errors:
        return queue_page(view, filters, values={"name": request.form.get("name", "")}, errors=errors)
    return redirect(url_for(".cases", **{name: value for name, value in asked.items() if value}), 303)


@blueprint.post("/cases/views/<uuid:view_id>/drop")
@requires("cases.read")
def forget_view(view_id: UUID) -> Response:
    """Forget one of the lists."""
    with committing() as current:
        drop_view(current, view_id=view_id, actor=signed_in().actor)
    return redirect(url_for(".own_views"), 303)
