"""Official reports: begun for a period, read with the source of every figure, written, signed, corrected."""

from collections.abc import Callable
from uuid import UUID

from flask import Response, redirect

from accounts.guards import requires, signed_in
from core import clock, storage
from core.db import committing, session
from core.errors import BadInput, DomainError, NotFound
from core.forms import Errors, read_form, typed_words
from core.i18n import lazy
from core.pages import page
from reports.actions import papers as actions
from reports.desk.frame import SIGN, WRITE, blueprint, home, home_ids
from reports.indicators import list_ids
from reports.models import OfficialReport
from reports.outline import ANNUAL, HALF_YEAR, list_headings
from reports.papers import Signing, draw_docx
from reports.queries.official import list_issuers
from reports.queries.papers import get_report, get_signed, list_changed, list_reports, list_signed, list_words, paper_of
from reports.queries.places import open_scope
from reports.schemas import BeginForm, SignForm, WordsForm
from reports.shown import say_day

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NAMES = {ANNUAL: lazy("Báo cáo năm"), HALF_YEAR: lazy("Báo cáo sáu tháng")}


@blueprint.get("/papers")
@requires(WRITE)
def papers() -> Response:
    """The reports of the province, and a form to begin one."""
    return list_page(_usual(), {})


@blueprint.post("/papers")
@requires(WRITE)
def begin() -> Response:
    """Begin a report of a period and place inside the own province."""
    values, errors = read_form(BeginForm)
    if errors:
        return list_page(values, errors)
    try:
        values["place"] = _own_place(values)
        with committing() as current:
            report = actions.begin_report(
                current, **values, province_id=home().id, actor=signed_in().actor, now=clock.now()
            )  # fmt: skip
            address = f"/desk/papers/{report.id}"
    except BadInput as refused:
        return list_page(typed_words(), {FIELDS.get(refused.field or "", "form"): [str(refused.message)]})
    return redirect(address, 303)


FIELDS = {"to": "to_day", "from": "from_day", "place": "place", "form": "form", "issuer": "issuer"}


@blueprint.get("/papers/<uuid:report_id>")
@requires(WRITE)
def paper(report_id: UUID) -> Response:
    """The report by today's figures; each sentence with the source of its figures; what is missing; its versions."""
    return paper_page(_mine(report_id), {}, {})


@blueprint.get("/papers/<uuid:report_id>/words/<string:section>")
@requires(WRITE)
def words_of_section(report_id: UUID, section: str) -> Response:
    """What the office wrote under a heading, to be changed."""
    return words_page(_mine(report_id), section, None, {})


@blueprint.post("/papers/<uuid:report_id>/words/<string:section>")
@requires(WRITE)
def write(report_id: UUID, section: str) -> Response:
    """Put words of one's own under a heading."""
    report = _mine(report_id)
    values, errors = read_form(WordsForm)
    errors = errors or _try(lambda current: actions.write_words(
        current, report=current.get_one(OfficialReport, report.id), section=section, actor=signed_in().actor,
        now=clock.now(), **values,
    ))  # fmt: skip
    if errors:
        return words_page(report, section, typed_words(), errors)
    return redirect(f"/desk/papers/{report_id}#s{section}", 303)


@blueprint.post("/papers/<uuid:report_id>/sign")
@requires(SIGN)
def sign(report_id: UUID) -> Response:
    """Freeze the report as it stands, or correct what was frozen."""
    report = _mine(report_id)
    values, errors = read_form(SignForm)
    errors = errors or _try(lambda current: actions.sign_report(
        current, report=current.get_one(OfficialReport, report.id), number=values["number"], on=values["signed_on"],
        signer=values["signer"], reason=values["reason"], actor=signed_in().actor, now=clock.now(),
    ))  # fmt: skip
    if errors:
        return paper_page(report, typed_words(), errors, 422)
    return redirect(f"/desk/papers/{report_id}", 303)


@blueprint.get("/papers/<uuid:report_id>/draft.docx")
@requires(WRITE)
def draft_file(report_id: UUID) -> Response:
    """The Word file by today's figures, without number and name."""
    report = _mine(report_id)
    own = {section: row.words for section, row in list_words(session(), report.id).items()}
    return _file(draw_docx(paper_of(session(), report), signing=Signing(), own=own), f"du-thao-{report.form}.docx")


@blueprint.get("/papers/<uuid:report_id>/signed/<int:seq>.docx")
@requires(WRITE)
def signed_file(report_id: UUID, seq: int) -> Response:
    """The Word file as it was signed."""
    found = get_signed(session(), _mine(report_id).id, seq)
    try:
        return _file(storage.get(found.file_key), f"bao-cao-{found.signed_on}-{seq}.docx")
    except FileNotFoundError:
        raise NotFound(lazy("Không tìm thấy tệp của bản đã ký.")) from None


def list_page(values: dict, errors: Errors) -> Response:
    """The list with the form of a new report; a refused form keeps its words."""
    return page(
        "reports/papers.html", style="desk", status=422 if errors else 200, rows=list_reports(session(), home_ids()),
        values=values, errors=errors, forms_of=NAMES, issuers=list_issuers(), home=home(),
    )  # fmt: skip


def paper_page(report: OfficialReport, values: dict, errors: Errors, status: int = 200) -> Response:
    """The report; a refused form keeps its words."""
    signed = list_signed(session(), report.id)
    paper = paper_of(session(), report)
    return page(
        "reports/paper.html", style="desk", status=status, report=report, paper=paper, signed=signed, values=values,
        errors=errors, own=list_words(session(), report.id), names=dict(list_ids()), forms_of=NAMES,
        changed=list_changed(paper, signed[-1]) if signed else [], say_day=say_day, today=clock.today(),
    )  # fmt: skip


def words_page(report: OfficialReport, section: str, values: dict | None, errors: Errors) -> Response:
    """The page of one heading; after a refusal with the words of both."""
    heading = next((each for each in list_headings(report.form) if each.section == section), None)
    if heading is None:
        raise NotFound(lazy("Không có mục này trong báo cáo"))
    kept = list_words(session(), report.id).get(section)
    return page(
        "reports/words.html", style="desk", status=422 if errors else 200, report=report, heading=heading, kept=kept,
        values=values or {"words": kept.words if kept else ""}, errors=errors, forms_of=NAMES,
    )  # fmt: skip


def _mine(report_id: UUID) -> OfficialReport:
    return get_report(session(), report_id, home_ids())


def _own_place(values: dict) -> str:
    """The code asked for, the own province where none was. Raises BadInput for a place outside of it."""
    place = values["place"] or home().code
    own = open_scope(session(), values["from_day"], values["to_day"], home().code).stock_ids or frozenset()
    asked = open_scope(session(), values["from_day"], values["to_day"], place).unit_ids or frozenset()
    if not asked <= own | home_ids():
        raise BadInput(lazy("Chỉ lập báo cáo cho tỉnh của đơn vị bạn"), field="place")
    return place


def _usual() -> dict[str, str]:
    """Last year whole, as the form begins."""
    year = clock.today().year - 1
    return {"form": ANNUAL, "from_day": f"01/01/{year}", "to_day": f"31/12/{year}"}


def _try(call: Callable) -> Errors:
    try:
        with committing() as current:
            call(current)
    except DomainError as refused:
        if refused.status in (403, 404):
            raise
        return {refused.field or "words": [str(refused.message)]}
    return {}


def _file(data: bytes, name: str) -> Response:
    response = Response(data, content_type=DOCX)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response
