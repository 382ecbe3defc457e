"""A reporter's own data behind the tracking code, and the page that says who may see what."""

from flask import Response, request

from accounts.access import FIELDS, needs_in, needs_words, role_name
from accounts.queries.access import access_sentence, list_access
from areas.queries import find_authority
from complaints.actions.own_data import correct_contact, erase_own_data, see_contact, withdraw_report
from complaints.keeping import say_keeping
from complaints.models import Complaint
from complaints.public.frame import CASE, blueprint, find_own_case, go
from complaints.public.tracking import show_form
from complaints.queries.following import list_case_terms, list_data_steps
from complaints.queries.tracking import track
from complaints.schemas.report import ContactForm
from core import clock
from core.db import committing, session
from core.errors import DomainError
from core.forms import Errors, read_form
from core.i18n import gettext as _
from core.pages import page

DO = {"withdraw": withdraw_report, "erase": erase_own_data}
ROLES = ("tiep_nhan", "kiem_tra_vien", "doi_truong", "lanh_dao", "chuyen_vien", "mttq", "quan_tri", "producer")


@blueprint.get("/complaints/privacy")
def privacy() -> Response:
    """Who may see which field, how long it is kept, who answers for it: all from the rows in force."""
    today = clock.today()
    rows = list_access(session, today)
    table = [(role_name(role), [needs_words(needs_in(rows, field, role)) for field in FIELDS]) for role in ROLES]
    return page(
        "complaints/privacy.html", style="public", table=table, keeps=say_keeping(list_case_terms(session, today)),
        authority=find_authority(session, None, today), sentence=access_sentence(session, "phone", today),
    )  # fmt: skip


@blueprint.get("/complaints/track/data")
def own_data() -> Response:
    """What is kept about the reporter of the report that this browser has open."""
    case, _kept = find_own_case(CASE)
    return _show(case) if case else show_form()


@blueprint.post("/complaints/track/data/contact")
def correct() -> Response:
    """Another phone number or address."""
    case, _kept = find_own_case(CASE)
    if case is None:
        return _closed()
    values, errors = read_form(ContactForm)
    if errors or "lang" in request.form:
        return _show(case, values, errors)
    try:
        with committing() as current:
            correct_contact(current, complaint_id=case.id, **values, now=clock.now())
    except DomainError as refused:
        return _show(case, values, {refused.field or "phone": [str(refused)]})
    return go("track/data")


@blueprint.post("/complaints/track/data/<any(withdraw, erase):what>")
def end(what: str) -> Response:
    """Take the report back, or erase what may be erased; only with the tick that says so."""
    case, _kept = find_own_case(CASE)
    if case is None:
        return _closed()
    if not request.form.get(f"sure_{what}"):
        return _show(case, {}, {f"sure_{what}": [_("Đánh dấu ô để xác nhận")]})
    with committing() as current:
        DO[what](current, complaint_id=case.id, now=clock.now())
    return go("track/data")


def _closed() -> Response:
    return show_form("", {"code": [_("Nhập lại mã theo dõi để xem dữ liệu")]}, 410)


def _show(case: Complaint, values: dict | None = None, errors: Errors | None = None) -> Response:
    now = clock.now()
    with committing() as current:
        contact = see_contact(current, complaint_id=case.id, now=now)
    steps = list_data_steps(session, case.id)
    response = page(
        "complaints/track/data.html", style="form", status=422 if errors else 200, case=case, contact=contact,
        values=contact if values is None else values, errors=errors or {}, seen=track(session, case, now),
        keeps=say_keeping(list_case_terms(session, clock.legal_date(now))),
        steps=[step for step in steps if step.kind != "see"], looked=sum(step.kind == "see" for step in steps),
        sentence=access_sentence(session, "phone", clock.legal_date(now)),
    )  # fmt: skip
    response.headers["Cache-Control"] = "no-store"
    return response
