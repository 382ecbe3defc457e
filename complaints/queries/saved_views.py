"""An officer's own lists: a list with its filters under a name."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from complaints.models import SavedView


def list_saved_views(session: Session, user_id: UUID) -> list[SavedView]:
    """The lists of an officer, by name."""
    return list(session.scalars(select(SavedView).filter_by(user_id=user_id).order_by(SavedView.name)))
