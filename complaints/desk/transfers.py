"""One transfer of a report: its slip, what the body said on paper, the link again, taking it back."""

from collections.abc import Callable
from uuid import UUID

from flask import Response

from accounts.guards import requires, signed_in
from complaints.actions import transfers
from complaints.desk.frame import blueprint, unit_ids
from complaints.desk.routing import answered
from complaints.queries.cases import get_case
from complaints.queries.transfers import get_case_facts, get_transfer
from complaints.schemas.transfers import AnswerForm, RecallForm
from complaints.transfers import CHANNELS, LIVING, STATES
from core.db import session
from core.forms import Errors, FormSchema
from core.pages import page


@blueprint.get("/cases/<uuid:case_id>/transfers/<uuid:transfer_id>")
@requires("cases.read")
def one_transfer(case_id: UUID, transfer_id: UUID) -> Response:
    """Where a transfer stands and what can be done with it."""
    return transfer_page(case_id, transfer_id, {}, {})


@blueprint.post("/cases/<uuid:case_id>/transfers/<uuid:transfer_id>/answer")
@requires("cases.move")
def paper_answer(case_id: UUID, transfer_id: UUID) -> Response:
    """Write down what a body said on paper or by telephone."""
    return done(case_id, transfer_id, AnswerForm, transfers.answer_transfer, "act")


@blueprint.post("/cases/<uuid:case_id>/transfers/<uuid:transfer_id>/recall")
@requires("cases.move")
def recall(case_id: UUID, transfer_id: UUID) -> Response:
    """Take the report back from a body."""

    def act(*, recall_reason: str, **common: object) -> None:
        transfers.recall_transfer(**common, reason=recall_reason)

    return done(case_id, transfer_id, RecallForm, act, "recall_reason")


@blueprint.post("/cases/<uuid:case_id>/transfers/<uuid:transfer_id>/mail")
@requires("cases.move")
def mail(case_id: UUID, transfer_id: UUID) -> Response:
    """Send the link again."""
    return done(case_id, transfer_id, FormSchema, transfers.send_link_again, "act")


@blueprint.get("/cases/<uuid:case_id>/transfers/<uuid:transfer_id>/slip")
@requires("cases.read")
def slip(case_id: UUID, transfer_id: UUID) -> Response:
    """The numbered slip on one sheet of paper."""
    get_case(session(), case_id, unit_ids())
    sent, facts = get_transfer(session(), case_id, transfer_id), get_case_facts(session(), case_id)
    return page(
        "complaints/transfers/slip.html", style="public", sent=sent, facts=facts, case=facts.complaint,
        officer=signed_in(),
    )  # fmt: skip


def done(case_id: UUID, transfer_id: UUID, schema: type[FormSchema], act: Callable, default: str) -> Response:
    """Do it and go back to the routing of the report; a refusal shows this page with the words kept."""

    def do(common: dict, values: dict) -> None:
        act(**common, transfer_id=transfer_id, **values)

    def show(values: dict, errors: Errors, **how: object) -> Response:
        return transfer_page(case_id, transfer_id, values, errors, **how)

    return answered(case_id, schema, do, show, {"reason": "recall_reason"}, default)


def transfer_page(
    case_id: UUID, transfer_id: UUID, values: dict, errors: Errors, *, status: int = 200, conflict: bool = False
) -> Response:
    """The page, with the words of a form that was refused in their place."""
    case = get_case(session(), case_id, unit_ids())
    sent = get_transfer(session(), case_id, transfer_id)
    is_living = sent.transfer.state in LIVING and signed_in().may("cases.move")
    return page(
        "complaints/transfers/desk.html", style="desk", status=status, case=case, sent=sent, values=values,
        errors=errors if is_living else {}, told=[] if is_living else list(errors.values()), conflict=conflict,
        states=STATES, channels=CHANNELS, is_living=is_living,
    )  # fmt: skip
