"""Confirming the phone or the address that was left with a report, after it was sent."""

from flask import Response, request

from complaints.actions.confirming import confirm_contact, send_contact_code
from complaints.models import Complaint, ContactCode
from complaints.public.frame import CASE, blueprint, find_own_case, go
from core import clock, personal
from core.db import committing, session
from core.errors import DomainError
from core.forms import Errors
from core.i18n import lazy
from core.limits import guess_limit
from core.pages import page

FAULTS = {
    "wrong": lazy("Mã không đúng. Xem lại 6 số trong tin nhắn mới nhất"),
    "late": lazy("Mã đã quá 15 phút. Bấm “Gửi mã” để nhận mã mới"),
    "tries": lazy("Đã thử 5 lần. Bấm “Gửi mã” để nhận mã mới"),
    "none": lazy("Chưa gửi mã nào. Bấm “Gửi mã”"),
}


@blueprint.get("/complaints/confirm")
def confirm() -> Response:
    """Whether what was left is confirmed, and the way to do it."""
    case, _kept = find_own_case(CASE)
    return show_confirm(case) if case else go("track")


@blueprint.post("/complaints/confirm/send")
@guess_limit("30 per hour")
def send_code() -> Response:
    """Send the six digits."""
    case, _kept = find_own_case(CASE)
    if case is None:
        return go("track")
    try:
        with committing() as current:
            send_contact_code(current, complaint_id=case.id, now=clock.now())
    except DomainError as refused:
        return show_confirm(case, {refused.field or "code": [str(refused.message)]}, refused.status)
    return go("confirm")


@blueprint.post("/complaints/confirm")
@guess_limit("10 per minute")
def check_code() -> Response:
    """Take the six digits; a wrong try is counted."""
    case, _kept = find_own_case(CASE)
    if case is None:
        return go("track")
    with committing() as current:
        fault = confirm_contact(current, complaint_id=case.id, typed=request.form.get("code", "")[:40], now=clock.now())
    return show_confirm(case, {"code": [str(FAULTS[fault])]}) if fault else go("confirm")


def show_confirm(case: Complaint, errors: Errors | None = None, status: int = 422) -> Response:
    """The page; it never shows the number or the address itself."""
    fields = personal.list_fields(session(), case.person_id) if case.person_id else []
    response = page(
        "complaints/report/confirm.html", style="form", status=status if errors else 200, errors=errors or {},
        fields=fields, row=session.get(ContactCode, case.id),
    )  # fmt: skip
    response.headers["Cache-Control"] = "no-store"
    return response
