"""The rows that say who may see what of a reporter, as they hold on a day."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.access import Access, needs_in, sentence_of
from accounts.models import PersonalAccess
from accounts.queries.units import holds


def list_access(session: Session, on: date) -> list[Access]:
    """Every right to read a field of a reporter on a day: one statement."""
    query = select(PersonalAccess).where(holds(PersonalAccess, on)).order_by(PersonalAccess.field, PersonalAccess.role)
    return [Access(row.field, row.role, row.needs) for row in session.scalars(query)]


def needs_of(session: Session, field: str, role: str, on: date) -> str | None:
    """What a role needs before reading a field; None when it may not read it at all."""
    return needs_in(list_access(session, on), field, role)


def access_sentence(session: Session, field: str, on: date) -> str:
    """What the citizen is told beside a field."""
    return sentence_of(list_access(session, on), field)
