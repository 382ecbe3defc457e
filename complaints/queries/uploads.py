"""Files on their way in pieces."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from complaints.models import Complaint, Evidence, Upload
from complaints.pieces import KEPT, REFUSED
from core.errors import NotFound
from core.i18n import lazy


def find_upload(session: Session, upload_id: UUID, mark: str, now: datetime) -> Upload | None:
    """The file that the holder of a form key sends; None for another's, an unknown or an expired one."""
    found = session.get(Upload, upload_id)
    return found if found and mark and found.mark == mark and found.expires_at > now else None


def count_coming(session: Session, complaint: Complaint, arrived: int, now: datetime) -> int:
    """Files that the sender's phone still has to send: those it told of, without what arrived or was refused."""
    if now - complaint.filed_at > KEPT or complaint.files_told <= arrived:
        return 0
    refused = select(func.count()).select_from(Upload).filter_by(mark=complaint.form_key, state=REFUSED)
    return max(complaint.files_told - arrived - (session.scalar(refused) or 0), 0)


def get_original(session: Session, complaint_id: UUID, evidence_id: UUID) -> Evidence:
    """A file of a report. Raises NotFound."""
    found = session.get(Evidence, (complaint_id, evidence_id))
    if found is None:
        raise NotFound(lazy("Không có ảnh này."))
    return found
