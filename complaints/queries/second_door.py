"""Reports that a confirmed phone or address opens."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from complaints.models import Complaint, ContactCode
from core import personal


def list_confirmed(session: Session, *, field: str, mark: str) -> list[Complaint]:
    """Reports whose reporter left this contact and confirmed it, newest first."""
    people = personal.find_people_of(session, field=field, mark=mark)
    query = select(Complaint).join(ContactCode, ContactCode.complaint_id == Complaint.id)
    query = query.where(Complaint.person_id.in_(people), ContactCode.field == field)
    return list(session.scalars(query.where(ContactCode.confirmed_at.is_not(None)).order_by(Complaint.filed_at.desc())))
