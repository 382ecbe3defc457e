"""One dispute over money back at Sở Công Thương: taken, both sides invited, sessions, the end, its papers."""

from collections.abc import Callable
from uuid import UUID

from flask import Response, redirect, request

from accounts.guards import requires, signed_in
from complaints.actions import disputes
from complaints.desk.frame import blueprint, refused, unit_ids
from complaints.disputes import ANSWERS, END_RESULTS, SESSION_RESULTS, STEPS, TAKEN, Standing
from complaints.kinds import ASKED, WISHES
from complaints.queries.disputes import Dispute, find_trader_token, get_dispute
from complaints.schemas import disputes as shapes
from core import clock
from core.config import settings
from core.db import committing, session
from core.errors import NotFound
from core.forms import Errors, FormSchema, read_form, typed_words
from core.i18n import lazy
from core.pages import page
from qr.labels.images import draw_svg

READ, SETTLE = "disputes.read", "disputes.settle"


@blueprint.get("/disputes/<uuid:case_id>")
@requires(READ)
def dispute(case_id: UUID) -> Response:
    """What is wanted, what the trader said, every step, and the next ones to write."""
    return dispute_page(case_id, {}, {})


@blueprint.post("/disputes/<uuid:case_id>/take")
@requires(SETTLE)
def take_dispute(case_id: UUID) -> Response:
    """Take the request."""
    return _done(case_id, shapes.TakeForm, disputes.take_dispute, {}, "reference")


@blueprint.post("/disputes/<uuid:case_id>/invitations")
@requires(SETTLE)
def invite(case_id: UUID) -> Response:
    """Invite both sides."""
    names = {"invited_on": "on", "invite_words": "words"}
    return _done(case_id, shapes.InviteForm, disputes.invite_parties, names, "invited_on")


@blueprint.post("/disputes/<uuid:case_id>/sessions")
@requires(SETTLE)
def hold(case_id: UUID) -> Response:
    """Write down a session by its minutes."""
    names = {"held_on": "on", "session_result": "result", "session_amount": "amount", "session_words": "words"}

    def act(current, *, buyer_came: str, trader_came: str, **said) -> None:
        disputes.write_session(current, buyer_came=bool(buyer_came), trader_came=bool(trader_came), **said)

    return _done(case_id, shapes.SessionForm, act, names, "minutes_number")


@blueprint.post("/disputes/<uuid:case_id>/end")
@requires(SETTLE)
def end(case_id: UUID) -> Response:
    """Settled, failed or stopped."""
    names = {"end_result": "result", "end_amount": "amount", "end_words": "words"}
    return _done(case_id, shapes.EndForm, disputes.end_dispute, names, "end_result")


@blueprint.post("/disputes/<uuid:case_id>/take-back")
@requires(SETTLE)
def take_step_back(case_id: UUID) -> Response:
    """Take the newest step back."""
    return _done(case_id, shapes.TakeBackForm, disputes.reverse_step, {}, "reason")


@blueprint.get("/disputes/<uuid:case_id>/papers/<string:kind>")
@requires(READ)
def dispute_paper(case_id: UUID, kind: str) -> Response:
    """For the file: the letter to the trader, or minutes to fill in by hand; names are written on paper only."""
    if kind not in ("letter", "minutes"):
        raise NotFound(lazy("Không có mẫu giấy này."))
    found = get_dispute(session(), case_id, unit_ids())
    return page(
        f"complaints/disputes/{kind}.html", style="public", found=found, case=found.complaint, wishes=WISHES,
        officer=signed_in(), address=_address(found), today=clock.today(),
    )  # fmt: skip


@blueprint.get("/disputes/<uuid:case_id>/code.svg")
@requires(READ)
def dispute_code(case_id: UUID) -> Response:
    """The QR code of the trader's link."""
    address = _address(get_dispute(session(), case_id, unit_ids()))
    if not address:
        raise NotFound(lazy("Yêu cầu này không có đường dẫn."))
    return Response(draw_svg(address, "M"), content_type="image/svg+xml")


def dispute_page(case_id: UUID, values: dict, errors: Errors, status: int = 200) -> Response:
    """The page, with the words of a form that was refused in their place."""
    found = get_dispute(session(), case_id, unit_ids())
    on_page = _fields_of(found.standing)
    return page(
        "complaints/disputes/desk.html", style="desk", status=status, found=found, case=found.complaint, values=values,
        errors={field: texts for field, texts in errors.items() if field in on_page},
        told=[texts[0] for field, texts in errors.items() if field not in on_page],
        wishes=WISHES, asked=ASKED, steps=STEPS, answers=ANSWERS, session_results=SESSION_RESULTS,
        end_results=END_RESULTS, results=SESSION_RESULTS | END_RESULTS,
    )  # fmt: skip


def _done(case_id: UUID, schema: type[FormSchema], act: Callable, names: dict[str, str], default: str) -> Response:
    """Read the form, write the step in one commit, go back; `names`: field -> the action's word for it."""
    get_dispute(session(), case_id, unit_ids())
    values, errors = read_form(schema)

    def save() -> None:
        with committing() as current:
            said = {names.get(field, field): value for field, value in values.items()}
            act(current, complaint_id=case_id, actor=signed_in().actor, now=clock.now(), **said)

    errors = errors or refused(save, {field: field for field in request.form}, default)
    return dispute_page(case_id, typed_words(), errors, 422) if errors else redirect(f"/desk/disputes/{case_id}", 303)


def _fields_of(standing: Standing) -> set[str]:
    """The fields of the forms that the page has now: another officer may have gone on meanwhile."""
    shown = [shapes.InviteForm, shapes.SessionForm, shapes.EndForm] if standing.is_open else []
    shown += [shapes.TakeForm] if standing.last(TAKEN) is None else []
    shown += [shapes.TakeBackForm] if standing.newest_of_desk else []
    return {name for form in shown for name in form().fields}


def _address(found: Dispute) -> str:
    token = find_trader_token(session(), found.request)
    return f"{settings().public_url.rstrip('/')}/disputes/{token}" if token else ""
