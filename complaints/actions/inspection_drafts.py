"""Keeping an inspection form as far as it is filled in."""

import json
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from complaints.models import InspectionDraft
from complaints.queries.inspection_drafts import find_draft
from core.actor import Actor

MOST_LETTERS = 4000


def keep_draft(
    session: Session, *, about: UUID, answers: dict[str, str], actor: Actor, now: datetime
) -> InspectionDraft:  # fmt: skip
    """Keep the fields as typed, nothing checked; `about` is the report, or the officer when there is none.

    A field is kept up to 4,000 letters, as far as the form itself goes.
    """
    draft, _before = find_draft(session, actor.id, about)
    if draft is None:
        draft = InspectionDraft(user_id=actor.id, about=about)
        session.add(draft)
    kept = {name: value[:MOST_LETTERS] for name, value in answers.items() if value}
    draft.answers, draft.at = json.dumps(kept, ensure_ascii=False), now
    session.flush()
    return draft


def drop_draft(session: Session, *, about: UUID, actor: Actor) -> None:
    """Forget it: the inspection is recorded, or the officer begins anew."""
    draft, _answers = find_draft(session, actor.id, about)
    if draft is not None:
        session.delete(draft)
