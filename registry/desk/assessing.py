"""Officers' desk: the queue of OCOP applications, one application, and the steps that an officer takes."""

from collections.abc import Callable
from uuid import UUID

from flask import Response, redirect, request, url_for

from accounts.access import role_name
from accounts.guards import requires, signed_in
from core import clock
from core.db import session
from core.errors import Conflict, NotAllowed, NotFound
from core.forms import Errors, FormSchema, read_form, typed_words
from core.home import register_desk_tab
from core.http import send_kept
from core.i18n import lazy
from core.pages import page
from registry import queries
from registry.actions import assessing, deciding, judging
from registry.assessing import ENDED, HOLDERS, STATES, STEP_NAMES, TABLE, TONES, fits_points, list_steps
from registry.desk.frame import blueprint, by, communes
from registry.ocop import points_text
from registry.products import PRODUCER_KINDS
from registry.queries import assessing as files
from registry.queries.criteria import rules_on
from registry.schemas import assessing as forms
from registry.sending import send

register_desk_tab(25, lazy("OCOP"), "/desk/ocop", right="ocop.read")

ON_A_PAGE = 50
ALL = "all"
TABS = tuple(state for state in STATES if state != "draft")
STEPS: dict[str, tuple[type[FormSchema], Callable]] = {
    "receive": (forms.VersionForm, judging.receive_application),
    "forward": (forms.VersionForm, judging.forward_application),
    "ask": (forms.StepForm, deciding.ask_supplement),
    "refuse": (forms.StepForm, deciding.refuse_application),
    "decide": (forms.DecideForm, deciding.decide_application),
    "certify": (forms.CertifyForm, deciding.certify_application),
    "propose": (forms.CertifyForm, deciding.propose_application),
    "central": (forms.CentralForm, deciding.record_central),
}
NAMES = {"states": STATES, "tones": TONES, "holders": HOLDERS, "step_names": STEP_NAMES, "say_role": role_name,
         "points_text": points_text, "kinds": PRODUCER_KINDS}  # fmt: skip


