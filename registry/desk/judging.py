"""Officers' desk: the commune's report and a council member's own sheet."""

from uuid import UUID

from flask import Response, redirect, request, url_for

from accounts.guards import requires, signed_in
from core import clock
from core.db import session
from core.errors import Conflict
from core.forms import Errors, read_form, typed_words
from core.i18n import lazy
from core.pages import page
from registry.actions import judging
from registry.actions.assessing import ApplicationChanged
from registry.assessing import STATES
from registry.desk.assessing import inside_file
from registry.desk.frame import blueprint, by
from registry.ocop import points_text
from registry.queries.assessing import ApplicationFile
from registry.queries.criteria import rules_on
from registry.schemas.assessing import VersionForm, read_points
from registry.sending import send


@blueprint.route("/ocop/<uuid:application_id>/report", methods=["GET", "POST"])
@requires("ocop.check")
def ocop_report(application_id: UUID) -> Response:
    """The commune's report on its part of the criteria."""
    file = inside_file(application_id)
    topics = rules_on(session(), clock.today(), "topic")
    errors, status = {}, 422
    if request.method == "POST":
        try:
            errors = _report(file, topics)
        except ApplicationChanged as changed:
            errors, status, file = {"conclusion": [str(changed)]}, 409, inside_file(application_id)
        if not errors:
            return _back(application_id)
    own = [each for each in file.criteria if each.by_commune]
    return page("registry/ocop_report.html", style="desk", status=status if errors else 200, file=file,
                topics=topics, criteria=own, values=typed_words(), errors=errors, points_text=points_text)  # fmt: skip


@blueprint.route("/ocop/<uuid:application_id>/sheet", methods=["GET", "POST"])
@requires("ocop.score")
def ocop_sheet(application_id: UUID) -> Response:
    """The member's own sheet: kept as often as needed, sent once."""
    file = inside_file(application_id)
    errors = _sheet(file) if request.method == "POST" else {}
    if request.method == "POST" and not errors:
        return redirect(url_for(".ocop_sheet", application_id=application_id), 303)
    sheet, points = judging.own_points(session(), application_id, signed_in().user_id)
    if sheet is None and file.application.state != "council":
        raise Conflict(lazy("Hồ sơ đang ở bước “%(state)s” nên chưa chấm được.", state=STATES[file.application.state]))
    kept = {f"p-{key}": points_text(value) for key, value in points.items()} | {"note": sheet.note if sheet else ""}
    commune = {row.criterion_id: points_text(row.points) for row in file.remarks if row.criterion_id}
    return page(
        "registry/ocop_sheet.html", style="desk", status=422 if errors else 200, file=file, sheet=sheet,
        values=typed_words() or kept, errors=errors, points_text=points_text, commune=commune,
        total=sum(points.values()), is_open=file.application.state == "council" and not (sheet and sheet.sent_at),
    )  # fmt: skip


def _report(file: ApplicationFile, topics: dict[str, str]) -> Errors:
    sent = typed_words()
    values, errors = read_form(VersionForm)
    points, wrong = read_points([each for each in file.criteria if each.by_commune], sent)
    if errors or wrong:
        return errors | wrong
    remarks = {key: str(sent.get(f"topic-{key}", ""))[:2000] for key in topics}
    errors = send(lambda current: judging.report_commune(
        current, application_id=file.application.id, version=values["version"], remarks=remarks, points=points,
        conclusion=str(sent.get("conclusion", ""))[:2000], **by()))  # fmt: skip
    return {"conclusion" if field == "reason" else field: texts for field, texts in errors.items()}


def _sheet(file: ApplicationFile) -> Errors:
    sent = typed_words()
    points, errors = read_points(file.criteria, sent)
    return errors or send(lambda current: judging.save_sheet(
        current, application_id=file.application.id, user_id=signed_in().user_id, points=points,
        note=str(sent.get("note", ""))[:2000], is_sent=sent.get("act") == "send", **by()))  # fmt: skip


def _back(application_id: UUID) -> Response:
    return redirect(url_for(".ocop_application", application_id=application_id), 303)
