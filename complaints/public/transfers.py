"""A body without an account: opens a one-time link, takes the report, refuses it or answers it.

The link in the letter only shows a button, so that a mail program that looks into links uses up nothing.
"""

from uuid import UUID

from flask import Response, make_response, redirect, request

from complaints.actions.transfers import answer_transfer, open_transfer, send_link_again
from complaints.models import Evidence, Transfer
from complaints.public.frame import blueprint
from complaints.queries.transfers import Sent, find_by_door, find_by_token, get_case_facts, is_open_link
from complaints.schemas.transfers import AnswerForm
from complaints.transfers import LIVING, STATES
from core import clock, storage
from core.actor import Actor
from core.config import settings
from core.db import committing, session
from core.errors import DomainError, NotFound
from core.forms import Errors, read_form
from core.i18n import lazy
from core.limits import guess_limit
from core.pages import page

KEPT_DAYS = 90


@blueprint.get("/transfers/<string:token>")
def transfer_link(token: str) -> Response:
    """A button that opens the report; of a used link, one that sends a new link to the body's mailbox."""
    transfer = _by_token(token)
    return _private(page(
        "complaints/transfers/link.html", style="form", number=transfer.number, token=token,
        is_open=is_open_link(transfer, clock.now()), is_living=transfer.state in LIVING,
    ))  # fmt: skip


@blueprint.post("/transfers/<string:token>")
@guess_limit("30 per minute")
def open_link(token: str) -> Response:
    """Use the link up: this browser alone has the report from now on."""
    transfer = _by_token(token)
    if not is_open_link(transfer, clock.now()):
        return redirect(f"/transfers/{token}", 303)
    with committing() as current:
        mine = current.get_one(Transfer, (transfer.complaint_id, transfer.id))
        door = open_transfer(current, transfer=mine, now=clock.now())
    response = redirect(_address(transfer.id), 303)
    response.set_cookie(
        "transfer", door, max_age=KEPT_DAYS * 86400, path=_address(transfer.id), httponly=True, samesite="Lax",
        secure=settings().is_secure,
    )  # fmt: skip
    return _private(response)


@blueprint.post("/transfers/<string:token>/again")
@guess_limit("5 per hour")
def mail_again(token: str) -> Response:
    """A new link goes to the mailbox in the list, never to an address that is typed here."""
    transfer = _by_token(token)
    with committing() as current:
        send_link_again(
            current, complaint_id=transfer.complaint_id, transfer_id=transfer.id, now=clock.now(),
            actor=Actor("body", transfer.body_id),
        )  # fmt: skip
    return _private(page("complaints/transfers/mailed.html", style="form", number=transfer.number))


@blueprint.get("/transfers/cases/<uuid:transfer_id>")
def transferred(transfer_id: UUID) -> Response:
    """The report as a body may see it: no contact, no name."""
    return _show(_mine(transfer_id), {}, {})


@blueprint.post("/transfers/cases/<uuid:transfer_id>")
@guess_limit("30 per minute")
def answer_link(transfer_id: UUID) -> Response:
    """Take, refuse or answer."""
    sent = _mine(transfer_id)
    values, errors = read_form(AnswerForm)
    if errors:
        return _show(sent, values, errors)
    actor = Actor("body", sent.body.id)
    try:
        with committing() as current:
            answer_transfer(
                current, complaint_id=sent.transfer.complaint_id, transfer_id=transfer_id, actor=actor,
                now=clock.now(), **values,
            )  # fmt: skip
    except DomainError as refused:
        return _show(_mine(transfer_id), values, {refused.field or "act": [str(refused.message)]}, refused.status)
    return redirect(_address(transfer_id), 303)


@blueprint.get("/transfers/cases/<uuid:transfer_id>/photos/<uuid:photo_id>")
def transferred_photo(transfer_id: UUID, photo_id: UUID) -> Response:
    """The clean copy of a photo; never the original."""
    sent = _mine(transfer_id)
    found = session.get(Evidence, (sent.transfer.complaint_id, photo_id))
    if found is None or not found.clean_key:
        raise NotFound(lazy("Không có ảnh này."))
    try:
        response = make_response(storage.get(found.clean_key))
    except FileNotFoundError:
        raise NotFound(lazy("Không có ảnh này.")) from None
    response.headers["Content-Type"] = "image/jpeg"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return _private(response)


def _by_token(token: str) -> Transfer:
    transfer = find_by_token(session, token[:100])
    if transfer is None:
        raise NotFound(lazy("Đường dẫn này không còn dùng được. Xem thư mới nhất trong hộp thư của cơ quan."))
    return transfer


def _mine(transfer_id: UUID) -> Sent:
    sent = find_by_door(session, transfer_id, request.cookies.get("transfer", ""))
    if sent is None:
        raise NotFound(lazy("Máy này chưa mở phiếu chuyển đó. Mở đường dẫn trong thư của cơ quan."))
    return sent


def _show(sent: Sent, values: dict, errors: Errors, status: int = 422) -> Response:
    facts = get_case_facts(session, sent.transfer.complaint_id)
    is_living = sent.transfer.state in LIVING and facts.complaint.closed_at is None
    return _private(page(
        "complaints/transfers/case.html", style="form", status=status if errors else 200, sent=sent, facts=facts,
        case=facts.complaint, values=values, errors=errors if is_living else {}, states=STATES,
        address=_address(sent.transfer.id), is_living=is_living, told=[] if is_living else list(errors.values()),
    ))  # fmt: skip


def _address(transfer_id: UUID) -> str:
    return f"/transfers/cases/{transfer_id}"


def _private(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