@blueprint.get("/ocop")
@requires("ocop.read")
def ocop_queue() -> Response:
    """Applications of the unit's communes by state; those due first stand first."""
    wanted, number = request.args.get("state", ALL), page_number()
    if wanted != ALL and wanted not in TABS:
        raise NotFound(lazy("Không có danh sách này."))
    query = files.visible(signed_in().user_id, communes(), clock.today())
    counts = files.count_states(session(), query)
    shown = set(STATES) - ENDED if wanted == ALL else {wanted}
    rows = files.list_queue_of(session(), query, shown, offset=(number - 1) * ON_A_PAGE, limit=ON_A_PAGE)
    total = sum(counts.get(state, 0) for state in shown)
    places = queries.today_words(session(), [row[2].commune_id for row in rows], clock.today())
    return page(
        "registry/ocop_queue.html", style="desk", rows=rows, places=places, tabs=_tabs(wanted, counts), page=number,
        pages=max(-(-total // ON_A_PAGE), 1), base=f"/desk/ocop?state={wanted}&page=", today=clock.today(), **NAMES,
    )  # fmt: skip


@blueprint.get("/ocop/<uuid:application_id>")
@requires("ocop.read")
def ocop_application(application_id: UUID) -> Response:
    """One application with its papers, the commune's report, the sheets and what may be done now."""
    return application_page(application_id, {})


@blueprint.get("/ocop/<uuid:application_id>/papers/<uuid:paper_id>")
@requires("ocop.read")
def ocop_paper(application_id: UUID, paper_id: UUID) -> Response:
    """The file of a paper."""
    inside_file(application_id)
    paper = files.get_ocop_paper(session(), application_id, paper_id)
    if not paper.file_key:
        raise NotFound(lazy("Giấy tờ này chỉ ghi tên, không có tệp."))
    return send_kept(paper.file_key, name=paper.name, media_type=paper.media_type)


@blueprint.route("/ocop/<uuid:application_id>/steps/<string:step>", methods=["GET", "POST"])
@requires("ocop.read")
def ocop_step(application_id: UUID, step: str) -> Response:
    """Take one step of the table: its form, and doing it."""
    file = inside_file(application_id)
    if step not in STEPS:
        raise NotFound(lazy("Hồ sơ không có bước này."))
    if request.method == "GET":
        return _step_page(file, step, {}, 200)
    _refuse_role(file, step)
    schema, action = STEPS[step]
    values, errors = read_form(schema)
    try:
        errors = errors or send(lambda current: action(current, application_id=application_id, **values, **by()))
    except Conflict as moved:  # somebody was faster: what was typed stays on the page
        return _step_page(inside_file(application_id), step, {"step": [str(moved)]}, 409)
    if errors:
        return _step_page(file, step, errors, 422)
    return redirect(url_for(".ocop_application", application_id=application_id), 303)


@blueprint.route("/ocop/<uuid:application_id>/aside", methods=["GET", "POST"])
@requires("ocop.read")
def ocop_aside(application_id: UUID) -> Response:
    """Declare a conflict of interest: the application is hidden from whoever did."""
    file = inside_file(application_id)
    values, errors = read_form(forms.AsideForm) if request.method == "POST" else ({}, {})
    if request.method == "POST" and not errors:
        errors = send(lambda current: assessing.declare_conflict(
            current, application_id=application_id, user_id=signed_in().user_id, **values, **by()))  # fmt: skip
        if not errors:
            return redirect(url_for(".ocop_queue"), 303)
    return page("registry/ocop_step.html", style="desk", status=422 if errors else 200, file=file, step="aside",
                values=typed_words(), errors=errors, **NAMES)  # fmt: skip


def inside_file(application_id: UUID) -> files.ApplicationFile:
    """An application of the unit's communes that is not hidden from the officer; others are not there."""
    return files.get_file_inside(
        session(), application_id, user_id=signed_in().user_id, commune_ids=communes(), on=clock.today()
    )


def may_now(file: files.ApplicationFile) -> list[str]:
    """The steps that the officer may take on this application now."""
    found, application = list_steps(file.application.state, signed_in().rights), file.application
    if application.state == "decided":
        points, is_central = sum(deciding.final_scores(application)), application.central_a is not None
        found = [step for step in found if fits_points(step, points, is_central)]
    found.sort(key=lambda step: step == "refuse")  # what leads on stands first
    return list(dict.fromkeys("central" if step.startswith("central") else step for step in found))


def _refuse_role(file: files.ApplicationFile, step: str) -> None:
    """Raises NotAllowed where the step is another role's in this state, or never this role's."""
    rights, named = signed_in().rights, [row for row in TABLE if row.step.startswith(step)]
    now = [row for row in named if row.from_state == file.application.state] or named
    if not any(row.right in rights for row in now):
        raise NotAllowed(lazy("Vai trò của bạn không được làm việc này."))


def page_number() -> int:
    """The page asked for; the first for whatever is no number."""
    sent = request.args.get("page", "1")
    return max(int(sent), 1) if sent.isascii() and sent.isdigit() and len(sent) < 6 else 1


def application_page(application_id: UUID, errors: Errors, status: int = 200) -> Response:
    """The page of an application."""
    file = inside_file(application_id)
    officer, current = signed_in(), session()
    totals = files.sheet_totals(current, application_id) if officer.may("ocop.decide") else []
    place = queries.today_words(current, [file.producer.commune_id], clock.today())[file.producer.commune_id]
    return page(
        "registry/ocop_review.html", style="desk", status=status, file=file, errors=errors, place=place,
        steps=may_now(file), totals=totals, sheets=files.count_sheets(current, application_id),
        own=files.find_sheet(current, application_id, officer.user_id), today=clock.today(),
        rules=rules_on(current, clock.today(), "sheets"), criteria={each.id: each for each in file.criteria}, **NAMES,
    )  # fmt: skip


def _step_page(file: files.ApplicationFile, step: str, errors: Errors, status: int) -> Response:
    return page("registry/ocop_step.html", style="desk", status=status, file=file, step=step,
                values=typed_words(), errors=errors, **NAMES)  # fmt: skip


def _tabs(wanted: str, counts: dict[str, int]) -> list[dict]:
    open_count = sum(count for state, count in counts.items() if state not in ENDED)
    first = {"label": lazy("Đang xử lý"), "href": "/desk/ocop", "count": open_count, "current": wanted == ALL}
    rest = [
        {"label": STATES[each], "href": f"/desk/ocop?state={each}", "count": counts.get(each, 0),
         "current": each == wanted} for each in TABS
    ]  # fmt: skip
    return [first, *rest]
