"""Officers' desk of OCOP: proposals to withdraw a recognition, and the answer of the body that recognises."""

from uuid import UUID

from flask import Response, redirect, request, url_for

from accounts.guards import requires
from core import clock
from core.db import session
from core.forms import read_form, typed_words
from core.pages import page
from registry.actions.withdrawals import accept_withdrawal, refuse_withdrawal
from registry.desk.frame import blueprint, by, communes
from registry.queries.withdrawals import get_proposed, list_proposals
from registry.schemas.withdrawals import WithdrawalForm
from registry.sending import send


@blueprint.get("/ocop/withdrawals")
@requires("ocop.record")
def withdrawals() -> Response:
    """Proposals about products of the own communes."""
    return page("registry/desk_withdrawals.html", style="desk", rows=list_proposals(session(), communes()))


@blueprint.route("/ocop/withdrawals/<uuid:proposal_id>", methods=["GET", "POST"])
@requires("ocop.record")
def withdrawal(proposal_id: UUID) -> Response:
    """One proposal: withdraw by a decision, or say why not."""
    found = get_proposed(session(), proposal_id, communes())
    values, errors = read_form(WithdrawalForm) if request.method == "POST" else ({}, {})
    if request.method == "POST" and not errors:
        errors = send(lambda current: _answer(current, proposal_id, values))
        if not errors:
            return redirect(url_for(".withdrawals"), 303)
    return page("registry/desk_withdrawal.html", style="desk", status=422 if errors else 200, found=found,
                values=typed_words(), errors=errors)  # fmt: skip


def _answer(current, proposal_id: UUID, values: dict) -> None:
    if values["verdict"] == "refuse":
        refuse_withdrawal(current, proposal_id=proposal_id, answer=values["answer"], **by())
    else:
        accept_withdrawal(
            current, proposal_id=proposal_id, on=values["on"] or clock.today(), answer=values["answer"],
            decision_number=values["decision_number"], **by(),
        )  # fmt: skip
