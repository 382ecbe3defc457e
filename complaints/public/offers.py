"""What a photo says of itself, offered as an answer: used or not, it is forgotten at once."""

from uuid import UUID

from flask import Response, request

from areas.queries import get_unit, label
from complaints.actions.drafts import drop_offer, save_draft
from complaints.drafts import OpenDraft, change
from complaints.public.frame import DRAFT, blueprint, go
from complaints.queries.filing import find_draft, hash_draft_id
from core import clock
from core.db import committing, session

ASKED = {"shop": ("photo_communes",), "details": ("photo_day",)}


@blueprint.post("/complaints/new/photo-offer")
def answer_offer() -> Response:
    """Take the place or the day of a photo as the answer, or not."""
    asked = request.form.get("asked_on", "")
    draft_id = request.form.get("draft", "") or request.cookies.get(DRAFT, "")
    draft = find_draft(session, draft_id, clock.now())
    if draft is None or asked not in ASKED:
        return go("new/kind")
    with committing() as current:
        save_draft(current, draft=_with_answer(draft), now=clock.now())
        drop_offer(current, draft_hash=hash_draft_id(draft.id), names=ASKED[asked])
    return go(f"new/{asked}")


def offered_place(draft: OpenDraft) -> dict:
    """The communes near which a photo was taken, in words, while none is answered yet."""
    answers = draft.answers
    if answers.commune_id or answers.place_as_written:
        return {}
    return {"offered_communes": [(each, label(get_unit(session, UUID(each)))) for each in answers.photo_communes]}


def _with_answer(draft: OpenDraft) -> OpenDraft:
    """Only what was really offered can be taken."""
    chosen, answers = request.form.get("commune", ""), draft.answers
    if chosen in answers.photo_communes:
        unit = get_unit(session, UUID(chosen))
        return change(draft, commune_id=unit.id, place_as_written=label(unit))
    if "day" in request.form and answers.photo_day:
        return change(draft, bought_on=answers.photo_day)
    return draft
