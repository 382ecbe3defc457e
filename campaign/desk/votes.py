"""Votes at the desk: set up, watched, their result as a proposal."""

from uuid import UUID

from flask import Response, redirect, request, url_for

from accounts.guards import requires, signed_in
from campaign.actions import votes as actions
from campaign.desk.frame import COMPILE, blueprint, by, home_id, home_ids
from campaign.models import VoteRound
from campaign.queries.votes import count_ballots, get_round, is_open, list_candidates, list_held, list_rounds
from campaign.schemas.votes import RoundForm, read_candidates
from core import clock
from core.db import committing, session
from core.errors import NotFound
from core.forms import Errors, read_form, typed_words
from core.i18n import lazy
from core.installation import is_sample
from core.pages import page
from registry.sending import send


@blueprint.route("/votes", methods=["GET", "POST"])
@requires(COMPILE)
def votes() -> Response:
    """The votes of the province, and a form for the next."""
    errors: Errors = {}
    made: list[VoteRound] = []
    if request.method == "POST":
        values, errors = read_form(RoundForm)
        if not errors:
            candidates = read_candidates(values.pop("candidates"))
            errors = send(lambda current: made.append(actions.make_round(
                current, **values, candidates=candidates, province_id=home_id(), unit_id=signed_in().unit_id,
                is_sample=is_sample(), **by())))  # fmt: skip
    if made:
        return redirect(url_for(".vote", round_id=made[0].id), 303)
    return page("campaign/votes_desk.html", style="desk", status=422 if errors else 200, errors=errors,
                values=typed_words(), rounds=list_rounds(session(), home_ids()))  # fmt: skip


@blueprint.get("/votes/<uuid:round_id>")
@requires(COMPILE)
def vote(round_id: UUID) -> Response:
    """The count, the votes held by browser, and what the result may be used for."""
    found = _inside(round_id)
    counts = count_ballots(session(), round_id)
    order = sorted(list_candidates(session(), round_id), key=lambda each: -counts.get(each.id, {}).get("counted", 0))
    return page("campaign/vote_desk.html", style="desk", round=found, candidates=order, counts=counts,
                held=list_held(session(), round_id),
                is_open=is_open(found, clock.today()))  # fmt: skip


@blueprint.post("/votes/<uuid:round_id>/held/<string:device>")
@requires(COMPILE)
def count_held(round_id: UUID, device: str) -> Response:
    """Count the votes held of one browser, after a look."""
    _inside(round_id)
    with committing() as current:
        actions.count_held(current, round_id=round_id, device=device[:32], **by())
    return redirect(url_for(".vote", round_id=round_id), 303)


def _inside(round_id: UUID) -> VoteRound:
    found = get_round(session(), round_id)
    if found.province_id not in home_ids():
        raise NotFound(lazy("Không có cuộc bình chọn này."))
    return found
