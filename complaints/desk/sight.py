"""What an officer does not see, and what only a second person opens."""

from uuid import UUID

from flask import Response, redirect, request, url_for

from accounts.guards import current_officer, requires, signed_in
from complaints.actions import sight
from complaints.desk.frame import blueprint, errors_of, unit_ids
from complaints.queries.cases import get_case
from complaints.queries.sight import (
    is_hidden,
    is_inspection_hidden,
    list_conflicts,
    list_open_requests,
    list_requests,
)
from complaints.schemas.sight import ConflictForm, DecisionForm, IdentityForm
from core import clock
from core.db import committing, session
from core.errors import DomainError, NotFound
from core.forms import Errors, read_form
from core.home import register_desk_tab
from core.i18n import _, lazy
from core.pages import page
from registry.queries.place_facts import find_producer_meant

register_desk_tab(24, lazy("Duyệt danh tính"), "/desk/identities", right="contact.approve")
HIDDEN = lazy("Không có phản ánh này ở đơn vị của bạn.")


@blueprint.before_request
def hide_own_interest() -> None:
    """Before every page of one report or inspection: what is invisible to this officer is not found."""
    asked, officer = request.view_args or {}, current_officer()
    if officer is None:
        return
    case_id, inspection_id = asked.get("case_id"), asked.get("inspection_id")
    if case_id and is_hidden(session(), case_id, officer.user_id):
        raise NotFound(HIDDEN)
    if inspection_id and is_inspection_hidden(session(), inspection_id, officer.user_id):
        raise NotFound(HIDDEN)


@blueprint.get("/conflicts")
@requires("cases.read")
def conflicts() -> Response:
    """One's own declared interests, and of those who may end them the units' too."""
    return conflicts_page({}, {})


@blueprint.post("/conflicts")
@requires("cases.read")
def declare() -> Response:
    """Declare an interest in a seller or a producer."""
    values, errors = read_form(ConflictForm)
    if errors:
        return conflicts_page(values, errors, 422)
    try:
        producer_id = find_producer_meant(session(), values["producer"]) if values["producer"] else None
    except DomainError as error:
        return conflicts_page(values, errors_of(error, {}, "producer"), error.status)
    return _declare(values, producer_id=producer_id, seller=values["seller"])


@blueprint.post("/cases/<uuid:case_id>/conflict")
@requires("cases.read")
def declare_case(case_id: UUID) -> Response:
    """Declare an interest in one report: it is not found any more."""
    get_case(session(), case_id, unit_ids())
    values, errors = read_form(ConflictForm)
    if errors:
        return conflicts_page(values, errors, 422, case_id)
    return _declare(values, complaint_id=case_id)


@blueprint.get("/cases/<uuid:case_id>/conflict")
@requires("cases.read")
def conflict_of_case(case_id: UUID) -> Response:
    """The form for one report."""
    get_case(session(), case_id, unit_ids())
    return conflicts_page({}, {}, 200, case_id)


@blueprint.post("/conflicts/<uuid:conflict_id>/end")
@requires("conflicts.end")
def end_conflict(conflict_id: UUID) -> Response:
    """A leader ends what somebody of the units below declared."""
    if conflict_id not in {each.row.id for each in list_conflicts(session(), unit_ids=set(unit_ids()))}:
        raise NotFound(lazy("Không có khai báo này."))
    with committing() as current:
        sight.end_conflict(current, conflict_id=conflict_id, actor=signed_in().actor, now=clock.now())
    return redirect(url_for(".conflicts"), 303)


@blueprint.get("/identities")
@requires("contact.approve")
def identities() -> Response:
    """Requests that wait for a second person."""
    rows = list_open_requests(session(), set(unit_ids()), signed_in().user_id)
    return page("complaints/sight/waiting.html", style="desk", rows=rows, today=clock.today())


@blueprint.get("/cases/<uuid:case_id>/identity")
@requires("cases.read")
def identity(case_id: UUID) -> Response:
    """Requests to see the identity behind a report."""
    return identity_page(case_id, {}, {})


@blueprint.post("/cases/<uuid:case_id>/identity")
@requires("contact.reveal")
def ask_identity(case_id: UUID) -> Response:
    """Ask to see the name."""
    get_case(session(), case_id, unit_ids())
    values, errors = read_form(IdentityForm)
    if errors:
        return identity_page(case_id, values, errors, 422)
    return _identity(case_id, values, "identity_reason", lambda current, common: sight.ask_identity(
        current, reason=values["identity_reason"], is_danger=bool(values["is_danger"]), **common
    ))  # fmt: skip


@blueprint.post("/cases/<uuid:case_id>/identity/<uuid:request_id>/decide")
@requires("contact.approve")
def decide_identity(case_id: UUID, request_id: UUID) -> Response:
    """The second person decides."""
    get_case(session(), case_id, unit_ids())
    values, errors = read_form(DecisionForm)
    if errors:
        return identity_page(case_id, values, errors, 422)
    return _identity(case_id, values, "decision", lambda current, common: sight.decide_identity(
        current, request_id=request_id, decision=values["decision"], note=values["decision_note"], **common
    ))  # fmt: skip


@blueprint.post("/cases/<uuid:case_id>/identity/<uuid:request_id>/show")
@requires("contact.reveal")
def show_identity(case_id: UUID, request_id: UUID) -> Response:
    """Show the name once, after the log row stands."""
    get_case(session(), case_id, unit_ids())
    with committing() as current:
        name = sight.show_identity(
            current, complaint_id=case_id, request_id=request_id, actor=signed_in().actor, now=clock.now()
        )
    return identity_page(case_id, {}, {}, 200, name or _("không có"))


def identity_page(case_id: UUID, values: dict, errors: Errors, status: int = 200, name: str = "") -> Response:
    """The requests of a report; `name` only in the answer that shows it."""
    case = get_case(session(), case_id, unit_ids())
    return page(
        "complaints/sight/identity.html", style="desk", status=status, case=case, values=values, errors=errors,
        requests=list_requests(session(), case_id), name=name, may_ask=signed_in().may("contact.reveal"),
        may_decide=signed_in().may("contact.approve"),
    )  # fmt: skip


def conflicts_page(values: dict, errors: Errors, status: int = 200, case_id: UUID | None = None) -> Response:
    """The declared interests and the form."""
    officer = signed_in()
    theirs = list_conflicts(session(), unit_ids=set(unit_ids())) if officer.may("conflicts.end") else []
    return page(
        "complaints/sight/conflicts.html", style="desk", status=status, values=values, errors=errors,
        mine=list_conflicts(session(), user_id=officer.user_id), case_id=case_id,
        theirs=[each for each in theirs if each.row.user_id != officer.user_id],
    )  # fmt: skip


def _declare(values: dict, **about: object) -> Response:
    try:
        with committing() as current:
            sight.declare_conflict(
                current, reason=values["conflict_reason"], actor=signed_in().actor, now=clock.now(), **about
            )
    except DomainError as error:
        names = {"reason": "conflict_reason", "seller": "seller"}
        return conflicts_page(values, errors_of(error, names, "conflict_reason"), error.status)
    return redirect(url_for(".conflicts"), 303)


def _identity(case_id: UUID, values: dict, field: str, act) -> Response:
    try:
        with committing() as current:
            act(current, {"complaint_id": case_id, "actor": signed_in().actor, "now": clock.now()})
    except DomainError as error:
        if error.status in (403, 404):
            raise
        names = {"reason": "identity_reason", "decision_note": "decision_note"}
        return identity_page(case_id, values, errors_of(error, names, field), error.status)
    return redirect(url_for(".identity", case_id=case_id), 303)
