"""Whether messages have left. Never to whom."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from notifications.models import OutboxMessage


def find_last_message(session: Session, family_id: UUID) -> OutboxMessage | None:
    """The newest message about something: still waiting while `sent_at` is None."""
    rows = select(OutboxMessage).filter_by(family_id=family_id).order_by(OutboxMessage.created_at.desc())
    return session.scalars(rows).first()
