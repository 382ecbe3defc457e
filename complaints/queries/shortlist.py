"""The reports an officer takes along. Only those that still lie with the officer's units."""

from collections.abc import Set
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from complaints.models import Complaint, ShortlistedCase
from complaints.queries.sight import hidden_from


def list_shortlisted(session: Session, user_id: UUID, unit_ids: Set[UUID]) -> list[Complaint]:
    """In the order of their promised dates."""
    query = select(Complaint).join(ShortlistedCase, ShortlistedCase.complaint_id == Complaint.id)
    query = query.where(ShortlistedCase.user_id == user_id, Complaint.unit_id.in_(unit_ids), ~hidden_from(user_id))
    return list(session.scalars(query.order_by(Complaint.promised_on, Complaint.filed_at)))
