"""Reports that wait for a look: why, and letting them go on."""

from uuid import UUID

from flask import Response, redirect, url_for

from accounts.guards import requires, signed_in
from complaints.actions.moderation import release_report, unfold_report
from complaints.desk.frame import blueprint, unit_ids
from complaints.queries.cases import get_case
from complaints.queries.moderation import list_folded_under, list_held
from core import clock
from core.db import committing, session
from core.home import register_desk_tab
from core.i18n import _, lazy
from core.pages import page

register_desk_tab(12, lazy("Cần xem trước"), "/desk/held", right="cases.read")


@blueprint.get("/held")
@requires("cases.read")
def held() -> Response:
    """What waits, with the reasons; identical ones are one line."""
    words = {
        "often": _("gửi dồn dập từ một mạng"),
        "trap": _("có thể do máy gửi"),
        "words": _("có từ trong danh sách"),
        "same": _("giống hệt phản ánh khác"),
    }
    rows = list_held(session(), unit_ids(), signed_in().user_id)
    return page("complaints/desk/held.html", style="desk", rows=rows, words=words)


@blueprint.get("/held/<uuid:case_id>")
@requires("cases.read")
def folded(case_id: UUID) -> Response:
    """The identical reports under one; each has its own number, receipt and tracking page."""
    case = get_case(session(), case_id, unit_ids())
    return page(
        "complaints/desk/folded.html", style="desk", case=case, rows=list_folded_under(session(), case.id)
    )  # fmt: skip


@blueprint.post("/held/<uuid:case_id>/release")
@requires("cases.take")
def release(case_id: UUID) -> Response:
    """Let it, and those under it, go the usual way."""
    get_case(session(), case_id, unit_ids())
    with committing() as current:
        release_report(current, complaint_id=case_id, actor=signed_in().actor, now=clock.now())
    return redirect(url_for(".held"), 303)


@blueprint.post("/held/<uuid:case_id>/unfold")
@requires("cases.take")
def unfold(case_id: UUID) -> Response:
    """Put a report back into the queue by itself."""
    get_case(session(), case_id, unit_ids())
    with committing() as current:
        unfold_report(current, complaint_id=case_id, actor=signed_in().actor, now=clock.now())
    return redirect(url_for(".held"), 303)
