"""Money back: the request to the trader on paper, the days of the law, then Sở Công Thương."""

from flask import Response, request

from areas.queries import label, list_provinces
from complaints.actions.arrival import ask_for_money, send_to_office
from complaints.disputes import ANSWERS, END_RESULTS, SESSION_RESULTS, STEPS, stand
from complaints.drafts import step_after
from complaints.kinds import ASKED, WISHES
from complaints.models import Complaint, MoneyRequest
from complaints.public.frame import CASE, DRAFT, blueprint, find_own_case, go
from complaints.public.showing import show_lost
from complaints.queries.arrival import TRADER, find_told_term, office_of
from complaints.queries.disputes import find_trader_token, list_dispute_steps
from complaints.queries.filing import find_draft
from complaints.schemas.report import AskedForm
from core import clock
from core.config import settings
from core.db import committing, session
from core.errors import DomainError, NotFound
from core.forms import Errors, read_form
from core.i18n import lazy
from core.pages import page
from core.text import format_date
from qr.labels.images import draw_svg


@blueprint.get("/complaints/new/trader")
def trader_first() -> Response:
    """Who has not asked the trader is told how, with a request to print, and may go on."""
    draft = find_draft(session, request.cookies.get(DRAFT, ""), clock.now())
    if draft is None:
        return show_lost()
    return page(
        "complaints/report/trader.html", style="form", answers=draft.answers, onward=step_after(draft.answers, "asked"),
        term=find_told_term(session, TRADER, clock.today()),
    )  # fmt: skip


@blueprint.get("/complaints/money")
def money() -> Response:
    """Where a request stands: the trader's days, and from when Sở Công Thương takes it."""
    case, _kept = find_own_case(CASE)
    return show_money(case) if case else go("track")


@blueprint.post("/complaints/money")
def ask_money() -> Response:
    """Write what is wanted and when the trader was asked."""
    case, _kept = find_own_case(CASE)
    if case is None:
        return go("track")
    values, errors = read_form(AskedForm)
    if not errors:
        errors = _try(lambda current: ask_for_money(current, complaint_id=case.id, now=clock.now(), **values))
    return show_money(case, values, errors) if errors else go("money")


@blueprint.post("/complaints/money/send")
def send_money() -> Response:
    """Hand the request to Sở Công Thương of where the buyer lives."""
    case, _kept = find_own_case(CASE)
    if case is None:
        return go("track")
    errors = _try(lambda current: send_to_office(current, complaint_id=case.id, now=clock.now()))
    return show_money(case, None, errors) if errors else go("money")


@blueprint.get("/complaints/money/request")
def trader_request() -> Response:
    """The request to the trader on one sheet; name and address are written on it by hand."""
    case, _kept = find_own_case(CASE)
    draft = find_draft(session, request.cookies.get(DRAFT, ""), clock.now())
    if draft is None and case is None:
        return show_lost()
    told = draft.answers if draft else case
    wish = draft.answers.wish if draft else _wish_of(case)
    response = page(
        "complaints/report/trader_paper.html", style="public", told=told, wish=WISHES.get(wish, ""),
        term=find_told_term(session, TRADER, clock.today()), today=clock.today(), address=_trader_address(case),
    )  # fmt: skip
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/complaints/money/code.svg")
def trader_code() -> Response:
    """The QR code of the link by which the trader answers."""
    address = _trader_address(find_own_case(CASE)[0])
    if not address:
        raise NotFound(lazy("Chưa có yêu cầu nào để người bán trả lời."))
    response = Response(draw_svg(address, "M"), content_type="image/svg+xml")
    response.headers["Cache-Control"] = "no-store"
    return response


def show_money(case: Complaint, values: dict | None = None, errors: Errors | None = None) -> Response:
    """The page of the request, open to change until it was sent on."""
    today, wanted = clock.today(), session.get(MoneyRequest, case.id)
    response = page(
        "complaints/report/money.html", style="form", status=422 if errors else 200, case=case, wanted=wanted,
        values=_words(wanted) if values is None else values, errors=errors or {}, wishes=list(WISHES.items()),
        asked_choices=list(ASKED.items()), today=today, term=find_told_term(session, TRADER, today),
        provinces=[(str(unit.id), label(unit)) for unit in list_provinces(session, today)],
        office=office_of(session, wanted.province_id, today) if wanted else None, steps=STEPS, answers=ANSWERS,
        dispute=stand(list_dispute_steps(session, case.id)), results=SESSION_RESULTS | END_RESULTS,
    )  # fmt: skip
    response.headers["Cache-Control"] = "no-store"
    return response


def _trader_address(case: Complaint | None) -> str:
    """The trader's link; "" while the report was not sent or asks for no money."""
    wanted = session.get(MoneyRequest, case.id) if case else None
    token = find_trader_token(session, wanted) if wanted else ""
    return f"{settings().public_url.rstrip('/')}/disputes/{token}" if token else ""


def _words(wanted: MoneyRequest | None) -> dict[str, object]:
    if wanted is None:
        return {"wish": "refund"}
    day = format_date(wanted.asked_on) if wanted.asked_on else ""
    return {"wish": wanted.wish, "asked": wanted.asked, "asked_on": day, "home_id": wanted.province_id or ""}


def _wish_of(case: Complaint) -> str:
    wanted = session.get(MoneyRequest, case.id)
    return wanted.wish if wanted else ""


def _try(call) -> Errors:
    try:
        with committing() as current:
            call(current)
    except DomainError as refused:
        return {refused.field or "asked": [str(refused.message)]}
    return {}
