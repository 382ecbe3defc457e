"""Voting on a phone: choose, confirm the number by a code, done."""

from uuid import UUID

from flask import Response, request

from campaign.actions.votes import cast_vote, confirm_vote
from campaign.models import VoteRound
from campaign.public.frame import blueprint
from campaign.public.people import hash_person, sent_token, with_token
from campaign.queries.votes import count_ballots, get_round_by_slug, is_open, list_candidates, list_rounds
from campaign.schemas.votes import CodeForm, VoteForm
from core import clock
from core.db import committing, session
from core.errors import BadInput, Unavailable
from core.forms import Errors, read_form, typed_words
from core.i18n import _, lazy
from core.installation import is_sample
from core.limits import guess_limit
from core.pages import page
from notifications.gateways import channels


@blueprint.get("/votes")
def votes() -> Response:
    """Votes that are open, then those that closed."""
    rounds = list_rounds(session())
    return page("campaign/votes.html", rounds=rounds, open_ids={r.id for r in rounds if is_open(r, clock.today())})


@blueprint.get("/votes/<string:slug>")
def vote(slug: str) -> Response:
    """The candidates, with their counts once the vote has closed."""
    return _form(get_round_by_slug(session(), slug), {})


@blueprint.post("/votes/<string:slug>")
@guess_limit("30/hour")
def cast(slug: str) -> Response:
    """Take the choice and send a code to the phone."""
    found, token = get_round_by_slug(session(), slug), sent_token()
    values, errors = read_form(VoteForm)
    if errors:
        return _form(found, errors)
    if not channels() and not is_sample():
        raise Unavailable(lazy("Trang này chưa nối với tổng đài nhắn tin nên chưa nhận bình chọn."))
    device = hash_person(token, f"vote:{found.id}")
    try:
        with committing() as current:
            ballot, code = cast_vote(
                current, round_id=found.id, candidate_id=values["candidate"], phone=values["phone"], device=device,
                now=clock.now(),
            )  # fmt: skip
            ballot_id = ballot.id
    except BadInput as refused:
        return _form(found, {refused.field or "candidate": [str(refused)]})
    shown = code if is_sample() and not channels() else ""
    return with_token(_code_form(found, ballot_id, {}, shown), token)


@blueprint.post("/votes/<string:slug>/confirm")
@guess_limit("60/hour")
def confirm(slug: str) -> Response:
    """Count the vote when the code is right."""
    found = get_round_by_slug(session(), slug)
    values, errors = read_form(CodeForm)
    if errors:
        if "ballot" in errors:
            return _form(found, {"candidate": errors["ballot"]})
        return _code_form(found, typed_words()["ballot"], errors)
    with committing() as current:
        outcome = confirm_vote(
            current, round_id=found.id, ballot_id=values["ballot"], code=values["code"], now=clock.now()
        )
    if outcome == "wrong":
        return _code_form(found, values["ballot"], {"code": [_("Mã không đúng; xem lại tin nhắn")]})
    if outcome == "late":
        return _form(found, {"phone": [_("Mã đã hết hạn hoặc đã dùng; bình chọn lại để nhận mã mới")]})
    return page("campaign/vote_thanks.html", style="form", round=found, outcome=outcome)


def _form(found: VoteRound, errors: Errors) -> Response:
    today = clock.today()
    counts = count_ballots(session(), found.id) if today > found.closes_on else {}
    answer = page(
        "campaign/vote.html", style="form", status=422 if errors else 200, round=found, errors=errors,
        values=typed_words() if request.method == "POST" else {}, candidates=list_candidates(session(), found.id),
        is_open=is_open(found, today), counts={key: each.get("counted", 0) for key, each in counts.items()},
        is_closed=today > found.closes_on,
    )  # fmt: skip
    return with_token(answer, sent_token())


def _code_form(found: VoteRound, ballot_id: UUID | str, errors: Errors, code: str = "") -> Response:
    return page("campaign/vote_code.html", style="form", status=422 if errors else 200, round=found, ballot=ballot_id,
                errors=errors, code=code)  # fmt: skip
