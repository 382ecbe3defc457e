"""The provinces of today in which communes lie."""

from collections.abc import Set
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from areas.models import PROVINCE, AdminUnit


def provinces_of(session: Session, commune_ids: Set[UUID], on: date) -> set[UUID]:
    """The ids of the provinces that stand on a day and are parents of the communes."""
    parents = select(AdminUnit.parent_id).where(AdminUnit.id.in_(commune_ids))
    stands = (AdminUnit.valid_from <= on) & or_(AdminUnit.valid_to.is_(None), AdminUnit.valid_to >= on)
    query = select(AdminUnit.id).where(AdminUnit.level == PROVINCE, stands, AdminUnit.id.in_(parents))
    return set(session.scalars(query))
