"""Back to a report without its tracking code: a confirmed phone or address, six digits, a new code."""

from datetime import datetime
from uuid import UUID

from flask import Response, request

from complaints.actions.confirming import LASTS
from complaints.actions.second_door import ask_for_code, open_door, renew_code
from complaints.contacts import read_email, read_phone
from complaints.public.confirming import FAULTS
from complaints.public.frame import CASE, RECEIPT, blueprint, drop_cookie, find_own_case, go, put_secret, read_secret
from complaints.queries.second_door import list_confirmed
from complaints.tracking import format_code
from core import clock
from core.db import committing, session
from core.errors import DomainError
from core.forms import Errors
from core.i18n import gettext as _
from core.limits import guess_limit
from core.pages import page

DOOR = "door"
READERS = (("phone", read_phone), ("email", read_email))


@blueprint.get("/complaints/lost-code")
def lost_code() -> Response:
    """What opens a report when its code is lost."""
    return _show("contact")


@blueprint.post("/complaints/lost-code")
@guess_limit("10 per minute")
def ask_lost_code() -> Response:
    """Have six digits sent; what is answered does not tell whether the contact is known."""
    typed = request.form.get("contact", "")[:200].strip()
    field, value = _read_contact(typed)
    if not field or "lang" in request.form:
        errors = {} if "lang" in request.form else {"contact": [_("Ghi số điện thoại 10 số hoặc địa chỉ thư điện tử")]}
        return _show("contact", {"contact": typed}, errors)
    with committing() as current:
        mark = ask_for_code(current, field=field, value=value, now=clock.now())
    response = go("lost-code/digits")
    put_secret(response, DOOR, field=field, mark=mark, proved="")
    return response


@blueprint.get("/complaints/lost-code/digits")
def lost_code_digits() -> Response:
    """Where the six digits are typed."""
    return _show("digits") if read_secret(DOOR) else go("lost-code")


@blueprint.post("/complaints/lost-code/digits")
@guess_limit("10 per minute")
def check_digits() -> Response:
    """Take the six digits; a wrong try is counted."""
    kept = read_secret(DOOR)
    if not kept:
        return go("lost-code")
    if "lang" in request.form:
        return _show("digits")
    now = clock.now()
    with committing() as current:
        fault = open_door(current, mark=kept["mark"], typed=request.form.get("code", "")[:40], now=now)
    if fault:
        return _show("digits", errors={"code": [str(FAULTS[fault])]})
    response = go("lost-code/reports")
    put_secret(response, DOOR, field=kept["field"], mark=kept["mark"], proved=now)
    return response


@blueprint.get("/complaints/lost-code/reports")
def lost_code_reports() -> Response:
    """The reports of the contact that was just proved."""
    kept = _proved()
    return _show("reports", cases=list_confirmed(session(), **kept)) if kept else go("lost-code")


@blueprint.post("/complaints/lost-code/reports/<uuid:case_id>")
def renew_lost_code(case_id: UUID) -> Response:
    """A new code for one of them, which opens in this browser."""
    kept = _proved()
    if not kept:
        return go("lost-code")
    try:
        with committing() as current:
            code = renew_code(current, complaint_id=case_id, **kept, now=clock.now())
    except DomainError as refused:
        return _show("contact", errors={"contact": [str(refused.message)]}, status=refused.status)
    response = go("lost-code/renewed")
    drop_cookie(response, RECEIPT)
    put_secret(response, CASE, id=case_id, code=code)
    return response


@blueprint.get("/complaints/lost-code/renewed")
def renewed_code() -> Response:
    """The new code, to be kept."""
    case, kept = find_own_case(CASE)
    return _show("renewed", code=format_code(kept["code"])) if case and _proved() else go("track")


def _read_contact(typed: str) -> tuple[str, str]:
    """The field and the value as kept; empty when it is neither a number nor an address."""
    for field, read in READERS:
        try:
            return field, read(typed)
        except ValueError:
            continue
    return "", ""


def _proved() -> dict[str, str]:
    """The contact that this browser has proved to hold, for as long as its digits would count."""
    kept = read_secret(DOOR)
    if not kept.get("proved") or clock.now() - datetime.fromisoformat(kept["proved"]) > LASTS:
        return {}
    return {"field": kept["field"], "mark": kept["mark"]}


def _show(step: str, values: dict | None = None, errors: Errors | None = None, status: int = 422, **facts) -> Response:
    response = page(
        "complaints/track/lost.html", style="form", status=status if errors else 200, step=step, values=values or {},
        errors=errors or {}, **facts,
    )  # fmt: skip
    response.headers["Cache-Control"] = "no-store"
    return response
