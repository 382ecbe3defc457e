"""The trader's side of a dispute: one page by the link on the buyer's paper, answered once, without an account.

It shows what was bought and what is wanted, nothing of who asks, of what they reported or of any inspection.
"""

from flask import Response, redirect

from complaints.actions.disputes import answer_as_trader
from complaints.disputes import ANSWERS, ENDED
from complaints.kinds import WISHES
from complaints.public.frame import blueprint
from complaints.queries.disputes import Dispute, find_by_trader_token
from complaints.schemas.disputes import TraderAnswerForm
from core import clock
from core.db import committing, session
from core.errors import DomainError, NotFound
from core.forms import Errors, read_form, typed_words
from core.i18n import lazy
from core.limits import guess_limit
from core.pages import page


@blueprint.get("/disputes/<string:token>")
def trader_page(token: str) -> Response:
    """The request, and a form to answer it; afterwards the answer. Looking uses nothing up."""
    return _show(token, _by_token(token), {}, {})


@blueprint.post("/disputes/<string:token>")
@guess_limit("30 per minute")
def trader_answer(token: str) -> Response:
    """Agree, offer something else or refuse, once."""
    found = _by_token(token)
    values, errors = read_form(TraderAnswerForm)
    if errors:
        return _show(token, found, values, errors)
    try:
        with committing() as current:
            answer_as_trader(current, complaint_id=found.complaint.id, now=clock.now(), **values)
    except DomainError as refused:
        errors = {refused.field or "answer": [str(refused.message)]}
        return _show(token, _by_token(token), typed_words(), errors, refused.status)
    return redirect(f"/disputes/{token}", 303)


def _by_token(token: str) -> Dispute:
    found = find_by_trader_token(session, token)
    if found is None:
        raise NotFound(lazy("Không có yêu cầu nào ở đường dẫn này. So lại với đường dẫn in trên giấy."))
    return found


def _show(token: str, found: Dispute, values: dict, errors: Errors, status: int = 422) -> Response:
    standing = found.standing
    is_open = standing.answer is None and standing.last(ENDED) is None
    response = page(
        "complaints/disputes/trader.html", style="form", status=status if errors else 200, found=found,
        case=found.complaint, values=values, errors=errors if is_open else {}, answers=ANSWERS,
        told=[] if is_open else list(errors.values()), is_open=is_open, wishes=WISHES, token=token,
    )  # fmt: skip
    response.headers["Cache-Control"] = "no-store"
    return response
