"""Inspection forms that are not finished."""

import json
from uuid import UUID

from sqlalchemy.orm import Session

from complaints.models import InspectionDraft


def find_draft(session: Session, user_id: UUID, about: UUID) -> tuple[InspectionDraft | None, dict[str, str]]:
    """An officer's own draft for a report, or for none, and its fields as typed."""
    draft = session.get(InspectionDraft, (user_id, about))
    return draft, json.loads(draft.answers) if draft else {}
