"""Files on their way in pieces."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from complaints.models import Upload
from complaints.pieces import OPEN


def find_upload(session: Session, upload_id: UUID, mark: str, now: datetime) -> Upload | None:
    """The file that the holder of a form key sends; None for another's, an unknown or an expired one."""
    found = session.get(Upload, upload_id)
    return found if found and mark and found.mark == mark and found.expires_at > now else None


def count_under_way(session: Session, mark: str, now: datetime) -> int:
    """Files of a form that were announced and are not whole yet."""
    rows = select(func.count()).select_from(Upload).filter_by(mark=mark, state=OPEN)
    return session.scalar(rows.where(Upload.expires_at > now)) or 0
