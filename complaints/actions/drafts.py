"""Keeping and dropping unsent answers."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from complaints.actions.photos import delete_photos
from complaints.drafts import LIFETIME, OpenDraft, pack, unpack
from complaints.models import Draft
from complaints.queries.filing import hash_draft_id
from core import jobs
from core.keys import current_key, keys_of


def new_draft(form_key: str) -> OpenDraft:
    """An empty draft under a fresh random id."""
    return OpenDraft(secrets.token_urlsafe(24), form_key)


def save_draft(session: Session, *, draft: OpenDraft, now: datetime) -> None:
    """Write the answers, encrypted; they stay for 24 hours from now."""
    key = current_key(session, "draft")
    row = session.get(Draft, hash_draft_id(draft.id), with_for_update=True)
    if row is None:
        row = Draft(id_hash=hash_draft_id(draft.id))
        session.add(row)
    row.key_number, row.secret = key.number, key.fernet().encrypt(pack(draft))
    row.expires_at = now + LIFETIME


def drop_draft(session: Session, *, draft_id: str) -> None:
    """Forget the answers; photos that became evidence are not touched."""
    row = session.get(Draft, hash_draft_id(draft_id))
    if row is not None:
        session.delete(row)


@jobs.job("complaints.sweep_drafts", every=timedelta(hours=1))
def sweep_drafts(session: Session, payload: dict, now: datetime) -> None:
    """Delete drafts past their day, and the photos that were never sent with them."""
    keys = keys_of(session, "draft")
    for row in session.scalars(select(Draft).where(Draft.expires_at <= now)):
        draft = unpack("", keys[row.key_number].fernet().decrypt(row.secret))
        delete_photos(session, draft.answers.photos)
        session.delete(row)
