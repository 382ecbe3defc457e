"""Producers' desk: OCOP applications for the own products, and how long certificates are good."""

from collections.abc import Callable
from uuid import UUID

from flask import Response, redirect, request, url_for

from accounts.access import role_name
from accounts.guards import requires
from core import clock
from core.db import session
from core.errors import Conflict, NotFound
from core.forms import Errors, FormSchema, read_form, sent_files, typed_words
from core.home import register_desk_tab
from core.http import send_kept
from core.i18n import _, lazy
from core.pages import page
from registry import queries
from registry.actions import assessing, ocop_papers
from registry.assessing import ENDED, HOLDERS, OPEN_FOR_PAPERS, STATES, STEP_NAMES, TABLE, TONES
from registry.models import OcopApplication
from registry.producer.frame import blueprint, by, own_producer, own_product
from registry.products import PUBLIC
from registry.queries.assessing import ApplicationFile, get_file, get_ocop_paper, list_applications_of
from registry.queries.criteria import list_sets
from registry.queries.standing import list_standing
from registry.schemas.assessing import BeginForm, PaperForm, StepForm, VersionForm
from registry.sending import send

register_desk_tab(30, lazy("Hồ sơ OCOP"), "/producer/ocop", "producer")

STEPS: dict[str, tuple[type[FormSchema], Callable]] = {
    "file": (VersionForm, assessing.file_application),
    "answer": (StepForm, assessing.answer_supplement),
    "withdraw": (StepForm, assessing.withdraw_application),
}
NAMES = {"states": STATES, "tones": TONES, "holders": HOLDERS, "step_names": STEP_NAMES, "say_role": role_name}


@blueprint.route("/ocop", methods=["GET", "POST"])
@requires("producer.write")
def ocop() -> Response:
    """Applications and certificates of the own products; a new application is begun here."""
    producer = own_producer()
    if producer is None:
        return redirect(url_for(".facility"), 303)
    values, errors = read_form(BeginForm) if request.method == "POST" else ({}, {})
    if request.method == "POST" and not errors:
        made: list[OcopApplication] = []
        product = own_product(values.pop("product"))
        chosen = values.pop("criteria_set")
        errors = send(lambda current: made.append(assessing.begin_application(
            current, product_id=product.id, criteria_set_id=chosen, **values, **by())))  # fmt: skip
        if not errors:
            return redirect(url_for(".ocop_application", application_id=made[0].id), 303)
    return _home(producer.id, errors)


@blueprint.get("/ocop/<uuid:application_id>")
@requires("producer.write")
def ocop_application(application_id: UUID) -> Response:
    """One application: papers, where it stands, what can be done now."""
    return _page(_own(application_id), {})


@blueprint.post("/ocop/<uuid:application_id>/papers")
@requires("producer.write")
def ocop_paper_new(application_id: UUID) -> Response:
    """Add a paper: a file, or only its name where it is handed in on paper."""
    file = _own(application_id)
    values, errors = read_form(PaperForm)
    if not errors:
        chosen = sent_files("file")[:1]
        data = chosen[0].read() if chosen else b""
        errors = _refused_file(chosen, data) or send(lambda current: ocop_papers.add_ocop_paper(
            current, application_id=application_id, data=data, **values, **by()))  # fmt: skip
    return _page(file, errors) if errors else _back(application_id)


@blueprint.get("/ocop/<uuid:application_id>/papers/<uuid:paper_id>")
@requires("producer.write")
def ocop_paper(application_id: UUID, paper_id: UUID) -> Response:
    """The file of a paper."""
    _own(application_id)
    paper = get_ocop_paper(session(), application_id, paper_id)
    if not paper.file_key:
        raise NotFound(lazy("Giấy tờ này chỉ ghi tên, không có tệp."))
    return send_kept(paper.file_key, name=paper.name, media_type=paper.media_type)


@blueprint.post("/ocop/<uuid:application_id>/papers/<uuid:paper_id>/remove")
@requires("producer.write")
def ocop_paper_remove(application_id: UUID, paper_id: UUID) -> Response:
    """Take a paper out of a draft."""
    _own(application_id)
    send(lambda current: ocop_papers.remove_ocop_paper(
        current, application_id=application_id, paper_id=paper_id, **by()))  # fmt: skip
    return _back(application_id)


@blueprint.post("/ocop/<uuid:application_id>/steps/<string:step>")
@requires("producer.write")
def ocop_step(application_id: UUID, step: str) -> Response:
    """File it, answer a request for supplements, or take it back."""
    file = _own(application_id)
    if step not in STEPS:
        raise NotFound(lazy("Hồ sơ không có bước này."))
    schema, action = STEPS[step]
    values, errors = read_form(schema)
    try:
        errors = errors or send(lambda current: action(current, application_id=application_id, **values, **by()))
    except Conflict as moved:  # the officer was faster: what was typed stays on the page
        return _page(_own(application_id), {"reason": [str(moved)]}, 409, step)
    return _page(file, errors, 422, step) if errors else _back(application_id)


def _home(producer_id: UUID, errors: Errors) -> Response:
    applications = list_applications_of(session(), producer_id)
    on_the_way = {product.id for application, product in applications if application.state not in ENDED}
    goods = [each for each in queries.list_products_of(session(), producer_id)
             if each.ocop_group is not None and each.state in PUBLIC and each.id not in on_the_way]  # fmt: skip
    return page(
        "registry/ocop_own.html", style="desk", status=422 if errors else 200, values=typed_words(), errors=errors,
        applications=applications, goods=goods, sets=_sets(goods),
        certificates=list_standing(session(), clock.today(), producer_id=producer_id)[0], **NAMES,
    )  # fmt: skip


def _own(application_id: UUID) -> ApplicationFile:
    """An application of the own facility; others are not there."""
    file, producer = get_file(session(), application_id), own_producer()
    if producer is None or file.producer.id != producer.id:
        raise NotFound(lazy("Không có hồ sơ này."))
    return file


def _refused_file(chosen: list, data: bytes) -> Errors:
    return {"file": [_("Tệp “%(name)s” trống", name=chosen[0].filename[:80])]} if chosen and not data else {}


def _sets(goods: list) -> list[tuple[str, str]]:
    """The sets in force today that fit some group of the goods, in words."""
    on, groups = clock.today(), {each.ocop_group for each in goods}
    fits = [each for each in list_sets(session()) if each.valid_from <= on and (each.valid_to or on) >= on]
    fits = [each for each in fits if each.ocop_group is None or each.ocop_group in groups]
    unconfirmed = _("chưa xác nhận còn hiệu lực")
    return [(str(each.id), each.name if each.is_confirmed else f"{each.name} ({unconfirmed})") for each in fits]


def _back(application_id: UUID) -> Response:
    return redirect(url_for(".ocop_application", application_id=application_id), 303)


def _page(file: ApplicationFile, errors: Errors, status: int = 422, step: str = "") -> Response:
    rights = {row.step for row in TABLE if row.from_state == file.application.state and row.right == "producer.write"}
    steps = [name for name in STEPS if any(each.startswith(name) for each in rights)]
    return page(
        "registry/ocop_application.html", style="desk", status=status if errors else 200, file=file, errors=errors,
        values=typed_words(), steps=steps, step=step, may_add=file.application.state in OPEN_FOR_PAPERS, **NAMES,
    )  # fmt: skip
