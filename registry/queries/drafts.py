"""Reading drafts of forms."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.models import FormDraft


def find_draft(session: Session, owner_id: UUID, form: str, subject_id: UUID) -> FormDraft | None:
    """What an owner typed into a form about something."""
    return session.scalar(select(FormDraft).filter_by(owner_id=owner_id, form=form, subject_id=subject_id))


def list_drafts(session: Session, owner_id: UUID, form: str) -> list[FormDraft]:
    """All drafts of a form, the newest first."""
    query = select(FormDraft).filter_by(owner_id=owner_id, form=form)
    return list(session.scalars(query.order_by(FormDraft.saved_at.desc())))
