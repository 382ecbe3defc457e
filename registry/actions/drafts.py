"""What was typed and not sent yet is kept as it was typed."""

import json
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from core.fields import clean_text
from registry.fields import write_json
from registry.identifiers import echo
from registry.models import FormDraft
from registry.queries.drafts import find_draft

LONGEST = 3000
NUMBERS = ("tax_code",)
NOT_KEPT = ("token", "seen", "step", "form_key")


def save_draft(
    session: Session, *, owner_id: UUID, form: str, subject_id: UUID, words: dict[str, object], now: datetime
) -> FormDraft:
    """Keep the words of a form; a number that may be a person's is not kept."""
    kept = {
        name: clean_text(text, lines=True)[:LONGEST]
        for name, text in words.items()
        if isinstance(text, str) and name not in NOT_KEPT and not (name in NUMBERS and echo(text) != text)
    }
    draft = find_draft(session, owner_id, form, subject_id)
    if draft is None:
        draft = FormDraft(owner_id=owner_id, form=form, subject_id=subject_id)
        session.add(draft)
    draft.words, draft.saved_at = write_json(kept), now
    session.flush()
    return draft


def drop_draft(session: Session, *, owner_id: UUID, form: str, subject_id: UUID) -> None:
    """It was sent, or is not wanted any more."""
    draft = find_draft(session, owner_id, form, subject_id)
    if draft is not None:
        session.delete(draft)
        session.flush()


def words_of(draft: FormDraft | None) -> dict[str, str]:
    """What was typed; nothing where there is no draft."""
    return json.loads(draft.words) if draft else {}
