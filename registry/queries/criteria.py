"""Reading the rules and the criteria sets of OCOP."""

from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core.errors import NotFound
from core.i18n import lazy
from registry.models import CriteriaSet, Criterion, OcopRule
from registry.queries.rules import holds


def rules_on(session: Session, on: date, code: str) -> dict[str, str]:
    """The rules of a kind (due, remind, sheets, topic) as they hold on a day, by key."""
    query = select(OcopRule.key, OcopRule.value).where(OcopRule.code == code, holds(OcopRule, on))
    return dict(session.execute(query.order_by(OcopRule.valid_from, OcopRule.key)).all())


def list_rules(session: Session) -> list[OcopRule]:
    """Every rule row, the newest of a key first."""
    return list(session.scalars(select(OcopRule).order_by(OcopRule.code, OcopRule.key, OcopRule.valid_from.desc())))


def list_sets(session: Session) -> list[CriteriaSet]:
    """Every criteria set, newest span first."""
    return list(session.scalars(select(CriteriaSet).order_by(CriteriaSet.valid_from.desc(), CriteriaSet.name)))


def list_sets_for(session: Session, group: int | None, on: date) -> list[CriteriaSet]:
    """The sets in force on a day that fit a group: full sets before frames."""
    fits = or_(CriteriaSet.ocop_group == group, CriteriaSet.ocop_group.is_(None))
    query = select(CriteriaSet).where(fits, holds(CriteriaSet, on))
    return list(session.scalars(query.order_by(CriteriaSet.is_frame, CriteriaSet.name)))


def get_set(session: Session, set_id: UUID) -> CriteriaSet:
    """The criteria set. Raises NotFound."""
    found = session.get(CriteriaSet, set_id)
    if found is None:
        raise NotFound(lazy("Không có bộ tiêu chí này."))
    return found


def list_criteria(session: Session, set_id: UUID) -> list[Criterion]:
    """The criteria of a set in their order."""
    return list(session.scalars(select(Criterion).filter_by(set_id=set_id).order_by(Criterion.position)))
