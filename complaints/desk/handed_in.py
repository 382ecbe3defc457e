"""What one person handed in, followed like a reporter: stage, promised day, answer. Nobody else's."""

from uuid import UUID

from flask import Response, request

from accounts.guards import requires, signed_in
from complaints.desk.arrival import channel_words
from complaints.desk.frame import blueprint
from complaints.queries.arrival import ONE_PAGE, find_handed_in, list_handed_in
from complaints.queries.tracking import track
from complaints.stages import say_stage
from complaints.workflow import STATES
from core import clock
from core.db import session
from core.errors import NotFound
from core.home import register_desk_tab
from core.i18n import lazy
from core.pages import page

register_desk_tab(12, lazy("Nhận hộ"), "/desk/handed-in", right="reports.handin")


@blueprint.get("/handed-in")
@requires("reports.handin")
def handed_in() -> Response:
    """The signed-in person's own, newest first."""
    number, today = request.args.get("page", 1, int), clock.today()
    rows, total = list_handed_in(session(), signed_in().user_id, today, page=number)
    return page(
        "complaints/desk/handed_in.html", style="desk", rows=rows, total=total, states=STATES, number=number,
        pages=-(-total // ONE_PAGE), channels=channel_words(today), may_petition=signed_in().may("petitions.record"),
    )  # fmt: skip


@blueprint.get("/handed-in/<uuid:report_id>")
@requires("reports.handin")
def handed_in_case(report_id: UUID) -> Response:
    """Where one of them stands, with what its reporter would read and nothing more."""
    now = clock.now()
    found = find_handed_in(session(), signed_in().user_id, report_id, clock.today())
    if found is None:
        raise NotFound(lazy("Không có phản ánh này."))
    seen = track(session(), found.complaint, now)
    stage = say_stage(
        seen.stage, look_by=seen.look_by, promised_on=found.complaint.promised_on, questions=seen.questions,
        passed_to=seen.passed_to, answer=found.complaint.answer,
    )  # fmt: skip
    return page("complaints/desk/handed_in_case.html", style="desk", found=found, seen=seen, stage=stage,
                channels=channel_words(clock.today()))  # fmt: skip
