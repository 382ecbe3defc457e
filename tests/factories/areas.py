"""Units for tests that need one that is not in the shipped lists."""

from datetime import date

from sqlalchemy.orm import Session

from areas.actions.loading import unit_values
from areas.models import COMMUNE, AdminUnit
from areas.queries import get_unit_by_code

TODAY = date(2026, 11, 24)
BEFORE = date(2025, 6, 30)


def unit(session: Session, code: str, on: date = TODAY) -> AdminUnit:
    """The shipped unit that has this code on a day."""
    return get_unit_by_code(session, code, on)


def make_commune(session: Session, *, code: str = "99901", name: str = "Thử Nghiệm", province: str = "19") -> AdminUnit:
    """A commune that no list holds, under a province of today."""
    values = unit_values(COMMUNE, code, "xa", name)
    parent_id = unit(session, province).id
    made = AdminUnit(**values, parent_id=parent_id, valid_from=date(2026, 1, 1), source="thử")
    session.add(made)
    session.flush()
    return made
